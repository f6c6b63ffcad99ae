"""What simulated people did and what came back: counted while they act, and added up at the end."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

MOST_FAULTS = 20
Seat = str
Card = str


@dataclass
class Ledger:
    """`votes` is the last confirmed colour of every seat on every card; `unsure` are those whose answer is missing."""

    joined: int = 0
    added: int = 0
    sent: int = 0
    confirmed: int = 0
    reasons: int = 0
    votes: dict[tuple[Seat, Card], str] = field(default_factory=dict)
    unsure: set[tuple[Seat, Card]] = field(default_factory=set)
    errors: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    streams_opened: int = 0
    broken_streams: int = 0
    arrivals: list[float] = field(default_factory=list)
    bells: list[float] = field(default_factory=list)
    stream_bytes: list[int] = field(default_factory=list)

    def note_error(self, what: str) -> None:
        """Count an answer that was not the one hoped for: a status, or "connection" where none came."""
        self.errors[what] += 1

    def note_fault(self, what: str) -> None:
        """Keep something that a stream must never do."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(what)

    def note_vote(self, seat: Seat, card: Card, colour: str, *, confirmed: bool) -> None:
        """Count a vote that was sent."""
        self.sent += 1
        if confirmed:
            self.confirmed += 1
            self.votes[seat, card] = colour
            self.unsure.discard((seat, card))
        else:
            self.unsure.add((seat, card))


def spread(seconds: list[float]) -> dict[str, float | int | None]:
    """Return how long things took, in milliseconds."""
    ordered = sorted(seconds)
    marks = {"p50": 0.50, "p95": 0.95, "p99": 0.99, "max": 1.0}
    found: dict[str, float | int | None] = {
        name: round(ordered[min(len(ordered) - 1, int(len(ordered) * part))] * 1000, 1) if ordered else None
        for name, part in marks.items()
    }
    return {**found, "samples": len(ordered)}


def report(ledger: Ledger, *, found: int, lost: int, doubled: int) -> dict[str, Any]:
    """Return everything as one JSON object; `latency_ms` is of shared regions, `bell_ms` of one's own part."""
    streams = ledger.stream_bytes
    return {
        "joined": ledger.joined,
        "added": ledger.added,
        "sent": ledger.sent,
        "confirmed": ledger.confirmed,
        "expected": len(ledger.votes),
        "found": found,
        "lost": lost,
        "doubled": doubled,
        "reasons": ledger.reasons,
        "errors": dict(ledger.errors),
        "faults": ledger.faults,
        "latency_ms": spread(ledger.arrivals),
        "bell_ms": spread(ledger.bells),
        "streams": {
            "opened": ledger.streams_opened,
            "broken": ledger.broken_streams,
            "bytes_mean": round(sum(streams) / len(streams)) if streams else 0,
            "bytes_max": max(streams, default=0),
        },
    }
