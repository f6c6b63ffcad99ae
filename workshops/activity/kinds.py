"""The kinds of lines there are in a workshop's log. Each room says how its own are worded and how they are undone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from workshops.activity.changes import Changes, restore
from workshops.models import Activity, Participant, Stage, Workshop

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Undoing = Callable[[Workshop, Changes], None]


class Undoer(Enum):
    """Who may undo a line of some kind."""

    FACILITATORS = "facilitators"
    EVERYBODY = "everybody"
    # Only whoever wrote what it is about: nobody else has a say over somebody's words.
    AUTHOR = "author"


def _always(workshop: Workshop) -> bool:
    return True


def _nobodys(line: Activity, participant: Participant) -> bool:
    return False


@dataclass(frozen=True)
class Kind:
    """How lines of one kind read, and how they are undone.

    `says` is a sentence with named parts, "{who} renamed {area} to {name}": `who` is the actor, the others are what was
    `said`; `says_many` is for a `count` other than one. `labels` gives for a part the words for its values.

    `why_not` is the reason why it cannot be undone; without one it can, by `undoer`, at `stages` (none: at any), by
    `undo(workshop, changes)`, which raises a Refusal or InTheWay if something later depends on it. `is_own(line,
    participant)` tells the author's own lines. `rings` says that everybody's own part of the page looks different
    then, `door` that somebody may come in or no longer may.

    `keeps_who(workshop)` is whether it may be kept who it was, `tells_who(workshop)` whether it may be told now.
    """

    name: str
    says: "StrOrPromise"
    says_many: "StrOrPromise" = ""
    labels: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    why_not: "StrOrPromise" = ""
    undoer: Undoer = Undoer.FACILITATORS
    stages: tuple[Stage, ...] = ()
    undo: Undoing = restore
    is_own: Callable[[Activity, Participant], bool] = _nobodys
    rings: bool = False
    door: bool = False
    keeps_who: Callable[[Workshop], bool] = _always
    tells_who: Callable[[Workshop], bool] = _always

    def may_be_undone_by(self, line: Activity, participant: Participant) -> bool:
        if self.undoer is Undoer.AUTHOR:
            return self.is_own(line, participant)
        return self.undoer is Undoer.EVERYBODY or participant.is_facilitator


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Called once by each room, when it is loaded."""
    _kinds.update({kind.name: kind for kind in kinds})


def kind_of(line: Activity) -> Kind:
    """Return what kind of deed a line is about. For one that was undone or done again it is that deed's.

    A newer version of Remit may write to the same database already: what it notes is told in general terms.
    """
    name = line.of.kind if line.of else line.kind
    return _kinds.get(name) or Kind(name, _("{who} changed something"), why_not=_("This version does not know how to."))


def kind_named(name: str) -> Kind:
    return _kinds[name]
