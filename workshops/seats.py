"""Which seats people have whose streams are open: as the door says, but of many at once."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest

from live.boards import Seat
from workshops.access import Viewer, audience_of, claim
from workshops.models import Stage
from workshops.rows import every
from workshops.stages import SCREEN

_STAGES = frozenset(Stage.values)
_HELD = """
SELECT id, pass_key, role FROM workshops_participant
WHERE workshop_id = %s AND pass_key = ANY(%s) AND removed_at IS NULL
"""


def seat_of(request: HttpRequest, viewer: Viewer) -> Seat:
    """Return what somebody who has come through the door watches as."""
    return _seat(request, str(viewer.participant.id), viewer.audience)


def cookie_seats(requests: Sequence[HttpRequest], workshop_id: UUID) -> list[Seat | None]:
    """Return the seat of each who has a good cookie, in one query; None of whoever must ask at the door.

    Both hold the same of a cookie: that we signed it, and that it has the pass of somebody not removed.
    """
    claims = [claim(request) for request in requests]
    keys = {claimed[1] for claimed in claims if claimed}
    roles = {(str(id), key): role for id, key, role in every(_HELD, [workshop_id, [*keys]])}
    return [
        _seat(request, claimed[0], audience_of(roles[claimed])) if claimed and claimed in roles else None
        for request, claimed in zip(requests, claims, strict=True)
    ]


def _seat(request: HttpRequest, person: str, audience: str) -> Seat:
    if request.GET.get("as") == SCREEN:
        return Seat(SCREEN, f"{person}:{SCREEN}")
    wanted = request.GET.get("stage")
    # Who looks back is of one audience wherever the workshop goes: browsers remember positions, not of which audience.
    return Seat(f"{audience}:{wanted}" if wanted in _STAGES else audience, person)
