"""One person's event stream: read, checked, opened again when it breaks, as the guard in live.js does it."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import aiohttp

from responsibilities.simulation.ledger import Ledger

LONGEST_PAUSE = 10.0
# Two heartbeats and a little: a line that is silent for longer is dead.
SILENCE = 32.0


@dataclass(frozen=True)
class Event:
    name: str
    data: str
    id: str


class Parser:
    """Turns the lines of a stream into events."""

    def __init__(self) -> None:
        self._fields: dict[str, str] = {}

    def feed(self, line: str) -> Event | None:
        """Take one line without its end; return the event that it completes."""
        if line:
            name, _, value = line.partition(":")
            value = value.removeprefix(" ")
            self._fields[name] = f"{self._fields[name]}\n{value}" if name in self._fields else value
            return None
        fields, self._fields = self._fields, {}
        if not fields:
            return None
        return Event(fields.get("event", ""), fields.get("data", ""), fields.get("id", ""))


class Watch:
    """Follows /w/<id>/live/ until it is told that it is over."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        url: str,
        at: str,
        ledger: Ledger,
        hear: Callable[[Event], None],
    ) -> None:
        self.held = at
        self.bytes = 0
        self._tab = f"{random.getrandbits(48):x}"
        self._session, self._url, self._ledger, self._hear = session, url, ledger, hear
        self._over = False
        self._failures = 0

    async def follow(self) -> None:
        """Read for ever; return only when the server has said that there is nothing more to watch."""
        while not self._over:
            try:
                await self._read()
            except (aiohttp.ClientError, TimeoutError, OSError):
                self._ledger.broken_streams += 1
            self._failures += 1
            pause = min(LONGEST_PAUSE, 0.5 * 2**self._failures)
            await asyncio.sleep(0 if self._over else pause * random.uniform(0.5, 1))

    async def _read(self) -> None:
        query = {"at": self.held, "tab": self._tab}
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=10, sock_read=SILENCE)
        async with self._session.get(self._url, params=query, timeout=timeout) as response:
            if response.status != 200 or response.content_type != "text/event-stream":
                self._ledger.note_error(f"stream {response.status}")
                self._over = response.status in (401, 403, 404, 410)
                return
            self._ledger.streams_opened += 1
            parser = Parser()
            async for line in _lines(response, self._count):
                if event := parser.feed(line):
                    self._take(event)

    def _count(self, size: int) -> None:
        self.bytes += size

    def _take(self, event: Event) -> None:
        self._failures = 0
        if event.name == "gone":
            self._over = True
        if event.id:
            if older(event.id, self.held):
                self._ledger.note_fault(f"the stream went back from {self.held} to {event.id}")
            self.held = event.id
        self._hear(event)


def older(one: str, other: str) -> bool:
    """Whether a position is before another of the same epoch."""
    epoch, _, revision = one.rpartition(".")
    epoch_of_other, _, revision_of_other = other.rpartition(".")
    return epoch == epoch_of_other and int(revision) < int(revision_of_other)


async def _lines(response: aiohttp.ClientResponse, count: Callable[[int], None]) -> AsyncIterator[str]:
    """Yield the lines of an answer as they come. Unlike the client's own reader it has no longest line."""
    rest = b""
    async for chunk in response.content.iter_any():
        count(len(chunk))
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            yield line.decode()
