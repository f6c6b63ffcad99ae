"""A rehearsal as everybody sees it: who of the people is simulated, who may be, and the banner that says so."""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from live.boards import once
from live.regions import Region
from workshops.models import Participant, Rehearsal, Workshop
from workshops.parts import HERE, PEOPLE
from workshops.presence import presence
from workshops.refusal import Refusal
from workshops.stages import Look

# It is part of the name, so that no list, log or file anywhere can show a simulated colleague without it.
MARK = "(simulated)"
SIZES = (3, 6, 12, 40)
# Everybody has come in by then; whoever finds the token later can do nothing with it.
TOKEN_AGE = timedelta(minutes=10)
# Somebody who has only just joined may not be counted as here yet.
ARRIVING = timedelta(seconds=30)
_SALT = "workshops.rehearsal"


class Rehearsing(Refusal):
    message = _("This is a rehearsal. End it first: what comes of it is nobody’s word.")


class RehearsalOver(Refusal):
    field = "name"
    message = _("This rehearsal is over.")


class NotSimulated(Refusal):
    field = "name"
    message = _("Only simulated colleagues are called that. Type the name the others know you by.")


def must_be_no_rehearsal(workshop: Workshop) -> None:
    if workshop.is_rehearsing:
        raise Rehearsing


def going_on(workshop: Workshop) -> Rehearsal | None:
    """Return the rehearsal that the workshop is in; asks nobody when there is none."""
    return Rehearsal.objects.filter(id=workshop.rehearsal).first() if workshop.rehearsal else None


def token_of(rehearsal: Rehearsal) -> str:
    """Return what lets a process that we start seat simulated colleagues, and nobody else."""
    return signing.dumps([str(rehearsal.workshop_id), str(rehearsal.id)], salt=_SALT)


def must_be_expected(workshop: Workshop, token: str) -> None:
    """Raise RehearsalOver unless the token is of the rehearsal that the (locked) workshop is in, with a place left."""
    try:
        said = signing.loads(token, salt=_SALT, max_age=TOKEN_AGE)
    except signing.BadSignature:
        raise RehearsalOver from None
    rehearsal = going_on(workshop)
    if rehearsal is None or said != [str(workshop.id), str(rehearsal.id)]:
        raise RehearsalOver
    if workshop.participants.simulated().count() >= rehearsal.people:
        raise RehearsalOver


def marked(name: str, most: int) -> str:
    """Return the name of a simulated colleague, at most so long."""
    if name.endswith(MARK):
        return name
    return f"{name[: most - len(MARK) - 1].rstrip()} {MARK}"


def is_marked(name: str) -> bool:
    return MARK in name.casefold()


def offer(look: Look) -> tuple[int, ...]:
    """Return how many colleagues the Lobby offers a facilitator; nothing while there is nothing to offer."""
    return () if look.is_back or look.workshop.is_rehearsing else SIZES


def guests_in(workshop: Workshop) -> int:
    """Return how many people have joined who were not promised a rehearsal."""
    here = workshop.participants.present().filter(role=Participant.Role.PARTICIPANT, simulated=False)
    return here.count()


@dataclass(frozen=True)
class Trial:
    """A rehearsal as the banner tells of it: how many have come in, and whether they have left by themselves."""

    joined: int
    is_over: bool


def banner(look: Look) -> Region:
    """Draw what every page of a workshop says while it is rehearsed. At all other times it is empty."""
    return look.kept("rehearsal", PEOPLE, HERE) or Region("rehearsal", "workshops/_rehearsal.html", _context(look))


def _context(look: Look) -> dict[str, object]:
    trial = _trial(look.workshop)
    if trial is None:
        return {"trial": None}
    steering = look.for_facilitator
    return {"trial": trial, "workshop_id": look.workshop.id, "rehearsal": look.workshop.rehearsal, "steering": steering}


@once
def _trial(workshop: Workshop) -> Trial | None:
    rehearsal = going_on(workshop)
    if rehearsal is None:
        return None
    colleagues = list(workshop.participants.present().simulated())
    there = presence(workshop)
    recently = timezone.now() - ARRIVING
    # A server that was killed told nobody that its rehearsals ended with it.
    gone = bool(colleagues) and not any(str(one.id) in there or one.joined_at > recently for one in colleagues)
    return Trial(len(colleagues), rehearsal.over_at is not None or gone)
