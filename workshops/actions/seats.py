"""One person, several devices: a seat is whoever holds its pass. Some have no device at all."""

from django.db import transaction
from django.utils.translation import gettext as _

from live.announce import announce
from workshops.actions.people import MOST_PEOPLE, NAME_LENGTH, WorkshopFull, id_of, told_apart
from workshops.actions.stages import must_be_open
from workshops.activity.noting import note
from workshops.keys import next_place
from workshops.lines import required_line
from workshops.models import Participant, Workshop
from workshops.models.participant import new_pass
from workshops.parts import ACTIVITY, PEOPLE
from workshops.refusal import Refusal
from workshops.rehearsing import NotSimulated, is_marked
from workshops.standing_in import has_device


class HasDevice(Refusal):
    """Nobody stands in for somebody who can speak for themself."""

    def __init__(self, name: str) -> None:
        super().__init__(has_device(name))


@transaction.atomic
def come_to_seat(*, participant: Participant) -> Participant:
    """Sit down where one's own link leads.

    Whoever was named in advance, or had no device, gets a new pass with that: the one who sent them the link has the
    old one too. What was entered for them stays theirs.
    """
    if participant.is_expected or participant.without_device:
        workshop, had_none = Workshop.objects.hold(participant.workshop), participant.without_device
        participant.is_expected, participant.without_device, participant.pass_key = False, False, new_pass()
        participant.save(update_fields=("is_expected", "without_device", "pass_key"))
        if had_none and not workshop.is_closed:
            note(workshop, participant, "got a device")
        # Whoever has their sheet open must go.
        announce(workshop, touched=[PEOPLE, ACTIVITY] if had_none else [PEOPLE], door=had_none)
    return participant


@transaction.atomic
def seat_without_device(
    *, workshop: Workshop, name: str, client_key: str, by: Participant | None = None
) -> Participant:
    """Make a seat for somebody who is in the room without a device; facilitators enter what they say.

    The same `client_key` again is the same seat. Raises BadText, WorkshopClosed, WorkshopFull, NotSimulated.
    """
    name = required_line(name, most=NAME_LENGTH, field="seat", empty=_("Type the name the others know them by."))
    id = id_of(workshop, client_key)
    workshop = Workshop.objects.hold(workshop)
    must_be_open(workshop)
    if known := workshop.participants.filter(id=id).first():
        return known
    if workshop.participants.count() >= MOST_PEOPLE:
        raise WorkshopFull(field="seat")
    if workshop.is_rehearsing and is_marked(name):
        raise NotSimulated(field="seat")
    seat = Participant.objects.create(
        id=id,
        workshop=workshop,
        name=told_apart(workshop, name),
        without_device=True,
        **next_place(Participant, workshop, "p"),
    )
    note(workshop, by, "seated", {"person": seat.name})
    announce(workshop)
    return seat


def must_have_no_device(participant: Participant) -> None:
    """Raise HasDevice unless they can still be stood in for. Call it with the workshop locked."""
    if not Participant.objects.present().filter(id=participant.id, without_device=True).exists():
        raise HasDevice(participant.name)


@transaction.atomic
def log_out_everywhere(*, participant: Participant) -> Participant:
    """End the access of every device in this seat, and of every link to it. Also in a closed workshop."""
    workshop = Workshop.objects.hold(participant.workshop)
    participant.pass_key = new_pass()
    participant.save(update_fields=("pass_key",))
    announce(workshop, touched=(), bell=[str(participant.id)], door=True)
    return participant
