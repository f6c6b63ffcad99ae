"""What a workshop's page is made of: the stages, the board, and the facilitator's dock."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import translation

from live.announce import announce
from live.boards import Drawing, Refused, Seat, snapshot
from live.models import LiveModel
from live.regions import Region
from live.seats import Asking
from workshops.access import StillWaiting
from workshops.activity.log import log
from workshops.clock import clock_region
from workshops.crew import crew, crew_to_steer, doorstep, roll
from workshops.models import Stage, Workshop
from workshops.parts import ACTIVITY, CLOCK, DONE, HERE, PEOPLE, SHEET, SIGNALS, WAITING
from workshops.rehearsing import banner
from workshops.rows import every
from workshops.run_sheet import lull, run_sheet
from workshops.screen import heading
from workshops.seats import cookie_seats, seat_of
from workshops.stages import DOORSTEP, PEOPLE_PAGE, SCREEN, Look, look_as, room_of
from workshops.standing_in import enter_as_asked

CREW_SHOWS = (PEOPLE, HERE, DONE, SIGNALS, WAITING)
# The parts that the facilitator's dock shows.
DOCK = (PEOPLE, DONE, CLOCK, SHEET)
_POSITIONS = "SELECT id, epoch, revision FROM workshops_workshop WHERE id = ANY(%s::uuid[])"


@dataclass(frozen=True)
class RailStop:
    """One stage in the rail: `query` is empty where one may not look."""

    name: str
    state: str
    query: str


def regions(look: Look) -> tuple[Region, ...]:
    """Return the top regions of a workshop's page for everybody with this look."""
    if look.role == DOORSTEP:
        return (look.kept("waiting") or doorstep(look.workshop),)
    if look.role == PEOPLE_PAGE:
        return (look.kept("roll", *CREW_SHOWS) or roll(look),)
    room = room_of(look.stage)
    board = look.kept("board", *room.shows) or room.shared(look)
    if look.for_screen:
        return (look.kept("screen-top", CLOCK) or heading(look), banner(look), board)
    clock = clock_region(look)
    rail = look.kept("stages") or _rail(look)
    # Before the board, so that who looks for it in what was drawn last need not look through a whole wall.
    activity = look.kept("activity", ACTIVITY) or log(look)
    if look.for_facilitator:
        controls = look.kept("controls", *DOCK) or _dock(look.workshop)
        people = look.kept("crew", *CREW_SHOWS) or crew_to_steer(look)
        return (rail, clock, banner(look), activity, board, people, controls, lull(look.workshop))
    return (rail, clock, banner(look), activity, board, look.kept("crew", PEOPLE, SIGNALS) or crew(look))


def _rail(look: Look) -> Region:
    at = look.workshop.at
    stops = tuple(
        RailStop(
            name=str(stage.label),
            state="now" if stage is at else "past" if stage.rank < at.rank else "ahead",
            query="" if stage.rank > at.rank else "?" if stage is at else f"?stage={stage}",
        )
        for stage in Stage
    )
    context = {
        "stops": stops,
        "at": str(at.label),
        "looking": str(look.stage.label),
        "closed": look.workshop.is_closed,
    }
    return Region("stages", "workshops/_stages.html", context)


def _dock(workshop: Workshop) -> Region:
    at = workshop.at
    steer = room_of(at).steer(workshop)
    hints, sheet = run_sheet(workshop, steer)
    context = {
        "workshop_id": workshop.id,
        "stage": at.value,
        "before": at.preceding,
        "after": at.following,
        # Regions of their own: they change all the time, and the buttons and the sheet do not.
        "say": Region("dock-say", "workshops/_say.html", {"say": steer.say, "closed": workshop.is_closed}),
        "verb": steer.verb,
        "closed": workshop.is_closed,
        "hints": hints,
        "sheet": sheet,
    }
    return Region("controls", "workshops/_dock.html", context)


class WorkshopBoard:
    """A workshop as the live room asks for it."""

    def seat(self, request: HttpRequest, id: str) -> Seat:
        try:
            viewer = enter_as_asked(request, UUID(id))
        except StillWaiting as waiting:
            return Seat(DOORSTEP, str(waiting.newcomer.id))
        except (Http404, ValueError):
            raise Refused(404) from None
        except PermissionDenied:
            raise Refused(403) from None
        return seat_of(request, viewer)

    def seats(self, asking: Sequence[Asking], id: str) -> Sequence[Seat | None]:
        try:
            return cookie_seats(asking, UUID(id))
        except ValueError:
            return [None] * len(asking)

    def positions(self, ids: Collection[str]) -> Mapping[str, str]:
        return {str(id): f"{epoch}.{revision}" for id, epoch, revision in every(_POSITIONS, [[*ids]])}

    def counts(self, seat: Seat) -> bool:
        return seat.audience not in (SCREEN, DOORSTEP)

    def people_changed(self, id: str) -> None:
        if workshop := Workshop.objects.filter(id=id).first():
            announce(workshop, touched=(HERE,), calm=True)

    def draw(self, id: str, kept: Mapping[str, Drawing | None]) -> Mapping[str, Drawing]:
        told = _told(_looks(id, kept))
        if told is not None:
            return told
        with snapshot():
            return _drawn(_looks(id, kept))

    def tell(self, thing: LiveModel, kept: Mapping[str, Drawing | None]) -> Mapping[str, Drawing] | None:
        return _told(_looks_at(thing, kept)) if isinstance(thing, Workshop) else None


def _told(looks: Mapping[str, Look]) -> dict[str, Drawing] | None:
    """What all of them see, where nothing need be read for it."""
    return _drawn(looks) if all(_is_told(look) for look in looks.values()) else None


def _is_told(look: Look) -> bool:
    """Whether what was shown last and the workshop's row say everything, so that nothing need be read."""
    if not room_of(look.stage).is_told(look):
        return False
    if look.for_screen:
        return True
    beside = [look.kept("crew", *CREW_SHOWS), look.kept("activity", ACTIVITY)]
    if look.for_facilitator:
        beside.append(look.kept("controls", *DOCK))
    return None not in beside


def _looks(id: str, kept: Mapping[str, Drawing | None]) -> dict[str, Look]:
    workshop = Workshop.objects.now(id)
    if workshop is None:
        raise Refused(404)
    return _looks_at(workshop, kept)


def _looks_at(workshop: Workshop, kept: Mapping[str, Drawing | None]) -> dict[str, Look]:
    parts = {audience: audience.partition(":") for audience in kept}
    return {name: look_as(workshop, role, stage or None, kept[name]) for name, (role, _, stage) in parts.items()}


def _drawn(looks: Mapping[str, Look]) -> dict[str, Drawing]:
    return {audience: _draw(look) for audience, look in looks.items()}


def _draw(look: Look) -> Drawing:
    if look.last and look.last.position == look.workshop.position:
        return look.last
    with translation.override(look.workshop.language):
        return Drawing(look.workshop.position, regions(look))
