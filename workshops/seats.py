"""Which seats people have whose streams are open: as the door says, but of many at once."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest

from live.boards import Seat
from workshops.access import Viewer, claim
from workshops.models import Participant, Stage
from workshops.stages import SCREEN


def seat_of(request: HttpRequest, viewer: Viewer) -> Seat:
    """Return what somebody who has come through the door watches as."""
    if request.GET.get("as") == SCREEN:
        return Seat(SCREEN, f"{viewer.participant.id}:{SCREEN}")
    wanted = request.GET.get("stage")
    # Who looks back is of one audience wherever the workshop goes: browsers remember positions, not of which audience.
    audience = f"{viewer.audience}:{wanted}" if wanted in Stage.values else viewer.audience
    return Seat(audience, str(viewer.participant.id))


def cookie_seats(requests: Sequence[HttpRequest], workshop_id: UUID) -> list[Seat | None]:
    """Return the seat of each who has a good cookie, in one query; None of whoever must ask at the door.

    Both hold the same of a cookie: that we signed it, and that it has the pass of somebody not removed.
    """
    claims = [claim(request) for request in requests]
    held = (
        Participant.objects.present()
        .filter(workshop=workshop_id, pass_key__in={claimed[1] for claimed in claims if claimed})
        .select_related("workshop")
        .only("pass_key", "role", "workshop__stage")
    )
    there = {(str(one.id), one.pass_key): Viewer(one.workshop, one) for one in held}
    found = [there.get(claimed) if claimed else None for claimed in claims]
    return [seat_of(request, viewer) if viewer else None for request, viewer in zip(requests, found, strict=True)]
