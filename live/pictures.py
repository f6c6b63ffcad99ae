"""What was drawn last for one audience, and since which revision each part of it looks like that."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from live import frames, positions
from live.boards import Drawing
from live.positions import Position
from live.regions import Region, changed, keep_rendered, partials, walk

TIDY = 64
# So many drawings are remembered; whoever holds one before them is sent everything.
DEPTH = 256


@dataclass(frozen=True)
class Picture:
    """A drawing with its memory. A browser is a position: what it lacks is what changed after that.

    `drawn` are the revisions that were drawn, the newest last; `marks` has the revision at which a region was first
    drawn as it is now, if it changed since. So a slow browser costs one number, not a queue. Of a revision that was
    not drawn here nothing is known: what came with it may have gone again.
    """

    drawing: Drawing
    position: Position
    drawn: tuple[int, ...]
    marks: Mapping[str, int] = field(default_factory=dict)

    @property
    def regions(self) -> tuple[Region, ...]:
        return self.drawing.regions

    @property
    def base(self) -> int:
        """The revision from which on the memory is complete."""
        return self.drawn[0]

    def next(self, drawing: Drawing) -> "Picture":
        """The picture after this one. Raises ValueError when the board gave no position."""
        position = _position(drawing)
        if position == self.position:
            return self
        if position.epoch != self.position.epoch or position.revision < self.position.revision:
            return first(drawing)
        keep_rendered(self.regions, drawing.regions)
        new = {region.id: position.revision for region in changed(self.regions, drawing.regions)}
        marks: dict[str, int] = {**self.marks, **new}
        # Regions that are no more are forgotten now and then: looking for them costs as much as the board is large.
        if position.revision % TIDY == 0:
            there = {region.id for region in walk(drawing.regions)}
            marks = {name: revision for name, revision in marks.items() if name in there}
        return Picture(drawing, position, (*self.drawn, position.revision)[-DEPTH:], marks)

    def since(self, held: Position | None) -> list[Region]:
        """The regions that a browser holding `held` must be sent; all of them when that is not known."""
        if held == self.position:
            return []
        known = held and held.epoch == self.position.epoch and held.revision in self.drawn
        return self._after(held.revision, self.regions) if held and known else list(self.regions)

    def _after(self, revision: int, regions: Collection[Region]) -> list[Region]:
        found: list[Region] = []
        for region in regions:
            if self.marks.get(region.id, self.base) > revision:
                found.append(region)
            else:
                found += self._after(revision, region.children())
        return found

    def frame(self, held: Position | None) -> bytes:
        """The message for a browser holding `held`; empty when nothing it shows has changed."""
        regions = self.since(held)
        return frames.message(partials(regions), str(self.position)) if regions else b""


def first(drawing: Drawing) -> Picture:
    """A picture without memory. Raises ValueError when the board gave no position."""
    position = _position(drawing)
    return Picture(drawing, position, (position.revision,))


def _position(drawing: Drawing) -> Position:
    if position := positions.parse(drawing.position):
        return position
    raise ValueError(f"a board drew without a position: {drawing.position!r}")
