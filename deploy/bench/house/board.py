"""A board in memory: one region of two kilobytes, which every change changes."""

import itertools
from collections.abc import Collection, Mapping

from django.http import HttpRequest

from live import ringing
from live.boards import Drawing, Seat
from live.positions import Position
from live.regions import Region
from live.rings import Ring

KIND, KEY, EPOCH = "bench", "one", "bench"
_FILLING = "." * 1900

_steps = itertools.count(1)
_now = 0


def change() -> str:
    """Take the board one step on and ring for it; return its new position."""
    global _now
    _now = next(_steps)
    ringing.ring([Ring(KIND, KEY, EPOCH, _now, _now)])
    return str(Position(EPOCH, _now))


class OneRegion:
    def seat(self, request: HttpRequest, key: str) -> Seat:
        return Seat("everybody")

    def positions(self, keys: Collection[str]) -> Mapping[str, str]:
        return {key: str(Position(EPOCH, _now)) for key in keys}

    def draw(self, key: str, kept: Mapping[str, Drawing | None]) -> Mapping[str, Drawing]:
        region = Region("region", "bench/region.html", {"step": _now, "filling": _FILLING})
        return {audience: Drawing(str(Position(EPOCH, _now)), (region,)) for audience in kept}
