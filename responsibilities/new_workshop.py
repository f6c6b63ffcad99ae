"""The form of a new workshop: what was typed, and what the chosen beginning suggests wherever nobody typed anything.

A field that still says what the beginning before suggested counts as untouched, so that choosing another one fills it
anew, in the browser (static/js/new_workshop.js) as here. The field `offered` says which beginning that was.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, gettext_noop

from communities.models import Community, User
from responsibilities.actions.opening import Categories
from responsibilities.beginnings import PLAIN, TITLE, Beginning, shelves
from responsibilities.shipped import shipped
from workshops.category_rows import FIELD_NAMES, CategoryRows
from workshops.forms import NewWorkshop
from workshops.ids import client_key

GONE = gettext_noop("That is not there any more. Choose something else to start from; what you typed is still here.")
# These say one of a few things; an empty one was not sent.
CHOSEN = ("names", "threshold", "language")


class OpeningForm:
    """What somebody sent (`said`), or the form as it is first shown with the beginning called `wanted`."""

    def __init__(self, user: User, said: Mapping[str, str] | None, wanted: str = "") -> None:
        self.shelves = shelves(user)
        self._by_key = {beginning.key: beginning for shelf in self.shelves for beginning in shelf.beginnings}
        self.usual = shipped()[0]
        asked = said.get("template", "") if said is not None else wanted
        self.chosen = self._by_key.get(asked, self.usual)
        self.is_gone = said is not None and asked not in ("", *self._by_key)
        self.client_key = client_key(said.get("client_key") if said else None)
        sent = None
        if said is not None:
            sent = suggested(said, self._by_key.get(said.get("offered", ""), self.chosen), self.chosen)
        at_first = {**self.chosen.values, "title": _title(self.chosen, self.chosen.values["role"])}
        self.bring = self._bring(said.get("bring", "") if said else "")
        thresholds = {beginning.values["threshold"] for beginning in self._by_key.values()}
        self.fields = NewWorkshop(sent, initial=at_first, thresholds=sorted(thresholds))
        self.categories = CategoryRows(self.chosen.values, sent)
        self.title_pattern = str(TITLE)

    def _bring(self, asked: str) -> str:
        offered = {bring.key for beginning in self._by_key.values() for bring in beginning.brings}
        usual = next((beginning.bring for beginning in self._by_key.values() if beginning.brings), "")
        return asked if asked in offered else usual

    @property
    def brings(self) -> tuple[Any, ...]:
        """What a beginning that has a choice of it brings along; they all have the same choice."""
        return next((beginning.brings for beginning in self._by_key.values() if beginning.brings), ())

    def is_valid(self) -> bool:
        fields, categories = self.fields.is_valid(), self.categories.is_valid()
        if self.chosen.fixes_role and self.fields.cleaned_data.get("role") not in (None, self.chosen.values["role"]):
            role = self.chosen.values["role"]
            said = gettext("%(beginning)s is about the role “%(role)s”. Leave the role as that.")
            self.fields.add_error("role", said % {"beginning": self.chosen.words, "role": role})
            return False
        return fields and categories and not self.is_gone

    @property
    def gone(self) -> str:
        """Why what was chosen cannot be begun with, or ""."""
        return gettext(GONE) if self.is_gone else ""

    @property
    def more_is_open(self) -> bool:
        """Whether something that is folded away has to be seen."""
        return self.fields.in_more() or self.categories.has_errors

    def chosen_categories(self) -> Categories:
        return Categories(*self.categories.chosen())

    @property
    def community(self) -> Community | None:
        return self.chosen.community


def suggested(said: Mapping[str, str], offered: Beginning, chosen: Beginning) -> dict[str, str]:
    """Return the values of the form: what was typed, and what `chosen` suggests wherever nobody typed anything else.

    `offered` is the beginning whose suggestions stood in the form. An empty role or title is always filled.
    """
    values = {name: said.get(name, "") for name in PLAIN}
    values |= {name: values[name] or chosen.values[name] for name in CHOSEN}
    if offered.key != chosen.key:
        untouched = (name for name, value in values.items() if _is_untouched(name, value, offered))
        values |= {name: chosen.values[name] for name in untouched}
    values["role"] = values["role"].strip() or chosen.values["role"]
    if _same(said.get("title", ""), "") or _same(said["title"], _title(offered, offered.values["role"])):
        values["title"] = _title(chosen, values["role"])
    return values | _categories(said, offered, chosen)


def _is_untouched(name: str, value: str, offered: Beginning) -> bool:
    """Whether a field says nothing, or what was suggested. A box that is not ticked does say something."""
    return _same(value, offered.values[name]) or (name != "red_needs_reason" and not value.strip())


def _title(beginning: Beginning, role: str) -> str:
    """The title that a beginning suggests for a role."""
    role = " ".join(role.split())
    return beginning.values["title"] or (str(TITLE).format(role=role) if role else "")


def _categories(said: Mapping[str, str], offered: Beginning, chosen: Beginning) -> dict[str, str]:
    """The rows of the categories, which belong together: they are as typed, or as suggested."""
    if not any(name in said for name in FIELD_NAMES):
        return {name: chosen.values[name] for name in FIELD_NAMES}
    typed = {name: said.get(name, "") for name in FIELD_NAMES}
    if all(_same(typed[name], offered.values[name]) for name in FIELD_NAMES):
        return {name: chosen.values[name] for name in FIELD_NAMES}
    return typed


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()
