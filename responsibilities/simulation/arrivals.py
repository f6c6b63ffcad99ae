"""How long a change takes to reach others: from sending the request to its arrival at every other stream."""

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from live.positions import Position

# An open stream that did not bring a change within this many seconds has missed it.
PATIENCE = 5.0
_STEP = 0.0001  # seconds: the resolution of what is reported


@dataclass(frozen=True)
class Change:
    """Something that everybody sees: who `sent` it when, and the position that the answer gave."""

    by: str
    sent: float
    position: Position


@dataclass
class Line:
    """One open connection of somebody's stream: until when, and at what time it brought which revision."""

    by: str
    opened: float
    closed: float = float("inf")
    epoch: str = ""
    revisions: "array[int]" = field(default_factory=lambda: array("q"))
    times: "array[float]" = field(default_factory=lambda: array("d"))

    def note(self, position: Position, now: float) -> None:
        """A message has brought the page to `position`. In another epoch the revisions begin anew."""
        if position.epoch != self.epoch:
            self.epoch, self.revisions, self.times = position.epoch, array("q"), array("d")
        self.revisions.append(position.revision)
        self.times.append(now)


def latency(changes: Iterable[Change], lines: Iterable[Line], until: float) -> dict[str, float | int | None]:
    """Return percentiles in milliseconds over every change and every other stream that was open then.

    `unseen` counts those streams that stayed open for PATIENCE and had still not got it.
    """
    ordered = sorted(changes, key=lambda change: change.position.revision)
    taken: Counter[int] = Counter()
    unseen = sum(_note(ordered, line, until, taken) for line in lines)
    total = taken.total()
    marks = {"p50": 0.50, "p95": 0.95, "p99": 0.99, "max": 1.0}
    found: dict[str, float | int | None] = {name: _at(taken, total, share) for name, share in marks.items()}
    return {**found, "samples": total, "unseen": unseen}


def _note(ordered: list[Change], line: Line, until: float, taken: "Counter[int]") -> int:
    """Add what this line took for each change to `taken`; return how many it has missed."""
    place, unseen, end = 0, 0, min(line.closed, until)
    for change in ordered:
        if change.by == line.by or not line.opened <= change.sent < end or change.position.epoch != line.epoch:
            continue
        while place < len(line.revisions) and line.revisions[place] < change.position.revision:
            place += 1
        if place < len(line.revisions):
            taken[max(0, round((line.times[place] - change.sent) / _STEP))] += 1
        else:
            unseen += end - change.sent > PATIENCE
    return unseen


def _at(taken: "Counter[int]", total: int, share: float) -> float | None:
    """The time, in milliseconds, within which this share of all has arrived."""
    before = 0
    for steps in sorted(taken):
        before += taken[steps]
        if before >= total * share:
            return round(steps * _STEP * 1000, 1)
    return None
