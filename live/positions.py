"""A position is where a thing stood when somebody looked: its epoch and its revision."""

import re
from functools import lru_cache
from typing import NamedTuple

_WRITTEN = re.compile(r"([0-9A-Za-z_-]{1,16})\.([0-9]{1,18})")


class Position(NamedTuple):
    """Positions of one epoch are ordered by revision; those of two epochs cannot be compared."""

    epoch: str
    revision: int

    def __str__(self) -> str:
        return f"{self.epoch}.{self.revision}"

    def is_after(self, other: "Position | None") -> bool:
        """Whether it is news to somebody who knows of `other`: later, or of another epoch."""
        return other is None or self.epoch != other.epoch or self.revision > other.revision


@lru_cache(4096)
def parse(text: str) -> Position | None:
    """Read "epoch.revision". Browsers send it, so anything else, however long or odd, gives None."""
    found = _WRITTEN.fullmatch(text, 0, 64)
    return Position(found[1], int(found[2])) if found else None


def reaches(position: str, wanted: str) -> bool:
    """Whether a position, as it is written, is as new as `wanted` or newer; False where they cannot be compared."""
    have, want = parse(position), parse(wanted)
    return bool(have and want and have.epoch == want.epoch and have.revision >= want.revision)
