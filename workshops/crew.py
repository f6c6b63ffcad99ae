"""The people of a workshop below every board: who is here and done, whose hand is up, who is ready, who waits."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from live.boards import once
from live.regions import Region
from workshops.models import Newcomer, Participant, Workshop
from workshops.presence import CROWD, presence, state_of, who_is_here
from workshops.rows import every
from workshops.stages import Look, room_of

# By SQL, since it is read for every drawing while people come.
_SEATED = """
SELECT id, name, role, takes_part, removed_at IS NOT NULL, is_expected, hand_raised_at, ready_for,
    without_device
FROM workshops_participant WHERE workshop_id = %s ORDER BY number, id
"""


@dataclass(frozen=True)
class Seated:
    """One row of the workshop's participants, as far as it is shown."""

    id: UUID
    name: str
    role: str
    takes_part: bool
    removed: bool
    expected: bool
    hand: datetime | None
    ready_for: str
    without_device: bool

    @property
    def steers(self) -> bool:
        return self.role == Participant.Role.FACILITATOR


@dataclass(frozen=True)
class Hand:
    id: UUID
    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Signals:
    """Whose hands are up, the first one first, and how many of those who were asked are ready; `ready` are names."""

    hands: tuple[Hand, ...]
    more_hands: int
    ready: tuple[str, ...]
    ready_count: int
    of: int


@once
def seated(workshop: Workshop) -> tuple[Seated, ...]:
    """Return everybody who has or had a seat, in the order in which they came."""
    return tuple(Seated(*row) for row in every(_SEATED, [workshop.id]))


def signals(workshop: Workshop) -> Signals:
    """Return what people signal. While nobody is ready, how many could be says nothing and is left out."""
    people = [one for one in seated(workshop) if not one.removed]
    raised = sorted((one for one in people if one.hand), key=lambda one: (one.hand, one.id))
    asked = [one for one in people if one.takes_part and not one.steers and not one.without_device]
    ready = [one.name for one in asked if one.ready_for == workshop.stage]
    return Signals(
        hands=tuple(Hand(one.id, one.name) for one in raised[:CROWD]),
        more_hands=max(0, len(raised) - CROWD),
        ready=tuple(ready) if len(asked) <= CROWD else (),
        ready_count=len(ready),
        of=len(asked) if ready else 0,
    )


def crew(look: Look) -> Region:
    """The bar below a participant's board: signals by name."""
    context = {"signals": signals(look.workshop), "closed": look.workshop.is_closed}
    return Region("crew", "workshops/crew/_bar.html", context)


def crew_to_steer(look: Look) -> Region:
    """The bar below a facilitator's board, which unfolds to the list of people; a crowd has a page of its own."""
    workshop, now = look.workshop, _now(look.workshop)
    listed = [one for one in now.people if not one.removed]
    context = {
        **_standing(workshop, now),
        "waiting": _newcomers(workshop.newcomers.waiting()),
        "members": _members(workshop, now, "crew", listed) if len(listed) <= CROWD else (),
        "crowd": len(listed) if len(listed) > CROWD else 0,
    }
    return Region("crew", "workshops/crew/_bar_to_steer.html", context)


def roll(look: Look) -> Region:
    """Everybody, on the facilitators' page of the people: those who wait, those inside, those who were shown out."""
    workshop, now = look.workshop, _now(look.workshop)
    newcomers = list(workshop.newcomers.all())
    context = {
        **_standing(workshop, now),
        "waiting": _newcomers(one for one in newcomers if one.declined_at is None),
        "declined": _newcomers(one for one in newcomers if one.declined_at is not None),
        "members": _members(workshop, now, "roll", [one for one in now.people if not one.removed]),
        "removed": _members(workshop, now, "roll", [one for one in now.people if one.removed]),
    }
    return Region("roll", "workshops/crew/_roll.html", context)


@dataclass(frozen=True)
class StoodInFor:
    """Somebody without a device, as those see them who enter what they say."""

    id: UUID
    name: str
    done: bool = False


def stood_in_for(workshop: Workshop) -> tuple[StoodInFor, ...]:
    """Return those without a device. Costs nothing where the bar is drawn at the same moment."""
    return tuple(StoodInFor(one.id, one.name) for one in seated(workshop) if one.without_device and not one.removed)


def sheets(look: Look, find: Callable[[Workshop], tuple[StoodInFor, ...]] = stood_in_for) -> Region | None:
    """The ways to the sheets of those without a device, for whoever can enter something there now.

    Empty where everybody has a device. `find` knows more of them, such as who is done.
    """
    workshop = look.workshop
    if not look.for_facilitator or look.is_back or workshop.is_closed:
        return None
    context = {"workshop_id": workshop.id, "stage": workshop.stage, "people": find(workshop)}
    return Region("sheets", "workshops/crew/_sheets.html", context)


def doorstep(workshop: Workshop) -> Region:
    """What newcomers who wait may know: that the workshop is there."""
    context = {"title": workshop.title, "closed": workshop.is_closed}
    return Region("waiting", "workshops/crew/_doorstep.html", context)


@dataclass(frozen=True)
class _Now:
    """All that is read for a facilitator: the people, who of them is here, and who has finished."""

    people: tuple[Seated, ...]
    there: Mapping[str, str]
    finished: Mapping[UUID, bool]

    def state(self, one: Seated) -> str:
        return state_of(self.there, one.id, without_device=one.without_device)


def _now(workshop: Workshop) -> _Now:
    return _Now(seated(workshop), presence(workshop), room_of(workshop.at).finished(workshop))


def _standing(workshop: Workshop, now: _Now) -> dict[str, object]:
    """How things stand, in numbers: of those who take part who is here, and who is done where that is counted."""
    counted = [one for one in now.people if one.takes_part and not one.removed]
    return {
        "workshop_id": workshop.id,
        "closed": workshop.is_closed,
        "signals": signals(workshop),
        "here": who_is_here(now.state(one) for one in counted),
        "joined": len(counted),
        "done": sum(now.finished.values()),
        "awaited": len(now.finished),
    }


def _newcomers(found: Iterable[Newcomer]) -> tuple[Hand, ...]:
    return tuple(Hand(one.id, one.name) for one in found)


def _members(workshop: Workshop, now: _Now, prefix: str, people: Sequence[Seated]) -> tuple[Region, ...]:
    """A region for each, so that of hundreds only the line that changed is drawn and sent."""
    return tuple(
        Region(
            f"{prefix}-{one.id}",
            "workshops/crew/_member.html",
            {
                "workshop_id": workshop.id,
                "person": one.id,
                "name": one.name,
                "steers": one.steers,
                "steers_only": one.steers and not one.takes_part,
                "removed": one.removed,
                "expected": one.expected,
                "presence": now.state(one),
                "done": now.finished.get(one.id, False),
                "hand": one.hand is not None,
                "ready": one.ready_for == workshop.stage,
            },
        )
        for one in people
    )
