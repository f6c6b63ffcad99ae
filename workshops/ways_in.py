"""How newcomers come in: anyone with the link, with a passphrase, or let in by a facilitator."""

from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from workshops.models import Workshop
from workshops.refusal import Refusal


class WrongPassphrase(Refusal):
    field = "passphrase"
    message = _("That is not the passphrase. Ask whoever invited you; capitals and spaces do not matter.")


class WayInChanged(Refusal):
    """The form was drawn before a facilitator changed how one joins."""

    field = "name"
    message = _("The way in has just been changed. Please try once more.")


def plain(passphrase: str) -> str:
    """Return its letters and digits: one that is read out is typed in many ways."""
    return "".join(sign for sign in passphrase.casefold() if sign.isalnum())


def check_way_in(workshop: Workshop, passphrase: str) -> None:
    """Refuse whoever cannot simply take a seat in the (locked) workshop. Raises WrongPassphrase, WayInChanged."""
    if workshop.asks_first:
        raise WayInChanged
    if workshop.has_passphrase and not constant_time_compare(plain(passphrase), plain(workshop.passphrase)):
        raise WrongPassphrase
