"""The two to six categories of a new workshop, as six rows of a form. A row without a name is no category."""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.actions.opening import CategoryTemplate
from workshops.lines import one_line, several_lines

FEWEST, MOST = 2, 6
PARTS = ("key", "name", "emoji", "definition")


def field_name(place: int, part: str) -> str:
    """Return what the part of the category at `place`, from 1, is called in the form."""
    return f"category-{place}-{part}"


FIELD_NAMES = tuple(field_name(place, part) for place in range(1, MOST + 1) for part in PARTS)


def as_fields(categories: Sequence[CategoryTemplate]) -> dict[str, str]:
    """Return what the form holds when it shows `categories`: every field of every row."""
    rows: list[CategoryTemplate | None] = [*categories[:MOST], *[None] * (MOST - len(categories))]
    return {
        field_name(place, part): str(getattr(row, part)) if row else ""
        for place, row in enumerate(rows, start=1)
        for part in PARTS
    }


class CategoryRow(forms.Form):
    """`key` is what the row was called before anybody changed it; "" for a new one."""

    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    emoji = forms.CharField(
        label=_("Emoji"), required=False, max_length=64, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=300,
        # The placeholder lets the style sheet see which rows are empty.
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto", "placeholder": " "}),
    )
    definition = forms.CharField(
        label=_("Definition"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 1, "class": "line"}),
    )

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])

    def clean_emoji(self) -> str:
        return one_line(self.cleaned_data["emoji"])

    def clean_definition(self) -> str:
        return several_lines(self.cleaned_data["definition"])


class CategoryRows:
    """The rows as they were `sent`, or as they are `suggested`.

    `is_valid` leaves what is wrong next to the name that it is about.
    """

    def __init__(self, suggested: Mapping[str, str], sent: Mapping[str, str] | None = None) -> None:
        places = range(1, MOST + 1)
        self._emoji = {suggested[field_name(p, "key")]: suggested[field_name(p, "emoji")] for p in places}
        self.rows = [
            CategoryRow(
                sent,
                prefix=f"category-{place}",
                initial={part: suggested[field_name(place, part)] for part in PARTS},
            )
            for place in places
        ]

    def is_valid(self) -> bool:
        if self.has_errors:
            return False
        named = [row for row in self.rows if row.cleaned_data["name"]]
        if len(named) < FEWEST:
            empty = next(row for row in self.rows if row not in named)
            empty.add_error("name", _("A workshop has at least two categories. Name another one."))
        seen: set[str] = set()
        for row in named:
            name = row.cleaned_data["name"].casefold()
            if name in seen:
                row.add_error("name", _("Another category has this name."))
            seen.add(name)
        return not self.has_errors

    @property
    def has_errors(self) -> bool:
        return any(row.errors for row in self.rows)

    def chosen(self) -> tuple[list[CategoryTemplate], dict[str, str]]:
        """Return the valid rows' categories, and the key that each of their former keys has become."""
        categories: list[CategoryTemplate] = []
        became: dict[str, str] = {}
        for row in self.rows:
            said = row.cleaned_data
            if not said["name"]:
                continue
            key = self._key(said["key"], said["emoji"], {category.key for category in categories})
            categories.append(CategoryTemplate(key, said["name"], said["emoji"], said["definition"]))
            became.setdefault(said["key"], key)
        return categories, became

    def _key(self, key: str, emoji: str, taken: set[str]) -> str:
        """Return the key of a category: its own, and so its icon, unless somebody chose another emoji for it."""
        if key and self._emoji.get(key) == emoji and key not in taken:
            return key
        own = f"c{len(taken) + 1}"
        while own in taken or own in self._emoji:
            own += "x"
        return own
