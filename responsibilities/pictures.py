"""What the pictures of a result show, worked out here so that the templates only draw."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from responsibilities.marks import Mark
from responsibilities.outcome import Line

# The agreement map, in its own units: a row of columns, from "all say ours" to "all say not ours". Its marks stand
# two abreast, so that ninety of them are still marks, and not dust, on a phone.
COLUMNS, ABREAST, SIZE, STEP = 17, 2, 17, 20


@dataclass(frozen=True)
class Spot:
    """One responsibility on the map."""

    x: int
    y: int
    colour: str
    contested: bool
    text: str


@dataclass(frozen=True)
class AgreementMap:
    width: int
    height: int
    size: int
    marks: tuple[Spot, ...]
    summary: str


def agreement_map(lines: Sequence[Line]) -> AgreementMap:
    """Stack every voted line where its votes lean: left when all are green, right when all are red."""
    stacked: Counter[int] = Counter()
    placed = []
    for line in lines:
        column = _column(line)
        placed.append((column, stacked[column], line))
        stacked[column] += 1
    rows = -(-max(stacked.values(), default=1) // ABREAST)
    marks = tuple(
        Spot(
            x=(column * ABREAST + place % ABREAST) * STEP,
            y=(rows - 1 - place // ABREAST) * STEP,
            colour=line.verdict or "amber",
            contested=line.is_contested,
            text=line.text,
        )
        for column, place, line in placed
    )
    return AgreementMap(COLUMNS * ABREAST * STEP, rows * STEP, SIZE, marks, _summary(lines))


def _column(line: Line) -> int:
    lean = line.tally.share(line.tally.red) - line.tally.share(line.tally.green)
    return round((lean + 1) * Fraction(COLUMNS - 1, 2))


def _summary(lines: Sequence[Line]) -> str:
    counts = Counter(line.verdict for line in lines)
    contested = sum(line.is_contested for line in lines)
    return (
        f"{len(lines)} responsibilities: {counts['green']} green, {counts['amber']} amber, {counts['red']} red; "
        f"{contested} contested"
    )


@dataclass(frozen=True)
class Split:
    """How many responsibilities of one category have which verdict."""

    mark: Mark
    green: int
    amber: int
    red: int


def split_by_category(lines: Iterable[Line], marks: Iterable[Mark]) -> tuple[Split, ...]:
    """Count the lines of each category, in the order of `marks`."""
    counts: dict[Mark, Counter[str]] = {mark: Counter() for mark in marks}
    for line in lines:
        counts[line.mark][line.verdict or ""] += 1
    return tuple(Split(mark, count["green"], count["amber"], count["red"]) for mark, count in counts.items())
