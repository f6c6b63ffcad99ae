"""Who steers: the role is given and taken back by facilitators, and never moves by itself."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from live.announce import announce
from workshops.actions.opening import add_facilitator
from workshops.actions.people import id_of, name_of, told_apart
from workshops.actions.stages import must_be_open
from workshops.activity.changes import Picture
from workshops.activity.noting import note
from workshops.models import Participant, Workshop
from workshops.refusal import Refusal


class LastFacilitator(Refusal):
    message = _("Somebody has to steer. Make somebody else a facilitator first.")


class NotInside(Refusal):
    message = _("They were removed. Let them back in first.")


class NoDevice(Refusal):
    message = _("They have no device to steer with.")


class HasCome(Refusal):
    message = _("They have come already, so their link is no longer anybody else’s.")


@transaction.atomic
def make_facilitator(*, workshop: Workshop, participant: Participant, by: Participant | None = None) -> None:
    """Let a participant steer as well. Their votes and what they wrote stay theirs."""
    workshop = Workshop.objects.hold(workshop)
    must_be_open(workshop)
    participant.refresh_from_db()
    if participant.removed_at is not None:
        raise NotInside
    if participant.without_device:
        raise NoDevice
    before = _picture(participant)
    participant.role = Participant.Role.FACILITATOR
    participant.hand_raised_at, participant.ready_for = None, ""
    participant.save(update_fields=("role", "hand_raised_at", "ready_for"))
    note(workshop, by, "role given", {"person": participant.name}, undo=before.changes())
    announce(workshop, bell=[str(participant.id)], door=True)


@transaction.atomic
def take_role_back(*, workshop: Workshop, participant: Participant, by: Participant | None = None) -> None:
    """Make a facilitator a participant like all others. Raises LastFacilitator."""
    workshop = Workshop.objects.hold(workshop)
    must_be_open(workshop)
    participant.refresh_from_db()
    if not participant.is_facilitator:
        return
    if not steering(workshop).exclude(id=participant.id).exists():
        raise LastFacilitator
    before = _picture(participant)
    participant.role, participant.takes_part = Participant.Role.PARTICIPANT, True
    participant.save(update_fields=("role", "takes_part"))
    note(workshop, by, "role taken", {"person": participant.name}, undo=before.changes())
    announce(workshop, bell=[str(participant.id)], door=True)


def steering(workshop: Workshop) -> "QuerySet[Participant]":
    """Return those who can steer. Nobody has come yet to the seats that were named in advance."""
    found: QuerySet[Participant] = workshop.participants.facilitators().filter(is_expected=False)
    return found


def somebody_steers(workshop: Workshop, people: "QuerySet[Participant]") -> None:
    """Raise LastFacilitator if, with `people` as they are, nobody would steer."""
    if not steering(workshop).exists():
        raise LastFacilitator


def _picture(participant: Participant) -> Picture:
    return Picture(Participant.objects.filter(id=participant.id))


@transaction.atomic
def name_facilitator_in_advance(
    *, workshop: Workshop, name: str, client_key: str, by: Participant | None = None
) -> Participant:
    """Make a seat for somebody who has not come yet and will steer. Its link works once, for whoever it is sent to.

    The same `client_key` again is the same seat. Raises BadText, WorkshopClosed.
    """
    name, id = name_of(name), id_of(workshop, client_key)
    workshop = Workshop.objects.hold(workshop)
    must_be_open(workshop)
    if known := workshop.participants.filter(id=id).first():
        return known
    expected = add_facilitator(workshop=workshop, name=told_apart(workshop, name), id=id, is_expected=True)
    note(workshop, by, "named in advance", {"person": expected.name})
    announce(workshop)
    return expected


@transaction.atomic
def withdraw_seat(*, workshop: Workshop, participant: Participant) -> None:
    """Take away the seat of somebody named in advance, and its link with it. Raises HasCome."""
    workshop = Workshop.objects.hold(workshop)
    must_be_open(workshop)
    participant.refresh_from_db()
    if not participant.is_expected:
        raise HasCome
    participant.delete()
    announce(workshop)
