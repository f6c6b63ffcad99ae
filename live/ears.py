"""Which revisions of a thing somebody has rung for: what is missing was rung for in vain."""

from live.positions import Position
from live.rings import Ring

# So many revisions ahead of a gap are remembered; whoever is further behind is simply told everything.
FAR = 1000


class Ears:
    """Keeps the revision up to which every ring was heard, and those heard ahead of a gap."""

    def __init__(self) -> None:
        self.upto: Position | None = None
        self._ahead: set[int] = set()
        self._early: list[Ring] = []

    def begin(self, position: Position) -> None:
        """Count on from here: everything up to `position` is known."""
        if self.upto is None or self.upto.epoch != position.epoch:
            self._ahead.clear()
        self.upto = position
        early, self._early = self._early, []
        for ring in early:
            self.hear(ring)
        self._advance()

    def hear(self, ring: Ring) -> None:
        """Remember a ring; before `begin`, or of another epoch, it is kept for the next `begin`."""
        if self.upto is None or ring.epoch != self.upto.epoch:
            self._early = [*self._early, ring][-FAR:]
            return
        here = self.upto.revision
        self._ahead.update(range(max(ring.first, here + 1), min(ring.last, here + FAR) + 1))
        self._advance()

    def miss(self, position: Position) -> bool:
        """Whether some revision up to `position` was not heard of."""
        if self.upto is None:
            return False
        return position.epoch != self.upto.epoch or position.revision > self.upto.revision

    def _advance(self) -> None:
        if self.upto is None:
            return
        revision = self.upto.revision
        while revision + 1 in self._ahead:
            revision += 1
        self._ahead = {one for one in self._ahead if one > revision}
        self.upto = Position(self.upto.epoch, revision)
