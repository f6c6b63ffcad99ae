"""Three hundred people who join and open a board at once, beside people who come alone, each to their own."""

import asyncio
import re
import secrets
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from deploy.bench.boards import Board
from deploy.bench.entries import Entry, Figure, Limit, Measured, Scale
from deploy.bench.machine import Watch
from deploy.bench.site import Site
from deploy.bench.streams import Stream, close_all, level
from deploy.bench.wire import Connection, Request

PEOPLE, CARDS = 300, 90
ALONE = 20
PATIENCE = 30.0
TAIL = 2.0  # seconds in which everybody is told who has come: that is part of the price
LOAD = f"{PEOPLE} people joining and opening a board of {CARDS}"
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
_POSITION = re.compile(r'data-position="([^"]*)"')
_FILE = re.compile(r'(?:href|src)="(/static/[^"]*\.(?:css|js|svg))"')
PLAIN = {"Accept": "text/html", "Accept_Encoding": "gzip, deflate, br"}


@dataclass(frozen=True)
class Came:
    """Somebody who joined: their stream, the bytes until it opened, and the last page they were sent."""

    stream: Stream
    size: int
    page: str


@dataclass(frozen=True)
class Crowd:
    people: int
    seconds: float
    application: float
    database: float
    bytes_each: int
    foreign_cores: float

    @property
    def each_ms(self) -> float:
        """Processor time of both per person, in milliseconds."""
        return round(1000 * (self.application + self.database) / self.people, 2)


async def measure(site: Site, scale: Scale) -> Measured:
    """Let some come alone, on a server that is warm, then let everybody come at once."""
    people, alone = scale.many(PEOPLE, 30), scale.many(ALONE, 5)
    with site.serving():
        first, *quiet = site.boards(alone + 1, cards=CARDS, people=0)
        warm = await _come(site.port, first, "First")
        files = await _files(site.port, warm.page)
        close_all([warm.stream])
        single = await _crowd(site, [[(board, "Only one")] for board in quiet])
        [crowded] = site.boards(cards=CARDS, people=0)
        many = await _crowd(site, [[(crowded, f"Person {number}") for number in range(people)]])
    entries = [
        Entry("server CPU per person", LOAD, "ms", many.each_ms, Limit(0.3), single.each_ms),
        Entry("bytes per person", LOAD, "KB", round(many.bytes_each / 1000, 1), Limit(60)),
    ]
    details = {"together": asdict(many), "alone": asdict(single), "files_bytes": files}
    return Measured(entries, max(many.foreign_cores, single.foreign_cores), details)


async def _crowd(site: Site, waves: Sequence[Sequence[tuple[Board, str]]]) -> Crowd:
    """Let each wave come at once, the next when all of the one before are level."""
    came: list[Came] = []
    with Watch(*site.processes) as machine:
        began = time.perf_counter()
        for wave in waves:
            here = await asyncio.gather(*(_come(site.port, board, name) for board, name in wave))
            streams = [one.stream for one in here]
            if not await level(streams, max(stream.revision for stream in streams), PATIENCE):
                raise RuntimeError("not everybody came level")
            came += here
        seconds = time.perf_counter() - began
        await asyncio.sleep(TAIL)
    size = sum(one.size + one.stream.size for one in came)
    close_all([one.stream for one in came])
    application, database = machine.each
    return Crowd(len(came), round(seconds, 2), application, database, size // len(came), machine.foreign_cores)


async def _come(port: int, board: Board, name: str) -> Came:
    """Follow the link, say a name, open the board and its stream."""
    line = await Connection.open(port)
    door = await line.ask(Request.get(f"/j/{board.code}/", **PLAIN))
    form = {**dict(_HIDDEN.findall(door.html)), "name": f"{name} {secrets.token_hex(2)}"}
    joined = await line.ask(Request.post(f"/j/{board.code}/", urlencode(form), Cookie=door.cookies, **PLAIN))
    cookies = f"{door.cookies}; {joined.cookies}"
    page = await line.ask(Request.get(joined.location, Cookie=cookies, **PLAIN))
    line.close()
    html = page.html
    [position] = _POSITION.findall(html)
    request = Request.get(f"{board.place}live/?at={position}&tab=t", Cookie=cookies, Accept="text/event-stream")
    stream = await Stream.open(port, request, position)
    return Came(stream, door.size + joined.size + page.size, html)


async def _files(port: int, page: str) -> int:
    """Return the bytes of the files that a page needs besides, which a browser fetches once and keeps for good."""
    line = await Connection.open(port)
    answers = [await line.ask(Request.get(path, Accept_Encoding="gzip, deflate, br")) for path in _FILE.findall(page)]
    line.close()
    return sum(answer.size for answer in answers)


joining = Figure("joining", f"{LOAD}, as fast as they come", f"one of them × {PEOPLE}", measure, rounds=5)
