"""The form of a new workshop: three fields, and everything else with a good default."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.lines import one_line, several_lines
from workshops.models import Names, Workshop
from workshops.models.workshop import spoken
from workshops.shares import as_fraction, choices_with

# In the order of the form, the most usual first.
PROMISES = (
    (Names.HIDDEN, Names.HIDDEN.label),
    (Names.NAMED, Names.NAMED.label),
    (Names.ANONYMOUS, Names.ANONYMOUS.label),
)
ONE_LINE = ("title", "role", "organisation")
SEVERAL_LINES = ("purpose", "teams", "founders")
CONTEXT = ("organisation", "organisation_size", "funding_stage", "teams", "founders")


class NewWorkshop(forms.ModelForm):  # type: ignore[type-arg]
    """`thresholds` are shares to choose from besides the usual ones, as "7/10"."""

    names = forms.ChoiceField(label=_("Names"), widget=forms.RadioSelect, choices=PROMISES)
    threshold = forms.ChoiceField(
        label=_("How many must agree?"),
        help_text=_("From this share of its votes on, a responsibility counts as settled. Otherwise it stays amber."),
    )

    language = forms.ChoiceField(
        label=_("Language"), help_text=_("What its pages speak, to everybody who takes part."), choices=spoken
    )
    # What is left empty may be what the template suggests.
    use_required_attribute = False

    class Meta:
        model = Workshop
        fields = ("title", "role", "purpose", "names", "red_needs_reason", "language", *CONTEXT)
        labels = {
            "title": _("Title"),
            "role": _("Role"),
            "purpose": _("Purpose"),
            "red_needs_reason": _("Red needs a reason"),
            "organisation": _("Organisation"),
            "organisation_size": _("Size of the organisation"),
            "funding_stage": _("Funding stage"),
            "teams": _("Teams"),
            "founders": _("Founders’ background"),
        }
        help_texts = {
            "title": _("What the invitation says."),
            "role": _("The one this workshop works out."),
            "purpose": _("What should be clear by the end of the hour?"),
            "teams": _("How many, of what kind, and who is in them."),
        }
        error_messages = {
            "title": {"required": _("Give it a title: it is what the invitation says.")},
            "role": {"required": _("Name the role you want to work out, for example “Engineering Manager”.")},
        }
        widgets = {
            "title": forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
            "role": forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
            "purpose": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "organisation": forms.TextInput(attrs={"dir": "auto"}),
            "teams": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            "founders": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        }

    def __init__(self, *args: object, thresholds: Iterable[str] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if len(spoken()) == 1:
            self.fields["language"].widget = forms.HiddenInput()
        threshold = self.fields["threshold"]
        assert isinstance(threshold, forms.ChoiceField)  # noqa: S101 - narrows the type
        threshold.choices = choices_with(*thresholds)
        for name in ("organisation_size", "funding_stage"):
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - narrows the type
            field.choices = [("", _("Not said")), *Workshop._meta.get_field(name).choices]  # type: ignore[union-attr, misc]

    def clean(self) -> None:
        """Make the texts fit to keep. A model form has stripped them, and asked for those that must be there."""
        super().clean()
        said = self.cleaned_data
        said |= {name: one_line(said[name]) for name in ONE_LINE if name in said}
        said |= {name: several_lines(said[name]) for name in SEVERAL_LINES if name in said}
        for name in ("title", "role"):
            if name in said and not said[name]:
                self.add_error(name, self.fields[name].error_messages["required"])
        if "threshold" in said:
            share = as_fraction(said["threshold"])
            self.instance.threshold_numerator, self.instance.threshold_denominator = share.numerator, share.denominator

    def in_more(self) -> bool:
        """Whether something is wrong with a field that is folded away."""
        return bool(set(self.errors) - {"title", "role", "purpose"})

    def in_context(self) -> bool:
        """Whether something is wrong with what was said of the organisation."""
        return bool(set(self.errors) & set(CONTEXT))
