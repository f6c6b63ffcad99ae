"""What the database holds of what was confirmed: nothing may be missing, twice, or shown too early."""

import json
from collections import Counter, defaultdict
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.core.signing import b64_decode
from django.db.models import Min

from responsibilities.models import Ballot, Reason, Responsibility, Vote
from responsibilities.simulation.ledger import Card, Kept, Ledger, Move, Seat
from workshops.models import Workshop


def kept(workshop: Workshop, ledger: Ledger) -> dict[str, Kept]:
    """Return what is found of each kind. It supposes that nobody else moves what these people have sorted."""
    return {"votes": _votes(workshop, ledger), "listed": _listed(workshop, ledger), "sorted": _sorted(workshop, ledger)}


def _votes(workshop: Workshop, ledger: Ledger) -> Kept:
    cast = Vote.objects.filter(workshop=workshop, participant__in=_participants(ledger))
    colours: dict[tuple[UUID, Card], str] = {}
    times = Counter[tuple[UUID, str]]()
    # In the order of the ballots: what counts is the latest.
    columns = ("participant", "ballot__responsibility", "colour", "ballot")
    for person, card, colour, ballot in cast.order_by("ballot__number", "id").values_list(*columns):
        colours[person, str(card)] = colour
        times[person, str(ballot)] += 1
    sure = {key: colour for key, colour in ledger.votes.items() if key not in ledger.unsure}
    lost = [seat for (seat, card), colour in sure.items() if colours.get((participant_of(seat), card)) != colour]
    return Kept(len(ledger.votes), len(colours), len(lost), _more_than_once(times))


def _listed(workshop: Workshop, ledger: Ledger) -> Kept:
    written = Responsibility.objects.filter(workshop=workshop, author__in=_participants(ledger))
    times = Counter(written.values_list("author", "text"))
    lost = [text for seat, text in ledger.listed if (participant_of(seat), text) not in times]
    return Kept(len(ledger.listed), len(times), len(lost), _more_than_once(times))


def _sorted(workshop: Workshop, ledger: Ledger) -> Kept:
    by_card: dict[Card, list[Move]] = defaultdict(list)
    for move in ledger.moves:
        by_card[move.card].append(move)
    rows = Responsibility.objects.filter(workshop=workshop, id__in=by_card).values_list("id", "area__name")
    areas = {str(id): name or "" for id, name in rows}
    expected = [card for card, moves in by_card.items() if any(move.answered for move in moves)]
    found = [card for card in expected if areas.get(card, "").casefold() in _where_it_may_be(by_card[card])]
    return Kept(len(expected), len(found), len(expected) - len(found), 0)


def _where_it_may_be(moves: list[Move]) -> set[str]:
    """The areas of the moves that none came surely after: sent once this one had been answered, and answered too."""
    last_sent = max((move.sent for move in moves if move.answered), default=0.0)
    return {move.area.casefold() for move in moves if move.answered is None or move.answered >= last_sent}


def leaks(workshop: Workshop, ledger: Ledger) -> list[str]:
    """Return what was sent before it was shown. Its times are the database's clock against the one on this machine."""
    sights = ledger.sights
    revealed = Ballot.objects.filter(workshop=workshop).aggregate(first=Min("revealed_at"))["first"]
    found = ["votes were shown before any was revealed"] if _early(sights.colours, revealed) else []
    given = Reason.objects.filter(workshop=workshop, text__in=sights.texts)
    reasons = dict(given.values_list("text").annotate(Min("ballot__revealed_at")))
    for text, seen in sights.texts.items():
        if text in reasons and _early(seen, reasons[text]):
            found.append(f"a reason was shown before its ballot was revealed: {text}")
        elif text not in reasons and _early(seen, workshop.wall_shown_at):
            found.append(f"a responsibility was shown before the wall was: {text}")
    return found


def _early(seen: float | None, shown: datetime | None) -> bool:
    return seen is not None and (shown is None or seen < shown.timestamp())


def _more_than_once(times: "Counter[tuple[UUID, str]]") -> int:
    return sum(count - 1 for count in times.values())


def _participants(ledger: Ledger) -> set[UUID]:
    return {participant_of(seat) for seat, _ in [*ledger.votes, *ledger.listed, *ledger.unsure]}


@lru_cache(maxsize=4096)
def participant_of(seat: Seat) -> UUID:
    """Return whose cookie this is. That it is a good one was the server's to say, and it did."""
    id, _ = json.loads(b64_decode(seat.partition(":")[0].encode()))
    return UUID(id)
