"""One person, several devices: a seat is whoever holds its pass."""

from django.db import transaction

from live.announce import announce
from workshops.models import Participant, Workshop
from workshops.models.participant import new_pass
from workshops.parts import PEOPLE


@transaction.atomic
def come_to_seat(*, participant: Participant) -> Participant:
    """Sit down where one's own link leads.

    Whoever was named in advance gets a new pass with that: the one who sent them the link has the old one too.
    """
    if participant.is_expected:
        workshop = Workshop.objects.hold(participant.workshop)
        participant.is_expected, participant.pass_key = False, new_pass()
        participant.save(update_fields=("is_expected", "pass_key"))
        announce(workshop, touched=[PEOPLE])
    return participant


@transaction.atomic
def log_out_everywhere(*, participant: Participant) -> Participant:
    """End the access of every device in this seat, and of every link to it. Also in a closed workshop."""
    workshop = Workshop.objects.hold(participant.workshop)
    participant.pass_key = new_pass()
    participant.save(update_fields=("pass_key",))
    announce(workshop, touched=(), bell=[str(participant.id)], door=True)
    return participant
