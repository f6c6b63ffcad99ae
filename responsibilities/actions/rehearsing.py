"""Rehearsing: simulated colleagues take part until somebody ends it, and nothing of them stays."""

from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from live import attendance
from live.announce import announce
from responsibilities import beforehand
from responsibilities.models import Responsibility, Vote
from workshops.actions.stages import must_be_at, must_be_open
from workshops.models import Participant, Rehearsal, Stage, Workshop
from workshops.parts import HERE
from workshops.refusal import Refusal
from workshops.rehearsing import SIZES, guests_in

# In the whole installation: its people need some of the machine that real ones are on.
MOST_AT_ONCE = 3
# Any number, as long as nobody else takes this advisory lock in the same database.
_ONE_AT_A_TIME = 0x72656865
# So long its people may take to come in.
_BEGINNING = timedelta(minutes=1)


class RehearsalGoingOn(Refusal):
    message = _("A rehearsal is going on here already.")


class GuestsAreHere(Refusal):
    field = "with_guests"
    message = _("Tell everybody who has joined first, and tick this.")


class GuestsHaveBegun(Refusal):
    field = "people"
    message = _(
        "Guests have listed or voted here, and a rehearsal would lay that open. Rehearse in a workshop of its own."
    )


class NoSuchSize(Refusal):
    field = "people"
    message = _("Choose one of the numbers.")


class TooManyRehearsals(Refusal):
    field = "people"
    message = format_lazy(
        _("{most} rehearsals are going on in this installation. Try again when one of them has ended."),
        most=MOST_AT_ONCE,
    )


@transaction.atomic
def begin_rehearsal(*, workshop: Workshop, people: int, with_guests: bool = False) -> Rehearsal:
    """Note how everything stands, and expect `people` simulated colleagues; who sends them is another's business.

    `with_guests`: the facilitator says that those who have joined know. Raises WrongStage, RehearsalGoingOn,
    NoSuchSize, GuestsAreHere, GuestsHaveBegun, TooManyRehearsals.
    """
    workshop = Workshop.objects.hold(workshop)
    must_be_at(workshop, Stage.LOBBY)
    if workshop.is_rehearsing:
        raise RehearsalGoingOn
    if people not in SIZES:
        raise NoSuchSize
    _check_guests(workshop, with_guests)
    _check_others()
    rehearsal = Rehearsal.objects.create(workshop=workshop, people=people, before=beforehand.noted(workshop))
    workshop.rehearsal = rehearsal.id
    workshop.save(update_fields=("rehearsal",))
    announce(workshop, bell="all")
    return rehearsal


def _check_guests(workshop: Workshop, with_guests: bool) -> None:
    guests = workshop.participants.filter(role=Participant.Role.PARTICIPANT)
    written = Responsibility.objects.filter(workshop=workshop, author__in=guests)
    if written.exists() or Vote.objects.filter(workshop=workshop, participant__in=guests).exists():
        raise GuestsHaveBegun
    if guests_in(workshop) and not with_guests:
        raise GuestsAreHere


def _check_others() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
    if sum(_is_going_on(rehearsal) for rehearsal in Rehearsal.objects.filter(over_at=None)) >= MOST_AT_ONCE:
        raise TooManyRehearsals


def _is_going_on(rehearsal: Rehearsal) -> bool:
    """Whether somebody takes part in it: one that was cut off by a restart may wait for its end for weeks."""
    if rehearsal.began_at > timezone.now() - _BEGINNING:
        return True
    there = attendance.people(Workshop.kind, str(rehearsal.workshop_id))
    colleagues = Participant.objects.simulated().filter(workshop=rehearsal.workshop_id)
    return any(str(id) in there for id in colleagues.values_list("id", flat=True))


@transaction.atomic
def end_rehearsal(*, workshop: Workshop, rehearsal: UUID | None) -> None:
    """Take the simulated colleagues out with all they did, and have everything stand as it did when they came.

    One that has ended already stays ended, also where another has begun since.
    """
    workshop = Workshop.objects.hold(workshop)
    must_be_open(workshop)
    if workshop.rehearsal is None or workshop.rehearsal != rehearsal:
        return
    ended = Rehearsal.objects.get(id=rehearsal)
    beforehand.take_out(workshop, list(workshop.participants.simulated()))
    beforehand.put_back(workshop, ended.before)
    ended.delete()
    workshop.rehearsal = None
    workshop.save(update_fields=("rehearsal", "stage", *beforehand.MOMENTS, *beforehand.CLOCK))
    announce(workshop, bell="all", door=True)


@transaction.atomic
def note_departure(*, rehearsal: UUID) -> None:
    """The colleagues have left by themselves. Their rehearsal waits for its end, which puts everything back."""
    found = Rehearsal.objects.select_related("workshop").filter(id=rehearsal).first()
    if found is None:
        return
    workshop = Workshop.objects.hold(found.workshop)
    Rehearsal.objects.filter(id=rehearsal).update(over_at=timezone.now())
    announce(workshop, touched=[HERE], calm=True)
