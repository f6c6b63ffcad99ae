"""What this process drew last for each audience: pages, answers and streams share it."""

import threading
import time
from collections import OrderedDict
from collections.abc import Collection, Mapping

from live import boards, conf
from live.boards import Drawing, snapshot
from live.positions import reaches

# With each drawing, when it was made, by the monotonic clock.
_kept: OrderedDict[tuple[str, str, str], tuple[Drawing, float]] = OrderedDict()
# One thing is drawn once at a time: three hundred who open it together wait for one drawing. A lock is shared by
# many things, so that there need not be one for each.
_locks = tuple(threading.Lock() for _ in range(64))
_guard = threading.Lock()
# Of small changes, a page need not show those of the last moment: its stream brings them.
YOUNG = 0.25


def draw(kind: str, key: str, audience: str, *, at: str = "", settled: str = "") -> Drawing:
    """What an audience sees now. `at` is where the caller knows the thing to stand: a drawing as new is good enough.

    So is one of a moment ago that has reached `settled`, if that is given: see `LiveModel.settled`.
    Raises Refused when the thing is gone.
    """
    drawing, made = _kept.get((kind, key, audience)) or (None, 0.0)
    if drawing and reaches(drawing.position, at):
        return drawing
    if drawing and time.monotonic() - made < YOUNG and reaches(drawing.position, settled):
        return drawing
    return draw_all(kind, key, [audience])[audience]


def draw_all(kind: str, key: str, audiences: Collection[str]) -> Mapping[str, Drawing]:
    """What each of these audiences sees, from one snapshot. Raises Refused when the thing is gone."""
    with _locks[hash((kind, key)) % len(_locks)]:
        kept = {audience: (_kept.get((kind, key, audience)) or (None,))[0] for audience in audiences}
        with snapshot():
            drawn = boards.board(kind).draw(key, kept)
        for audience, drawing in drawn.items():
            _keep((kind, key, audience), drawing)
    return drawn


def _keep(name: tuple[str, str, str], drawing: Drawing) -> None:
    with _guard:
        _kept[name] = drawing, time.monotonic()
        _kept.move_to_end(name)
        while len(_kept) > conf.get("LIVE_DRAWINGS"):
            _kept.popitem(last=False)
