"""What simulated people did and what came back: counted while they act."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from responsibilities.simulation.arrivals import Change, Line
from responsibilities.simulation.sights import Sights

MOST_FAULTS = 20
Seat = str
Card = str


@dataclass(frozen=True)
class Move:
    """A responsibility put into the area called `area`; `answered` is None where no answer came."""

    card: Card
    area: str
    sent: float
    answered: float | None


@dataclass
class Ledger:
    """What was sent and confirmed is counted by what it was: "votes", "listed", "sorted".

    `votes` is the last confirmed colour of every seat on every responsibility, `listed` are the confirmed lines of
    every seat, `moves` all that were sent; `unsure` are votes and lines whose answer is missing.
    """

    joined: int = 0
    sent: Counter[str] = field(default_factory=Counter)
    confirmed: Counter[str] = field(default_factory=Counter)
    reasons: int = 0
    votes: dict[tuple[Seat, Card], str] = field(default_factory=dict)
    listed: set[tuple[Seat, str]] = field(default_factory=set)
    moves: list[Move] = field(default_factory=list)
    unsure: set[tuple[Seat, str]] = field(default_factory=set)
    errors: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    streams_opened: int = 0
    reconnects: int = 0
    broken_streams: int = 0
    stream_bytes: list[int] = field(default_factory=list)
    pages: int = 0
    page_bytes: int = 0
    changes: list[Change] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    sights: Sights = field(default_factory=Sights)

    def note_error(self, what: str) -> None:
        """Count an answer that was not the one hoped for: a status, or "connection" where none came."""
        self.errors[what] += 1

    def note_fault(self, what: str) -> None:
        """Keep something that must never happen."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(what)

    def note_sent(self, kind: str, *, confirmed: bool) -> None:
        """Count something that was sent."""
        self.sent[kind] += 1
        self.confirmed[kind] += confirmed

    def note_vote(self, seat: Seat, card: Card, colour: str, *, confirmed: bool | None) -> None:
        """Count a vote: confirmed, refused, or None where no answer came."""
        self.note_sent("votes", confirmed=bool(confirmed))
        if confirmed:
            self.votes[seat, card] = colour
            self.unsure.discard((seat, card))
        elif confirmed is None:
            self.unsure.add((seat, card))

    def note_line(self, seat: Seat, text: str, *, confirmed: bool | None) -> None:
        """Count a responsibility that was added: confirmed, refused, or None where no answer came."""
        self.note_sent("listed", confirmed=bool(confirmed))
        if confirmed:
            self.listed.add((seat, text))


KINDS = ("votes", "listed", "sorted")


@dataclass(frozen=True)
class Kept:
    """What the database holds of one kind. `expected` is how many different ones were confirmed."""

    expected: int
    found: int
    lost: int
    doubled: int


def counts(ledger: Ledger, kept: Mapping[str, Kept]) -> dict[str, object]:
    """Return the counts of all kinds together, then of each by itself."""
    each = {
        kind: {"sent": ledger.sent[kind], "confirmed": ledger.confirmed[kind], **vars(kept[kind])} for kind in KINDS
    }
    names = ("sent", "confirmed", "expected", "found", "lost", "doubled")
    return {name: sum(one[name] for one in each.values()) for name in names} | each
