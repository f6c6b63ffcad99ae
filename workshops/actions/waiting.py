"""Waiting to be let in: newcomers ask, a facilitator lets them in or declines."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from live.announce import announce
from workshops.actions.people import (
    MOST_PEOPLE,
    NOBODY_JOINS,
    WorkshopFull,
    id_of,
    name_of,
    told_apart,
)
from workshops.actions.stages import WorkshopClosed, must_be_open
from workshops.activity.noting import note
from workshops.keys import next_place
from workshops.models import Newcomer, Participant, Workshop
from workshops.parts import ACTIVITY, PEOPLE, WAITING
from workshops.refusal import Refusal
from workshops.ways_in import WayInChanged

MOST_WAITING = 500


class TooManyWaiting(Refusal):
    field = "name"
    message = _("Very many people are waiting already. Tell the facilitator.")


@transaction.atomic
def ask_to_come_in(*, workshop: Workshop, name: str, client_key: str) -> Newcomer | Participant:
    """Put somebody called `name` on the list of those who wait; whoever was let in meanwhile is returned seated.

    The same `client_key` again is the same person. Raises BadText, WorkshopClosed, TooManyWaiting, and WayInChanged
    where nobody has to wait.
    """
    name, id = name_of(name), id_of(workshop, client_key)
    workshop = Workshop.objects.hold(workshop)
    if workshop.is_closed:
        raise WorkshopClosed(NOBODY_JOINS, field="name")
    known = workshop.participants.filter(id=id).first() or workshop.newcomers.filter(id=id).first()
    if known:
        return known
    if not workshop.asks_first:
        raise WayInChanged
    if workshop.newcomers.count() >= MOST_WAITING:
        raise TooManyWaiting
    newcomer = Newcomer.objects.create(id=id, workshop=workshop, name=name)
    announce(workshop, touched=[WAITING])
    return newcomer


@transaction.atomic
def let_in(
    *, workshop: Workshop, newcomers: Iterable[UUID] | None = None, by: Participant | None = None
) -> list[Participant]:
    """Seat these newcomers, one who was declined included; without any named, all who wait.

    The page they wait on moves on by itself. Raises WorkshopClosed, WorkshopFull.
    """
    workshop = Workshop.objects.hold(workshop)
    must_be_open(workshop)
    if newcomers is None:
        seated = seat_all_waiting(workshop)
    else:
        seated = _seat(workshop, list(workshop.newcomers.filter(id__in=newcomers)))
    if seated:
        note(workshop, by, "newcomers", {"count": len(seated), "person": seated[0].name})
    announce(workshop, touched=[PEOPLE, WAITING, ACTIVITY], bell=[str(person.id) for person in seated], door=True)
    return seated


@transaction.atomic
def decline(*, workshop: Workshop, newcomers: Iterable[UUID] | None = None) -> None:
    """Let these newcomers know that they will not be let in; without any named, all who wait. It can be undone."""
    workshop = Workshop.objects.hold(workshop)
    must_be_open(workshop)
    waiting = workshop.newcomers.waiting()
    chosen = waiting if newcomers is None else waiting.filter(id__in=newcomers)
    ids = [str(id) for id in chosen.values_list("id", flat=True)]
    chosen.update(declined_at=timezone.now())
    announce(workshop, touched=[WAITING], bell=ids)


def seat_all_waiting(workshop: Workshop) -> list[Participant]:
    """Seat everybody who waits in a locked workshop. Whoever calls it announces them."""
    return _seat(workshop, list(workshop.newcomers.waiting()))


def _seat(workshop: Workshop, newcomers: list[Newcomer]) -> list[Participant]:
    """Make participants of them, with the id and the pass that their browsers hold already."""
    if workshop.participants.count() + len(newcomers) > MOST_PEOPLE:
        raise WorkshopFull
    seated = [
        Participant.objects.create(
            id=newcomer.id,
            workshop=workshop,
            name=told_apart(workshop, newcomer.name),
            pass_key=newcomer.pass_key,
            **next_place(Participant, workshop, "p"),
        )
        for newcomer in newcomers
    ]
    workshop.newcomers.filter(id__in=[newcomer.id for newcomer in newcomers]).delete()
    return seated
