"""How newcomers may come in, and the code they come by. Both can be changed at any time."""

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from live.announce import announce
from workshops.actions.stages import must_be_open
from workshops.actions.waiting import seat_all_waiting
from workshops.activity.noting import note
from workshops.lines import BadText, required_line
from workshops.models import Joining, Participant, Workshop
from workshops.models.workshop import new_code
from workshops.refusal import Refusal
from workshops.ways_in import plain

PASSPHRASE_LENGTH = 100
SHORTEST = 4
REMEMBERED = 20


class NoSuchWayIn(Refusal):
    field = "joining"
    message = _("Choose how people come in.")


@transaction.atomic
def change_way_in(*, workshop: Workshop, joining: str, passphrase: str = "", by: Participant | None = None) -> Workshop:
    """Have newcomers come in by `joining` from now on. Opening the workshop lets in everybody who waits.

    Whoever is inside notices nothing. Raises NoSuchWayIn, BadText, WorkshopClosed.
    """
    if joining not in Joining.values:
        raise NoSuchWayIn
    words = _passphrase(passphrase) if joining == Joining.PASSPHRASE else ""
    workshop = Workshop.objects.hold(workshop)
    must_be_open(workshop)
    if (workshop.joining, workshop.passphrase) != (joining, words):
        note(workshop, by, "way in", {"joining": joining})
    workshop.joining, workshop.passphrase = joining, words
    workshop.save(update_fields=("joining", "passphrase"))
    seated = seat_all_waiting(workshop) if joining == Joining.OPEN else []
    announce(workshop, bell=[str(person.id) for person in seated], door=bool(seated))
    return workshop


def _passphrase(typed: str) -> str:
    empty = gettext("Choose the passphrase that you will tell people.")
    words = required_line(typed, most=PASSPHRASE_LENGTH, field="passphrase", empty=empty)
    if len(plain(words)) < SHORTEST:
        raise BadText(gettext("Use at least %(n)s letters or digits.") % {"n": SHORTEST}, field="passphrase")
    return words


@transaction.atomic
def renew_code(*, workshop: Workshop, by: Participant | None = None) -> Workshop:
    """Give the workshop another code: the old one and its link let nobody new in from now on.

    The bell rings for everybody inside: with the answer their browsers get the way back that goes with the new link.
    """
    workshop = Workshop.objects.hold(workshop)
    must_be_open(workshop)
    former = [workshop.code, *workshop.former_codes.split()][:REMEMBERED]
    workshop.code, workshop.former_codes = _unused_code(), " ".join(former)
    workshop.save(update_fields=("code", "former_codes"))
    note(workshop, by, "code renewed")
    announce(workshop, bell="all")
    return workshop


def _unused_code() -> str:
    code = new_code()
    while Workshop.objects.filter(code=code).exists():
        code = new_code()
    return code
