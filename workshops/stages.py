"""What happens at each stage is in the rooms below; this is where each of them says so."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from live.regions import Region
from workshops.access import Viewer
from workshops.models import Stage, Workshop


def nothing_on_entering(workshop: Workshop, came_from: Stage) -> None:
    """Most stages need nothing done when the workshop reaches them."""


@dataclass(frozen=True)
class StageRoom:
    """One stage of a workshop, as the room that plays it sees it.

    `shared(workshop, audience)` draws what everybody in that audience sees alike: audience is "participant",
    "facilitator" or "screen". `mine(request, viewer)` returns the template and context of what is that person's alone.
    `on_entering(workshop, came_from)` runs inside the transaction that moves the locked workshop there.
    """

    stage: Stage
    shared: Callable[[Workshop, str], Region]
    mine: Callable[[HttpRequest, Viewer], tuple[str, dict[str, object]]]
    on_entering: Callable[[Workshop, Stage], None] = nothing_on_entering


_rooms: dict[Stage, StageRoom] = {}


def register(room: StageRoom) -> None:
    """Called once per stage, when the room that plays it is loaded."""
    _rooms[room.stage] = room


def room_of(stage: Stage) -> StageRoom:
    return _rooms[stage]
