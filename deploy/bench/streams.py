"""Open event streams, read as cheaply as can be: when which position came, and nothing else."""

import asyncio
import re
import time
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from typing import Self, cast

from deploy.bench.wire import Refused, Request

_ID = b"id: "
_LAST_CHUNK = b"0\r\n\r\n"
_RETRY = re.compile(rb"\nretry: ([0-9]+)")
AT_ONCE = 50  # streams being opened; more would only wait in the server's backlog
OPENED_WITHIN = 30.0


class Stream(asyncio.Protocol):
    """`times` and `revisions` go together: at that moment, by perf_counter, the stream stood at that revision."""

    def __init__(self, request: Request, held: str = "") -> None:
        """`held` is the position of the page whose stream this is."""
        self.times, self.revisions = array("d"), array("q")
        self.position = held
        self.size = 0
        self.clean = False
        self.retry = 0.0  # seconds that the server asks to wait before coming back
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._request = request
        self._new = True
        self._rest = b""

    @classmethod
    async def open(cls, port: int, request: Request, held: str = "") -> Self:
        """Return the stream when its first bytes are there. Raises Refused or OSError."""
        loop = asyncio.get_running_loop()
        _, stream = await loop.create_connection(lambda: cls(request, held), "127.0.0.1", port)
        try:
            await asyncio.wait_for(asyncio.shield(stream.opened), OPENED_WITHIN)
        except BaseException:
            stream.close()
            raise
        return stream

    @property
    def revision(self) -> int:
        """The newest revision it holds; -1 for none."""
        return int(self.position.rpartition(".")[2] or -1)

    def since(self, revision: int) -> float | None:
        """When a message with this revision or a later one came; None if none did."""
        place = bisect_left(self.revisions, revision)
        return self.times[place] if place < len(self.times) else None

    def forget(self) -> None:
        """Begin to count anew; where it stands stays."""
        self.times, self.revisions, self.size = array("d"), array("q"), 0

    def close(self) -> None:
        self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport = cast("asyncio.Transport", transport)
        transport.write(self._request.raw)

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        self.size += len(data)
        if not self.opened.done():
            self._open(data)
        if self._rest:
            data, self._rest = self._rest + data, b""
        # A message is read when it is complete, chunked or not; most come in one piece.
        if data.endswith((b"\n\n\r\n", b"\n\n")):
            self._note(now, data)
        elif data.endswith(_LAST_CHUNK):
            self._note(now, data)
            self.clean = True
        else:
            self._rest = data

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.opened.done():
            self.opened.set_exception(Refused("the stream was closed before it began"))
        if not self.over.done():
            self.over.set_result(None)

    def _open(self, data: bytes) -> None:
        if data.startswith(b"HTTP/1.1 200"):
            self.opened.set_result(None)
        else:
            self.opened.set_exception(Refused(data.partition(b"\r\n")[0].decode()))

    def _note(self, now: float, data: bytes) -> None:
        if self._new:
            self._new, found = False, _RETRY.search(data)
            self.retry = int(found[1]) / 1000 if found else 0.0
        start = data.rfind(b"\n" + _ID) + 1
        if data.startswith(_ID, start):
            self.position = data[start + len(_ID) : data.index(b"\n", start)].decode()
            self.times.append(now)
            self.revisions.append(self.revision)


async def open_all(port: int, requests: Sequence[Request]) -> list[Stream]:
    """Open a stream with each request, some at once."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one(request: Request) -> Stream:
        async with room:
            return await Stream.open(port, request)

    return list(await asyncio.gather(*map(one, requests)))


async def level(streams: Sequence[Stream], revision: int, within: float) -> bool:
    """Wait until every stream holds this revision or a later one; False when some do not in `within` seconds."""
    until = time.perf_counter() + within
    while any(stream.revision < revision for stream in streams):
        if time.perf_counter() > until:
            return False
        await asyncio.sleep(0.005)
    return True


def close_all(streams: Sequence[Stream]) -> None:
    """Leave without a word, as browsers do."""
    for stream in streams:
        stream.close()
