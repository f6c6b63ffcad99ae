"""What the smaller pictures show, worked out here so that the templates only draw."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from responsibilities.marks import Mark
from responsibilities.outcome import AreaOutcome, Line
from responsibilities.verdict import Tally

COLOURS = ("green", "amber", "red")
# The picture of two votes, in its own units: a bar for each, and between two of them what joins their parts.
BAR, BETWEEN, SPAN = 22, 30, 600


@dataclass(frozen=True)
class Split:
    """How many responsibilities of one category have which verdict; `most` is how many the largest category has."""

    mark: Mark
    green: int
    amber: int
    red: int
    most: int


def split_by_category(lines: Iterable[Line], marks: Iterable[Mark]) -> tuple[Split, ...]:
    """Count the lines of each category that have a verdict, in the order of `marks`."""
    counts: dict[Mark, Counter[str]] = {mark: Counter() for mark in marks}
    for line in lines:
        if line.verdict:
            counts[line.mark][line.verdict] += 1
    most = max((count.total() for count in counts.values()), default=0)
    return tuple(Split(mark, count["green"], count["amber"], count["red"], most) for mark, count in counts.items())


@dataclass(frozen=True)
class AreaSize:
    """How much is in one area, or in another chapter of a framework, of which `most` is how much the largest has.

    `anchor` is the id of its place in the page.
    """

    anchor: str
    emoji: str
    name: str
    in_role: int = 0
    still_open: int = 0
    not_ours: int = 0
    most: int = 0

    @property
    def total(self) -> int:
        return self.in_role + self.still_open + self.not_ours

    @property
    def ours(self) -> int:
        return self.in_role + self.still_open


def side_by_side(sizes: Iterable[AreaSize]) -> tuple[AreaSize, ...]:
    """Measure all of them by the largest, in their order: what changes as people sort should not jump about."""
    sizes = tuple(sizes)
    most = max((size.total for size in sizes), default=0)
    return tuple(replace(size, most=most) for size in sizes)


def area_sizes(areas: Iterable[AreaOutcome]) -> tuple[AreaSize, ...]:
    return side_by_side(
        AreaSize(f"area-{area.id}", area.emoji, area.name, len(area.in_role), len(area.still_open)) for area in areas
    )


@dataclass(frozen=True)
class Part:
    """The part of one colour in one bar: how many votes, and where it lies."""

    colour: str
    votes: int
    left: int
    width: int


@dataclass(frozen=True)
class Bar:
    """One vote of several on the same thing: the first (place 0) or a re-vote. `y` is where its bar lies."""

    place: int
    tally: Tally
    verdict: str | None
    y: int
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Moved:
    """By how many votes a colour has grown or shrunk from the first vote to the last."""

    colour: str
    by: int

    @property
    def words(self) -> str:
        return f"+{self.by}" if self.by > 0 else f"−{-self.by}" if self.by else "±0"


@dataclass(frozen=True)
class Rounds:
    """Every revealed vote on one responsibility, below each other, and what has moved.

    Only totals are told: who went from which colour to which is nobody's business. `ribbons` join the parts of one
    colour in two bars, as a path each.
    """

    bars: tuple[Bar, ...]
    ribbons: tuple[tuple[str, str], ...]
    moved: tuple[Moved, ...]
    width: int
    height: int

    @property
    def last(self) -> Bar:
        return self.bars[-1]

    @property
    def verdict_changed(self) -> bool:
        return self.bars[0].verdict != self.last.verdict


def rounds(tallies: Sequence[Tally], threshold: Fraction) -> Rounds | None:
    """Draw the first vote and every re-vote, in shares of those who voted; None where there was only one vote."""
    if len(tallies) < 2:
        return None
    bars = tuple(_bar(place, tally, tally.verdict(threshold)) for place, tally in enumerate(tallies))
    return Rounds(
        bars=bars,
        ribbons=tuple(ribbon for above, below in pairwise(bars) for ribbon in _ribbons(above, below)),
        moved=tuple(Moved(c, getattr(tallies[-1], c) - getattr(tallies[0], c)) for c in COLOURS),
        width=SPAN,
        height=len(bars) * BAR + (len(bars) - 1) * BETWEEN,
    )


def _bar(place: int, tally: Tally, verdict: str | None) -> Bar:
    ends = [0]
    for so_far in (tally.green, tally.green + tally.amber, tally.total):
        ends.append(int(tally.share(so_far) * SPAN))
    parts = tuple(
        Part(colour, getattr(tally, colour), left, right - left)
        for colour, (left, right) in zip(COLOURS, pairwise(ends), strict=True)
    )
    return Bar(place, tally, verdict, place * (BAR + BETWEEN), parts)


def _ribbons(above: Bar, below: Bar) -> Iterable[tuple[str, str]]:
    top, bottom = above.y + BAR, below.y
    for one, other in zip(above.parts, below.parts, strict=True):
        if one.width or other.width:
            path = f"M{one.left} {top}H{one.left + one.width}L{other.left + other.width} {bottom}H{other.left}z"
            yield one.colour, path
