"""What a new workshop can begin with: templates, one's own settings, and whatever the rooms below add to them.

A beginning suggests; nothing of it is an answer. What it suggests for the fields of the form stands in `values`,
what it brings along apart from them is asked for when the workshop is opened.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from communities.models import Community, User
from workshops.actions.opening import CATEGORIES
from workshops.category_rows import as_fields
from workshops.models import Names, Workshop
from workshops.shares import USUAL, choice_of

TITLE = _("What is the {role} role here?")
# The fields that a beginning may fill, as the form sends them; categories stand beside them.
PLAIN: Mapping[str, str] = {
    "role": "",
    "title": "",
    "purpose": "",
    "names": Names.HIDDEN.value,
    "threshold": USUAL,
    "red_needs_reason": "",
    "language": settings.LANGUAGE_CODE,
    "organisation": "",
    "organisation_size": "",
    "funding_stage": "",
    "teams": "",
    "founders": "",
}
TICKED = "on"


@dataclass(frozen=True)
class AreaBeginning:
    name: str
    emoji: str = ""
    description: str = ""
    key: str = ""


@dataclass(frozen=True)
class Prompt:
    """A responsibility to think with; `where` says where it is usual, like "in a start-up"."""

    text: str
    where: str = ""


@dataclass(frozen=True)
class Listed:
    """A responsibility that is there from the start; `came_from` says from which version.

    `category` and `area` are keys. `colour` is what was decided about it there, if it comes along as decided.
    """

    text: str
    category: str
    came_from: str
    area: str = ""
    colour: str = ""
    rationale: str = ""
    owner: str = ""


@dataclass(frozen=True)
class Start:
    """What a workshop has when it opens. The prompts stand by the keys of their categories."""

    areas: Sequence[AreaBeginning] = ()
    prompts: Mapping[str, Sequence[Prompt]] = field(default_factory=dict)
    listed: Sequence[Listed] = ()


@dataclass(frozen=True)
class Bring:
    """How much of what is there already comes along: a choice on the form."""

    key: str
    words: str
    about: str


@dataclass(frozen=True)
class Beginning:
    """One thing to start from: `words` and `about` are what the form says of it.

    `start` is called with the key of one of `brings`, or "". A beginning that belongs to a community opens its
    workshop there; one that goes on from something fixes the role.
    """

    key: str
    words: str
    about: str
    start: Callable[[str], Start]
    values: Mapping[str, str] = field(default_factory=lambda: plain())
    credit: str = ""
    brings: tuple[Bring, ...] = ()
    fixes_role: bool = False
    community: Community | None = None
    own_id: UUID | None = None

    @property
    def as_json(self) -> str:
        """What it suggests, for the page's script."""
        return json.dumps({**self.values}, ensure_ascii=False)

    @property
    def bring(self) -> str:
        """The usual one of `brings`."""
        return self.brings[0].key if self.brings else ""


@dataclass(frozen=True)
class Shelf:
    """Beginnings of one kind under a heading; the form leaves an empty one out."""

    heading: str
    beginnings: tuple[Beginning, ...]


# Called with whoever opens a workshop.
Source = Callable[[User], Shelf]
_sources: list[tuple[int, Source]] = []


def register(source: Source, *, place: int) -> None:
    """Called once per kind of beginning, when the room that has it is loaded; `place` orders them on the form."""
    _sources.append((place, source))
    _sources.sort(key=lambda pair: pair[0])


def shelves(user: User) -> tuple[Shelf, ...]:
    """Return everything that `user` may begin a workshop with."""
    found = (source(user) for _, source in _sources)
    return tuple(shelf for shelf in found if shelf.beginnings)


def plain(**said: str) -> dict[str, str]:
    """Return the values of a beginning that suggests `said` and leaves everything else as usual."""
    return {**PLAIN, **as_fields(CATEGORIES), **said}


def values_of(workshop: Workshop) -> dict[str, str]:
    """Return the settings of `workshop` as the form sends them, its categories left out."""
    values = {name: str(getattr(workshop, name)) for name in PLAIN if hasattr(workshop, name)}
    threshold = choice_of(workshop.threshold_numerator, workshop.threshold_denominator)
    return {**values, "threshold": threshold, "red_needs_reason": TICKED if workshop.red_needs_reason else ""}


def prompts_from(stored: Mapping[str, Any]) -> dict[str, list[Prompt]]:
    """Return the prompts that a data file or a row holds: texts, or objects with `text` and `where`."""
    return {
        key: [Prompt(**one) if isinstance(one, dict) else Prompt(str(one)) for one in prompts]
        for key, prompts in stored.items()
    }
