"""The agreement map: where every voted responsibility stands, by its share of green and by how far opinions differ.

Places are rounded to a grid. What comes to stand at one place with one colour is one mark, with the number of how many
they are: nothing lies hidden under anything else, and nothing is moved about to make room.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from responsibilities.outcome import Line
from responsibilities.verdict import Tally

# The map in its own units. A phone shows it about one to one, so that a mark's number can be read there.
WIDTH, ROWS, CELL = 360, 9, 24
HEIGHT = (ROWS + 1) * CELL
# At most so many steps from no green to all green.
MOST_COLUMNS = 14
SMALLEST, LARGEST = 11, 26
# Where several colours meet at one place, they share it: offsets from its middle.
_BESIDE = {
    1: ((0, 0),),
    2: ((-7, 0), (7, 0)),
    3: ((-7, -6), (7, -6), (0, 7)),
    4: ((-7, -6), (7, -6), (-7, 7), (7, 7)),
}
SHARED = 14
_ORDER = ("green", "amber", "red")

Place = tuple[int, int]


@dataclass(frozen=True)
class Row:
    """One responsibility of the table beside the map; shares are whole percents, `spot` says which mark it is in."""

    number: int
    text: str
    colour: str
    tally: Tally
    green_share: int
    disagreement: int
    is_contested: bool
    is_thin: bool
    spot: int


@dataclass(frozen=True)
class Spot:
    """One mark: the responsibilities of one colour at one place. x and y are its middle, `left` and `top` its corner.

    `first` is the number of the first of them, in the order of discussion.
    """

    x: int
    y: int
    size: int
    colour: str
    contested: bool
    count: int
    first: int

    @property
    def left(self) -> int:
        return self.x - self.size // 2

    @property
    def top(self) -> int:
        return self.y - self.size // 2

    @property
    def baseline(self) -> int:
        """Where the number stands."""
        return self.y + 4


@dataclass(frozen=True)
class AgreementMap:
    spots: tuple[Spot, ...]
    rows: tuple[Row, ...]
    counts: tuple[tuple[str, int], ...]
    contested: int
    width: int = WIDTH
    height: int = HEIGHT


def agreement_map(lines: Sequence[Line]) -> AgreementMap:
    """Place every line that has votes. `lines` are in the order of discussion, which is that of the rows."""
    voted = [line for line in lines if line.verdict]
    columns = columns_for(max((line.tally.total for line in voted), default=0))
    stacks = _stacks(voted, columns)
    spots: list[Spot] = []
    belongs: dict[int, int] = {}
    for place in sorted(stacks):
        for spot, members in _spots(place, columns, stacks[place]):
            belongs.update({line.number: len(spots) for line in members})
            spots.append(spot)
    return AgreementMap(
        spots=tuple(spots),
        rows=tuple(_row(line, belongs[line.number]) for line in voted),
        counts=tuple((colour, sum(line.verdict == colour for line in voted)) for colour in _ORDER),
        contested=sum(line.is_contested for line in voted),
    )


def columns_for(votes: int) -> int:
    """Return how many steps the share of green is shown in: with few voters, every share there can be is one."""
    return votes * (MOST_COLUMNS // votes) if 0 < votes <= MOST_COLUMNS else MOST_COLUMNS


def _stacks(lines: Iterable[Line], columns: int) -> dict[Place, dict[tuple[int, bool], list[Line]]]:
    """Gather the lines by their place and, there, by colour and by whether they are contested."""
    stacks: dict[Place, dict[tuple[int, bool], list[Line]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        place = _nearest(line.tally.share(line.tally.green), columns), _nearest(line.tally.disagreement, ROWS)
        stacks[place][_ORDER.index(line.verdict or "amber"), line.is_contested].append(line)
    return stacks


def _nearest(share: Fraction, steps: int) -> int:
    return int(share * steps + Fraction(1, 2))


def _spots(
    place: Place, columns: int, stack: dict[tuple[int, bool], list[Line]]
) -> Iterable[tuple[Spot, tuple[Line, ...]]]:
    column, row = place
    x = CELL // 2 + column * (WIDTH - CELL) // columns
    y = HEIGHT - CELL // 2 - row * CELL
    for (dx, dy), (colour, contested) in zip(_BESIDE[len(stack)], sorted(stack), strict=True):
        members = tuple(stack[colour, contested])
        size = _size(len(members)) if len(stack) == 1 else SHARED
        yield (
            Spot(x + dx, y + dy, size, _ORDER[colour], contested, len(members), members[0].number),
            members,
        )


def _size(count: int) -> int:
    """Return how large a mark is: its area grows with the number, until the number itself has to say it."""
    return min(LARGEST, isqrt(SMALLEST * SMALLEST * count))


def _row(line: Line, spot: int) -> Row:
    return Row(
        number=line.number,
        text=line.text,
        colour=line.verdict or "amber",
        tally=line.tally,
        green_share=_nearest(line.tally.share(line.tally.green), 100),
        disagreement=_nearest(line.tally.disagreement, 100),
        is_contested=line.is_contested,
        is_thin=line.is_thin,
        spot=spot,
    )
