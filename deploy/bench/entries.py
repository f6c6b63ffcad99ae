"""What a figure is, what it must reach, and what a run says about it."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deploy.bench.site import Site


@dataclass(frozen=True)
class Limit:
    """What must be reached: by ours as a share of the baseline or, where there is none, by ours alone."""

    value: float
    least: bool = False

    def met_by(self, number: float) -> bool:
        return number >= self.value if self.least else number <= self.value

    def __str__(self) -> str:
        return f"at {'least' if self.least else 'most'} {self.value:g}"


@dataclass(frozen=True)
class Entry:
    """One line of the table. `foreign_cores` is what others used of the machine while it was measured.

    `rounds` are the shares of all rounds where there was more than one; the entry is then that of the middle round.
    """

    name: str
    load: str
    unit: str
    ours: float
    limit: Limit
    baseline: float | None = None
    foreign_cores: float = 0.0
    rounds: Sequence[float] = ()

    @property
    def share(self) -> float:
        """Ours as a share of the baseline, or ours alone where there is none."""
        return self.ours / (self.baseline or 1)

    @property
    def ratio(self) -> float | None:
        """Ours as a share of the baseline, rounded for people."""
        return None if self.baseline is None else round(self.ours / self.baseline, 2)

    @property
    def met(self) -> bool:
        """Whether the limit is kept: by the ratio, not rounded, or by ours where there is no baseline."""
        return self.limit.met_by(self.share)

    def said(self) -> dict[str, Any]:
        """Return the entry as it stands in the JSON."""
        return {
            "name": self.name,
            "load": self.load,
            "unit": self.unit,
            "ours": self.ours,
            "baseline": self.baseline,
            "ratio": self.ratio,
            "limit": f"{self.limit}{'' if self.baseline is None else ' of the baseline'}",
            "met": self.met,
            "foreign_cores": self.foreign_cores,
            "rounds": [round(share, 2) for share in self.rounds],
        }


@dataclass(frozen=True)
class Measured:
    """What one measurement of a figure gave. `details` is everything else worth keeping."""

    entries: Sequence[Entry]
    foreign_cores: float
    details: dict[str, Any] = field(default_factory=dict)


def middle(measured: Sequence[Measured]) -> Measured:
    """Return, of rounds of one figure, the middle one of each entry; the worst where there is no baseline to sway."""
    entries = []
    for same in zip(*(one.entries for one in measured), strict=True):
        ranked = sorted(same, key=lambda entry: entry.share)
        chosen = ranked[-1 if same[0].baseline is None else len(ranked) // 2]
        entries.append(replace(chosen, rounds=[entry.share for entry in same] if len(same) > 1 else ()))
    typical = next(one for one in measured if one.entries[0].share == entries[0].share)
    return Measured(entries, max(one.foreign_cores for one in measured), typical.details)


@dataclass(frozen=True)
class Scale:
    """How long and how big. `part` is 1 for a whole run and less for a quick look, whose numbers mean nothing."""

    part: float = 1.0

    def seconds(self, whole: float) -> float:
        return max(2.0, whole * self.part)

    def many(self, whole: int, least: int = 2) -> int:
        return max(least, round(whole * self.part))


@dataclass(frozen=True)
class Figure:
    """One row of the table of figures. `baseline` says in words what it stands beside.

    It is measured `rounds` times, ours and the baseline in turn: what is short, or a matter of milliseconds, is swayed
    by whatever else the machine does in between.
    """

    name: str
    load: str
    baseline: str
    measure: "Callable[[Site, Scale], Coroutine[Any, Any, Measured]]"
    rounds: int = 1
