"""A budget for wrong codes: per address and for everybody together. Kept in the database, so for all processes."""

from collections.abc import Callable
from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from workshops.models import WrongCode
from workshops.refusal import Refusal
from workshops.rows import Asked

WINDOW = timedelta(minutes=10)
# A room full of people often shares one address, and each of them may mistype once.
MOST_PER_SOURCE = 15
MOST_IN_ALL = 1000
_RECENT = "SELECT count(*) FILTER (WHERE source = %s), count(*) FROM workshops_wrongcode WHERE at >= %s"


class TooManyWrongCodes(Refusal):
    field = "code"
    message = _("Too many wrong codes from here. Try again in ten minutes.")

    @classmethod
    def ask(cls, source: str) -> Callable[[], None]:
        """Begin to ask; what is returned raises if `source`, or everybody together, has used up the budget."""
        recent = Asked(_RECENT, [source, timezone.now() - WINDOW])

        def check() -> None:
            from_here, in_all = recent.one()
            if from_here >= MOST_PER_SOURCE or in_all >= MOST_IN_ALL:
                raise cls

        return check


def source_of(request: HttpRequest) -> str:
    """Return a keyed hash of the address that a request came from."""
    return salted_hmac("workshops.attempts", request.META.get("REMOTE_ADDR", "")).hexdigest()


def note_wrong_code(source: str) -> None:
    WrongCode.objects.filter(at__lt=timezone.now() - WINDOW).delete()
    WrongCode.objects.create(source=source)
