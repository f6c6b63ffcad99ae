"""What is played at each stage is in the rooms below; this is where each of them says so."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.safestring import SafeString

from live.boards import Drawing
from live.positions import parse
from live.regions import Region
from workshops.access import Viewer
from workshops.hints import Hint
from workshops.models import Names, Stage, Workshop
from workshops.parts import PEOPLE
from workshops.refusal import Refusal

SCREEN = "screen"
# A facilitator's page of the people, and the page on which newcomers wait: streams of their own, with little on them.
PEOPLE_PAGE = "people"
DOORSTEP = "waiting"
# Stands for the token of whoever is shown it, in forms that are drawn once for many: {"csrf_token": TOKEN}. Nobody can
# write it into a text, since nobody knows it.
TOKEN = secrets.token_hex(16)


@dataclass(frozen=True)
class Look:
    """An audience's look at one stage of a workshop: the one it is at, or an earlier one.

    `role` is "participant", "facilitator", "screen", "people" or "waiting". Everybody with an equal look sees the
    same. `last` is what they were shown last, where that is known.
    """

    workshop: Workshop
    role: str
    stage: Stage
    last: Drawing | None = None

    @property
    def is_back(self) -> bool:
        return self.stage is not self.workshop.at

    @property
    def for_facilitator(self) -> bool:
        return self.role == "facilitator"

    @property
    def for_screen(self) -> bool:
        return self.role == SCREEN

    @property
    def tells_names(self) -> bool:
        """Whether this audience may be shown who is in the workshop.

        People see each other's names on their own screens. The projector's is seen by whoever passes, so there they
        stand only where the workshop has promised nothing about names.
        """
        return not self.for_screen or self.workshop.names == Names.NAMED

    @property
    def audience(self) -> str:
        """Whose drawing shows this look; one of "role:stage" shows the present stage where that is not in the past."""
        return f"{self.role}:{self.stage}" if self.is_back else self.role

    def kept(self, id: str, *parts: str) -> Region | None:
        """The region as it was drawn last, unless a change has touched one of `parts`, or any part it may be."""
        position = parse(self.last.position) if self.last else None
        if self.last and position and self.workshop.untouched_since(position, *parts):
            return self.last.region(id)
        return None


@dataclass(frozen=True)
class Attempt:
    """A form that was refused: what was typed, and why it was not taken. It goes back to where it came from."""

    typed: Mapping[str, str]
    refusal: Refusal


@dataclass(frozen=True)
class Verb:
    """The one thing a facilitator does at a stage: a button's words and where it posts to."""

    words: str
    name: str
    leads: bool = False


@dataclass(frozen=True)
class Steer:
    """How things stand, in a line, and the stage's own verb if it has one."""

    say: str = ""
    verb: Verb | None = None


@dataclass(frozen=True)
class Part:
    """A piece of the personal part that is sent alone: where it goes, how, and what is put there."""

    id: str
    swap: str
    html: SafeString


def nothing_brief(viewer: Viewer, look: Look, asked: Mapping[str, str]) -> Sequence[Part]:
    """Most stages send the whole personal part: it is small."""
    return ()


def is_told_when_untouched(look: Look) -> bool:
    """Most stages have all they show in tables of their own."""
    return look.last is not None and look.last.position == look.workshop.position


def nothing_on_entering(workshop: Workshop, came_from: Stage) -> None:
    """Most stages need nothing done when the workshop reaches them."""


def nobody_is_awaited(workshop: Workshop) -> Mapping[UUID, bool]:
    """At most stages nothing says by itself that somebody is done."""
    return {}


def nothing_to_say(workshop: Workshop) -> Steer:
    return Steer()


def no_hints(workshop: Workshop) -> tuple[Hint, ...]:
    return ()


def no_cards(workshop: Workshop) -> int:
    return 0


def needs_nothing(look: Look) -> tuple[str, ...]:
    """Some stages have no scripts and style sheets of their own."""
    return ()


@dataclass(frozen=True)
class StageRoom:
    """One stage of a workshop, as the room that plays it sees it.

    `shared(look)` draws the region with the id "board". Its template holds the slot of what is personal, which
    `mine(viewer, look, asked, attempt)` fills: it returns a template and its context; `asked` is the query of the page.
    `brief(viewer, look, asked)` names the few pieces of it that a taken form changed, or none to send all of it.
    `is_told(look)` is whether what was shown last and the workshop's row say everything, so that nothing else is read.
    `steer(workshop)` is for the facilitator's dock. `finished(workshop)` says who has done what there is to do, or
    nothing where that is not counted. `on_entering(workshop, came_from)` runs inside the
    transaction that moves the locked workshop there. `shows` names the parts (workshops/parts.py) on the board.
    `hints(workshop)` is what facilitators alone are told about how it goes. `cards(workshop)` is how many
    responsibilities there are; only the room that lists them knows. `for_others` is whether a facilitator can do there
    what there is to do for somebody without a device. `needs(look)` names the scripts and style sheets
    without which that look is not complete; what it does without at first, and what other stages need, comes later.
    """

    stage: Stage
    shared: Callable[[Look], Region]
    mine: Callable[[Viewer, Look, Mapping[str, str], Attempt | None], tuple[str, dict[str, Any]]]
    is_told: Callable[[Look], bool] = is_told_when_untouched
    steer: Callable[[Workshop], Steer] = nothing_to_say
    brief: Callable[[Viewer, Look, Mapping[str, str]], Sequence[Part]] = nothing_brief
    on_entering: Callable[[Workshop, Stage], None] = nothing_on_entering
    finished: Callable[[Workshop], Mapping[UUID, bool]] = nobody_is_awaited
    shows: tuple[str, ...] = (PEOPLE,)
    hints: Callable[[Workshop], tuple[Hint, ...]] = no_hints
    cards: Callable[[Workshop], int] = no_cards
    for_others: bool = False
    needs: Callable[[Look], tuple[str, ...]] = needs_nothing


_rooms: dict[Stage, StageRoom] = {}


def register(room: StageRoom) -> None:
    """Called once per stage, when the room that plays it is loaded."""
    _rooms[room.stage] = room


def room_of(stage: Stage) -> StageRoom:
    return _rooms[stage]


def cards_in(workshop: Workshop) -> int:
    """Return how many responsibilities there are."""
    return room_of(Stage.LISTING).cards(workshop)


def look_of(viewer: Viewer, wanted: str | None) -> Look:
    """Return the viewer's look at the stage called `wanted`; at the present one if that is ahead or no stage at all."""
    return look_as(viewer.workshop, viewer.audience, wanted)


def look_as(workshop: Workshop, role: str, wanted: str | None, last: Drawing | None = None) -> Look:
    stage = Stage(wanted) if wanted in Stage.values else workshop.at
    return Look(workshop, role, stage if stage.rank <= workshop.at.rank else workshop.at, last)
