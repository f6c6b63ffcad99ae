"""A budget for wrong codes: per address and for everybody together. Kept in the database, so for all processes."""

from datetime import timedelta
from functools import lru_cache

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from workshops.models import Workshop, WrongCode
from workshops.refusal import Refusal
from workshops.rows import columns, made, one

WINDOW = timedelta(minutes=10)
# A room full of people often shares one address, and each of them may mistype once.
MOST_PER_SOURCE = 15
MOST_IN_ALL = 1000
# Whole rooms come in at once, so both are asked in one go.
_BY_CODE = """
SELECT recent.from_here, recent.in_all, w.id IS NOT NULL, {columns}
FROM (
    SELECT count(*) FILTER (WHERE source = %s) AS from_here, count(*) AS in_all FROM workshops_wrongcode WHERE at >= %s
) AS recent
LEFT JOIN workshops_workshop w ON w.code = %s
"""


class TooManyWrongCodes(Refusal):
    field = "code"
    message = _("Too many wrong codes from here. Try again in ten minutes.")


def workshop_by_code(source: str, code: str) -> Workshop | None:
    """Return the workshop that has this code. Raises TooManyWrongCodes if `source`, or everybody together, has used up
    the budget."""
    sql = _BY_CODE.format(columns=columns(Workshop, "w"))
    from_here, in_all, is_there, *values = one(sql, [source, timezone.now() - WINDOW, code])
    if from_here >= MOST_PER_SOURCE or in_all >= MOST_IN_ALL:
        raise TooManyWrongCodes
    return made(Workshop, values) if is_there else None


def source_of(request: HttpRequest) -> str:
    """Return a keyed hash of the address that a request came from."""
    return _hashed(request.META.get("REMOTE_ADDR", ""))


@lru_cache(1000)
def _hashed(address: str) -> str:
    return salted_hmac("workshops.attempts", address).hexdigest()


def note_wrong_code(source: str) -> None:
    WrongCode.objects.filter(at__lt=timezone.now() - WINDOW).delete()
    WrongCode.objects.create(source=source)
