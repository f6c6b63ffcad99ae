"""What this process drew last for each audience: pages, answers and streams share it."""

import threading
import time
from collections import OrderedDict
from collections.abc import Mapping

from live import boards, conf, pictures
from live.boards import Drawing
from live.models import LiveModel
from live.pictures import Picture
from live.positions import reaches

# With each drawing, when it was made, by the monotonic clock.
_kept: OrderedDict[tuple[str, str, str], tuple[Picture, float]] = OrderedDict()
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
    picture, made = _kept.get((kind, key, audience)) or (None, 0.0)
    if picture and reaches(picture.drawing.position, at):
        return picture.drawing
    if picture and time.monotonic() - made < YOUNG and reaches(picture.drawing.position, settled):
        return picture.drawing
    return draw_all(kind, key, {audience: None})[audience].drawing


def draw_all(kind: str, key: str, known: Mapping[str, Picture | None]) -> Mapping[str, Picture]:
    """What each of these audiences sees, all at one moment. Raises Refused when the thing is gone.

    `known` has the last picture that the caller has of each: it may be kept no more. The pictures remember whatever
    this process has drawn, for a page as well as for streams: what a page showed, its stream goes on from.
    """
    with _lock(kind, key):
        last = _last(kind, key, known)
        return _after(kind, key, last, boards.board(kind).draw(key, _drawings(last)))


def tell_all(thing: LiveModel, known: Mapping[str, Picture | None]) -> Mapping[str, Picture] | None:
    """As `draw_all`, by the row alone; None where more must be read, or while somebody draws it. Never waits."""
    kind, key = thing.kind, str(thing.pk)
    board, lock = boards.board(kind), _lock(kind, key)
    if not isinstance(board, boards.Telling) or not lock.acquire(blocking=False):
        return None
    try:
        last = _last(kind, key, known)
        drawn = board.tell(thing, _drawings(last))
        return _after(kind, key, last, drawn) if drawn is not None else None
    finally:
        lock.release()


def _lock(kind: str, key: str) -> threading.Lock:
    return _locks[hash((kind, key)) % len(_locks)]


def _last(kind: str, key: str, known: Mapping[str, Picture | None]) -> dict[str, Picture | None]:
    return {audience: (_kept.get((kind, key, audience)) or (None,))[0] or known[audience] for audience in known}


def _drawings(last: Mapping[str, Picture | None]) -> dict[str, Drawing | None]:
    return {audience: picture.drawing if picture else None for audience, picture in last.items()}


def _after(
    kind: str, key: str, last: Mapping[str, Picture | None], drawn: Mapping[str, Drawing]
) -> Mapping[str, Picture]:
    found: dict[str, Picture] = {}
    for audience, drawing in drawn.items():
        before = last[audience]
        found[audience] = before.next(drawing) if before else pictures.first(drawing)
        _keep((kind, key, audience), found[audience])
    return found


def _keep(name: tuple[str, str, str], picture: Picture) -> None:
    with _guard:
        _kept[name] = picture, time.monotonic()
        _kept.move_to_end(name)
        while len(_kept) > conf.get("LIVE_DRAWINGS"):
            _kept.popitem(last=False)
