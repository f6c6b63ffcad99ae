"""A small reverse proxy for tests: pages to web processes, streams to live ones, and every fault real proxies have.

Switches are plain attributes of the two roads, read anew for each connection or piece, so tests flip them while
it runs: `proxy.live.instead = LOGIN`, `proxy.live.idle = 2`, `proxy.web.refuse = 1`, `proxy.live.hold = 65536`.
"""

import asyncio
import re
import threading
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from tests.port import Port, hang_up

_STREAM = re.compile(r"/[a-z]+/[^/?]+/live/")
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
_HOP = re.compile(rb"\r\n(?:connection|keep-alive|proxy-connection):[^\r]*", re.IGNORECASE)
# As real ones do: behind WSGI nobody can tell X_Forwarded_For from X-Forwarded-For.
_UNDERSCORED = re.compile(rb"\r\n[^:\r\n]*_[^:\r\n]*:[^\r]*")
_LIMIT = 64 * 1024
CONNECT_WITHIN = 1.0


def reply(status: str, body: str, kind: str = "text/html") -> bytes:
    """A whole answer for a road's `instead`: reply("503 Service Unavailable", "busy")."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body.encode())}\r\nConnection: close"
    return f"{head}\r\n\r\n{body}".encode()


UNAVAILABLE = reply("503 Service Unavailable", "<h1>Down for a moment</h1>")
LOGIN = reply("200 OK", "<form><label>Company password <input name='password'></label></form>")
BAD_GATEWAY = reply("502 Bad Gateway", "<h1>Nobody is there</h1>")


@dataclass
class Road:
    """Where requests of one sort go, in turn, and what goes wrong on the way. Urls may be changed at any time."""

    urls: list[str]
    instead: bytes = b""  # the answer to everything, without asking anybody
    refuse: int = 0  # so many next requests find the connection closed, unanswered
    hold: int = 0  # bytes of an answer are held back until there are so many, or it ends
    idle: float = 0.0  # seconds without a byte either way after which a connection is cut; 0 is never
    turn: int = 0

    def next(self) -> list[str]:
        """Every url once, beginning with the one whose turn it is."""
        self.turn += 1
        start = self.turn % max(1, len(self.urls))
        return [*self.urls[start:], *self.urls[:start]]


class Proxy:
    """Runs in a thread of its own between `start` and `stop`. One request per connection, as HTTP/1.1 allows.

    A process that cannot be reached is passed over for the next one, also for a POST: nothing was sent to it. One
    that hangs up before it answered is passed over only for a GET, since nobody knows what it did with a POST.
    """

    def __init__(self, web: Sequence[str], live: Sequence[str], port: int = 0) -> None:
        self.web, self.live = Road([*web]), Road([*live])
        self._port = Port(self._serve, port, limit=_LIMIT)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="proxy", daemon=True)

    @property
    def port(self) -> int:
        return self._port.number

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> Self:
        """Take a port and serve."""
        self._thread.start()
        self._do(self._port.open())
        return self

    def stop(self) -> None:
        """Close everything and end the thread."""
        if self._thread.is_alive():
            self.close()
            self.cut()
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()

    def close(self) -> None:
        """Refuse new connections, as if the network were gone; `open` takes them again at the same port."""
        self._do(self._port.close())

    def open(self) -> None:
        """Take connections again after `close`."""
        self._do(self._port.open())

    def cut(self) -> None:
        """Cut every connection there is."""
        self._do(self._port.cut())

    def _do(self, work: Coroutine[None, None, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Whoever hangs up, or says what cannot be understood, gets no answer.
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, IndexError):
            head = await reader.readuntil(b"\r\n\r\n")
            path = head.split(b" ", 2)[1].decode("latin-1").partition("?")[0]
            road = self.live if _STREAM.fullmatch(path) else self.web
            if road.refuse > 0:
                road.refuse -= 1
            elif road.instead:
                writer.write(road.instead)
                await writer.drain()
            else:
                await _Passage(road, reader, writer).go(head, await _body(head, reader))


class _Passage:
    """One request on its way to a process and the answer on its way back."""

    def __init__(self, road: Road, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._road, self._reader, self._writer = road, reader, writer

    async def go(self, head: bytes, body: bytes) -> None:
        """Ask one process after another until one answers."""
        request = _UNDERSCORED.sub(b"", _HOP.sub(b"", head))[:-4] + b"\r\nConnection: close\r\n\r\n" + body
        for url in self._road.next():
            try:
                where = urlsplit(url)
                # Not wait_for: in Python 3.11 it loses a cancellation that comes as the connection does.
                async with asyncio.timeout(CONNECT_WITHIN):
                    answers, questions = await asyncio.open_connection(where.hostname, where.port, limit=_LIMIT)
            except (OSError, TimeoutError):
                continue
            try:
                if await self._pass(request, answers, questions) or not head.startswith((b"GET ", b"HEAD ")):
                    return
            finally:
                await hang_up(questions)
        self._writer.write(BAD_GATEWAY)
        await self._writer.drain()

    async def _pass(self, request: bytes, answers: asyncio.StreamReader, questions: asyncio.StreamWriter) -> bool:
        """Whether anything was answered."""
        first = b""
        # Who refuses a long body answers before it has come to its end.
        reading = asyncio.ensure_future(answers.read(_LIMIT))
        with suppress(OSError):
            questions.write(request)
            await questions.drain()
        with suppress(OSError):
            first = await reading
        if first:
            copying = asyncio.ensure_future(self._copy(first, answers))
            leaving = asyncio.ensure_future(self._reader.read(1))
            try:
                await asyncio.wait([copying, leaving], return_when=asyncio.FIRST_COMPLETED)
            finally:
                copying.cancel()
                leaving.cancel()
                await asyncio.gather(copying, leaving, return_exceptions=True)
        return bool(first)

    async def _copy(self, piece: bytes, answers: asyncio.StreamReader) -> None:
        held = b""
        while piece:
            held += piece
            if len(held) >= self._road.hold:
                self._writer.write(held)
                await self._writer.drain()
                held = b""
            async with asyncio.timeout(self._road.idle or None):
                piece = await answers.read(_LIMIT)
        self._writer.write(held)
        await self._writer.drain()


async def _body(head: bytes, reader: asyncio.StreamReader) -> bytes:
    if found := _LENGTH.search(head):
        return await reader.readexactly(int(found[1]))
    body = b""
    while _CHUNKED.search(head) and not body.endswith(b"0\r\n\r\n"):
        line = await reader.readuntil(b"\r\n")
        body += line + await reader.readexactly(int(line.split(b";")[0], 16) + 2)
    return body
