"""The rules that turn votes into a verdict. Pure arithmetic on whole numbers and fractions: no database, no floats."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol, TypeVar

CONTESTED_SHARE = Fraction(1, 4)
THIN_SHARE = Fraction(1, 2)


@dataclass(frozen=True)
class Tally:
    """How many votes of each colour a ballot has."""

    green: int = 0
    amber: int = 0
    red: int = 0

    @property
    def total(self) -> int:
        return self.green + self.amber + self.red

    def share(self, count: int) -> Fraction:
        return Fraction(count, self.total) if self.total else Fraction(0)

    def verdict(self, threshold: Fraction) -> str | None:
        """The colour that reaches `threshold` (over 1/2, at most 1) of the votes, else amber; None without votes."""
        if not self.total:
            return None
        if self.share(self.green) >= threshold:
            return "green"
        if self.share(self.red) >= threshold:
            return "red"
        return "amber"

    def is_contested(self, threshold: Fraction) -> bool:
        """Amber, with at least a quarter for green and a quarter for red."""
        return self.verdict(threshold) == "amber" and self.share(min(self.green, self.red)) >= CONTESTED_SHARE

    def is_thin(self, joined: int) -> bool:
        """Fewer than half of the `joined` participants have voted."""
        return self.total < joined * THIN_SHARE

    @property
    def disagreement(self) -> Fraction:
        """The variance of the votes as +1, 0 and -1: 0 when all agree, 1 when half stand against half."""
        spread = self.share(self.green + self.red)
        lean = self.share(self.green) - self.share(self.red)
        return spread - lean**2


class Judged(Protocol):
    """Something with votes that can stand in the queue of the discussion."""

    @property
    def number(self) -> int: ...
    @property
    def tally(self) -> Tally: ...


J = TypeVar("J", bound=Judged)


def in_order_of_discussion(items: Iterable[J], threshold: Fraction) -> list[J]:
    """Contested first by disagreement, other ambers by share of amber, reds, greens, the unvoted; then by creation."""

    def place(item: J) -> tuple[int, Fraction, int]:
        tally = item.tally
        if tally.is_contested(threshold):
            return 0, -tally.disagreement, item.number
        match tally.verdict(threshold):
            case "amber":
                return 1, -tally.share(tally.amber), item.number
            case "red":
                return 2, Fraction(0), item.number
            case "green":
                return 3, Fraction(0), item.number
        return 4, Fraction(0), item.number

    return sorted(items, key=place)
