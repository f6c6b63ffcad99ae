"""People coming in, and being shown the door."""

from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from live.announce import announce
from workshops.actions.stages import WorkshopClosed, must_be_open
from workshops.activity.changes import Picture
from workshops.activity.noting import note
from workshops.figures import grouped_lazy
from workshops.keys import ask_for_place
from workshops.lines import required_line
from workshops.models import Participant, Workshop
from workshops.parts import PEOPLE
from workshops.refusal import Refusal
from workshops.rehearsing import NotSimulated, is_marked, marked, must_be_expected
from workshops.rows import Asked, inserted, together
from workshops.ways_in import check_way_in

NAME_LENGTH = 60
NOBODY_JOINS = _("This workshop is closed; nobody can join it any more.")
MOST_PEOPLE = 2000
# How many have ever come, whether this one has, and whether somebody who is in has the name.
_INSIDE = """
SELECT count(*), bool_or(id = %(id)s), bool_or(removed_at IS NULL AND upper(name) = upper(%(name)s))
FROM workshops_participant WHERE workshop_id = %(workshop)s
"""


class WorkshopFull(Refusal):
    message = format_lazy(_("This workshop is full: {most} people have joined."), most=grouped_lazy(MOST_PEOPLE))


class NotRemovable(Refusal):
    message = _("A facilitator cannot be removed. Take the role back first.")


def name_of(typed: str) -> str:
    """Return the name that was typed, fit to keep. Raises BadText."""
    empty = gettext("Type the name the others know you by.")
    return required_line(typed, most=NAME_LENGTH, field="name", empty=empty)


def id_of(workshop: Workshop, client_key: str) -> UUID:
    """Return the id of whoever comes with this key. Nobody can find the key from it: it is a hash of it."""
    return uuid5(workshop.id, client_key)


@transaction.atomic
def join_workshop(
    *, workshop: Workshop, name: str, client_key: str, passphrase: str = "", simulated: str = ""
) -> Participant:
    """Seat a guest called `name`. A second Sam becomes "Sam (2)", so that a list of names tells them apart.

    The same `client_key` again gives the seat it made before, so that a form sent twice seats one person. `simulated`
    is the token of a rehearsal, where a colleague of that comes in. Raises BadText, WorkshopClosed, WorkshopFull,
    WrongPassphrase, RehearsalOver, NotSimulated, and WayInChanged where one has to wait to be let in.
    """
    name, id = name_of(name), id_of(workshop, client_key)
    name = marked(name, NAME_LENGTH) if simulated else name
    with together():
        held = Workshop.objects.ask_to_hold(workshop)
        asked = Asked(_INSIDE, {"workshop": workshop.id, "id": id, "name": name})
        place = ask_for_place(Participant, workshop, "p")
    workshop = held()
    if workshop.is_closed:
        raise WorkshopClosed(NOBODY_JOINS, field="name")
    if not simulated:
        check_way_in(workshop, passphrase)
    people, is_inside, is_taken = asked.one()
    if is_inside:
        return workshop.participants.get(id=id)
    if people >= MOST_PEOPLE:
        raise WorkshopFull(field="name")
    _check_mark(workshop, name, simulated)
    name = told_apart(workshop, name) if is_taken else name
    participant = Participant(id=id, workshop=workshop, name=name, simulated=bool(simulated), **place())
    announce(workshop, touched=[PEOPLE], calm=True, writes=[inserted(participant)])
    return participant


def _check_mark(workshop: Workshop, name: str, simulated: str) -> None:
    """Whoever is marked as simulated was sent by us, and nobody else looks as if."""
    if simulated:
        must_be_expected(workshop, simulated)
    elif workshop.is_rehearsing and is_marked(name):
        raise NotSimulated


def told_apart(workshop: Workshop, name: str, but: Participant | None = None) -> str:
    """Return the name, with a number if somebody in the workshop has it already; `but` is no such somebody."""
    others = workshop.participants.present()
    if but:
        others = others.exclude(id=but.id)
    taken = {n.casefold() for n in others.values_list("name", flat=True)}
    if name.casefold() not in taken:
        return name
    count = 2
    while (candidate := f"{name[: NAME_LENGTH - 7]} ({count})").casefold() in taken:
        count += 1
    return candidate


@transaction.atomic
def remove_participant(*, workshop: Workshop, participant: Participant, by: Participant | None = None) -> None:
    """Shut somebody out at once. What they wrote stays; their votes no longer count until they are let back in."""
    workshop = Workshop.objects.hold(workshop)
    must_be_open(workshop)
    if participant.is_facilitator:
        raise NotRemovable
    before = Picture(Participant.objects.filter(id=participant.id))
    Participant.objects.filter(id=participant.id, removed_at=None).update(
        removed_at=timezone.now(), hand_raised_at=None, ready_for=""
    )
    note(workshop, by, "removed", {"person": participant.name}, undo=before.changes())
    _announce_who_counts(workshop, participant)


def _announce_who_counts(workshop: Workshop, participant: Participant) -> None:
    """Whose votes count decides what there is to talk about, and that is in the own part of those who steer."""
    announce(workshop, bell=[str(participant.id), *workshop.participants.facilitators().bells()], door=True)


@transaction.atomic
def let_back_in(*, workshop: Workshop, participant: Participant, by: Participant | None = None) -> None:
    """Undo `remove_participant`."""
    workshop = Workshop.objects.hold(workshop)
    must_be_open(workshop)
    before = Picture(Participant.objects.filter(id=participant.id))
    Participant.objects.filter(id=participant.id).update(removed_at=None)
    note(workshop, by, "let in", {"person": participant.name}, undo=before.changes())
    _announce_who_counts(workshop, participant)


@transaction.atomic
def rename_participant(
    *, workshop: Workshop, participant: Participant, name: str, by: Participant | None = None
) -> Participant:
    """Call somebody otherwise from now on, wherever their name stands. Raises BadText, WorkshopClosed."""
    name = name_of(name)
    workshop = Workshop.objects.hold(workshop)
    must_be_open(workshop)
    before, was = Picture(Participant.objects.filter(id=participant.id)), participant.name
    participant.name = told_apart(workshop, name, but=participant)
    participant.save(update_fields=("name",))
    note(workshop, by, "renamed", {"person": was, "name": participant.name}, undo=before.changes())
    announce(workshop, bell=[str(participant.id)])
    return participant


def takes_part(participant: Participant) -> None:
    """Count a facilitator who adds or votes as one of those whose voice matters."""
    if not participant.takes_part:
        participant.takes_part = True
        participant.save(update_fields=("takes_part",))
