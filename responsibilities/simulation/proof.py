"""What the database holds of what was confirmed: nothing may be missing, and nothing may be there twice."""

from collections import Counter
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from responsibilities.models import Vote
from responsibilities.simulation.ledger import Card, Ledger, Seat
from workshops.access import COOKIE, enter
from workshops.models import Workshop


def count(workshop: Workshop, ledger: Ledger) -> dict[str, int]:
    """Return how many votes were `found`, how many confirmed ones are `lost` or another colour, how many `doubled`."""
    stored = Counter[tuple[Seat, Card]]()
    colours: dict[tuple[Seat, Card], str] = {}
    for seat in {seat for seat, _ in [*ledger.votes, *ledger.unsure]}:
        votes = Vote.objects.filter(workshop=workshop, participant=_participant_id(workshop, seat))
        # In the order of the ballots: what counts is the latest.
        rows = votes.order_by("ballot__number", "id").values_list("ballot__responsibility", "colour", "ballot")
        for card, colour, ballot in rows:
            colours[seat, str(card)] = colour
            stored[seat, f"{card} {ballot}"] += 1
    lost = [key for key, colour in ledger.votes.items() if key not in ledger.unsure and colours.get(key) != colour]
    return {"found": len(colours), "lost": len(lost), "doubled": sum(times - 1 for times in stored.values())}


def _participant_id(workshop: Workshop, seat: Seat) -> UUID:
    """Return whose cookie this is, by asking the door itself."""
    request = HttpRequest()
    request.user = AnonymousUser()
    request.COOKIES[COOKIE] = seat
    participant: UUID = enter(request, workshop.id).participant.id
    return participant
