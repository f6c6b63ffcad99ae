"""Which seats people have whose streams are open: as the door says, but of many at once."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from uuid import UUID

from django.http import HttpRequest, QueryDict

from live.boards import Seat
from live.seats import Asking
from workshops.access import FOR, Viewer, audience_of, claim_in
from workshops.models import Stage
from workshops.rows import every
from workshops.stages import PEOPLE_PAGE, SCREEN

_STAGES = frozenset(Stage.values)
_HELD = """
SELECT id, pass_key, role FROM workshops_participant
WHERE workshop_id = %s AND pass_key = ANY(%s) AND removed_at IS NULL
"""


def seat_of(request: HttpRequest, viewer: Viewer) -> Seat:
    """Return what somebody who has come through the door watches as.

    Whoever stands in for another sees what that one would, and is the one who is here.
    """
    return _seat(request.GET.dict(), str(viewer.at_the_device.id), viewer.audience)


def cookie_seats(asking: Sequence[Asking], workshop_id: UUID) -> list[Seat | None]:
    """Return the seat of each who has a good cookie, in one query; None of whoever must ask at the door, as those do
    who stand in for somebody.

    Both hold the same of a cookie: that we signed it, and that it has the pass of somebody not removed.
    """
    claims = [claim_in(one.cookies) for one in asking]
    keys = {claimed[1] for claimed in claims if claimed}
    roles = {(str(id), key): role for id, key, role in every(_HELD, [workshop_id, [*keys]])}
    return [
        _seat(query, claimed[0], audience_of(roles[claimed])) if claimed in roles and FOR not in query else None
        for claimed, query in zip(claims, (_query(one.query) for one in asking), strict=True)
    ]


@lru_cache(10_000)
def _query(sent: str) -> Mapping[str, str]:
    """Read the query of a stream; those that are open are asked about every few seconds."""
    return QueryDict(sent).dict()


def _seat(query: Mapping[str, str], person: str, audience: str) -> Seat:
    if query.get("as") == SCREEN:
        return Seat(SCREEN, f"{person}:{SCREEN}")
    if query.get("as") == PEOPLE_PAGE and audience == "facilitator":
        return Seat(PEOPLE_PAGE, person)
    wanted = query.get("stage")
    # Who looks back is of one audience wherever the workshop goes: browsers remember positions, not of which audience.
    return Seat(f"{audience}:{wanted}" if wanted in _STAGES else audience, person)
