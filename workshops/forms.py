"""The form of a new workshop: three fields, and everything else with a good default."""

from django import forms

from workshops.models import Names, Workshop


class NewWorkshop(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Workshop
        fields = ("title", "role", "purpose", "names", "red_needs_reason")
        labels = {
            "title": "Title",
            "role": "Role",
            "purpose": "Purpose",
            "names": "Names",
            "red_needs_reason": "Red needs a reason",
        }
        help_texts = {
            "title": "What the invitation says.",
            "role": "The one this workshop works out.",
            "purpose": "What should be clear by the end of the hour?",
        }
        error_messages = {
            "title": {"required": "Give it a title: it is what the invitation says."},
            "role": {"required": "Name the role you want to work out, for example “Engineering Manager”."},
        }
        widgets = {
            "title": forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
            "role": forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
            "purpose": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "names": forms.RadioSelect,
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["names"] = forms.ChoiceField(
            label="Names",
            widget=forms.RadioSelect,
            initial=Names.HIDDEN,
            required=False,
            choices=[
                (Names.HIDDEN, Names.HIDDEN.label),
                (Names.NAMED, Names.NAMED.label),
                (Names.ANONYMOUS, Names.ANONYMOUS.label),
            ],
        )

    def clean_names(self) -> str:
        return self.cleaned_data.get("names") or Names.HIDDEN
