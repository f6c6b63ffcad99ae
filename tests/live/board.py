"""A small board over a workshop: its title, its categories as cards, and a line for the facilitator only."""

import uuid
from collections.abc import Collection, Mapping

from django.http import HttpRequest

from live.boards import Drawing, Refused, Seat, snapshot
from live.regions import Region
from workshops.models import Participant, Workshop


class TestBoard:
    """The cookie `who` holds a participant's id."""

    __test__ = False

    def seat(self, request: HttpRequest, key: str) -> Seat:
        try:
            uuid.UUID(key)
            who = uuid.UUID(request.COOKIES.get("who", ""))
        except ValueError:
            raise Refused(403) from None
        if not Workshop.objects.filter(id=key).exists():
            raise Refused(404)
        person = Participant.objects.filter(id=who, workshop_id=uuid.UUID(key), removed_at=None).first()
        if person is None:
            raise Refused(403)
        return Seat(str(person.role), str(person.id))

    def positions(self, keys: Collection[str]) -> Mapping[str, str]:
        return {str(found.id): found.position for found in Workshop.objects.filter(id__in=keys)}

    @snapshot()
    def draw(self, key: str, kept: Mapping[str, Drawing | None]) -> Mapping[str, Drawing]:
        workshop = Workshop.objects.filter(id=key).first()
        if workshop is None:
            raise Refused(404)
        return {audience: Drawing(workshop.position, regions(workshop, audience)) for audience in kept}


def regions(workshop: Workshop, audience: str) -> tuple[Region, ...]:
    cards = tuple(
        Region(f"card-{category.number}", "live_tests/card.html", {"name": category.name})
        for category in workshop.categories.order_by("number")
    )
    head = Region("head", "live_tests/head.html", {"title": workshop.title})
    column = Region("column", "live_tests/column.html", {"cards": cards})
    secret = Region("secret", "live_tests/head.html", {"title": f"secret {workshop.purpose}"})
    return (head, column, secret) if audience == Participant.Role.FACILITATOR else (head, column)
