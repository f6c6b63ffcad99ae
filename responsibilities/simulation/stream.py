"""One person's event stream: read, checked, opened again when it breaks, as the guard in live.js does it."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass

import aiohttp

from live.positions import Position, parse
from responsibilities.simulation.arrivals import Line
from responsibilities.simulation.ledger import Ledger, Seat

LONGEST_PAUSE = 10.0
# Two heartbeats and a little: a line that is silent for longer is dead.
SILENCE = 32.0
_KNOWN = frozenset({"", "beat", "mine", "gone", "rest"})
_OVER = (401, 403, 404, 410)


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
    """Follows /w/<id>/live/ until it is told that it is over. `hide` and `show` are what a tab does."""

    def __init__(
        self,
        seat: Seat,
        session: aiohttp.ClientSession,
        url: str,
        at: str,
        ledger: Ledger,
        hear: Callable[[Event], None],
        dice: random.Random,
    ) -> None:
        self.held = at
        self.bytes = 0
        self._seat, self._session, self._url = seat, session, url
        self._ledger, self._hear, self._dice = ledger, hear, dice
        self._tab = f"{dice.getrandbits(48):x}"
        self._line = Line(seat, 0.0)
        self._reading: asyncio.Task[None] | None = None
        self._awake = asyncio.Event()
        self._awake.set()
        self._hidden = self._over = False
        self._said = 0
        self._times_opened = 0
        self._failures = 0

    @property
    def is_hidden(self) -> bool:
        return self._hidden

    @property
    def is_over(self) -> bool:
        """Whether the server has said that there is nothing more to watch."""
        return self._over

    def cut(self) -> None:
        """Lose the line; it is opened again at once."""
        if self._reading:
            self._reading.cancel()

    async def hide(self, *, asleep: bool) -> None:
        """Put the tab into the background. It keeps its line, unless its device falls `asleep`."""
        await self._say(hidden=True)
        if asleep:
            self._awake.clear()
            self.cut()

    async def show(self) -> None:
        """Bring the tab back."""
        self._awake.set()
        await self._say(hidden=False)

    async def follow(self) -> None:
        """Read for ever; return only when the server has said that there is nothing more to watch."""
        while not self._over:
            await self._awake.wait()
            self._reading = asyncio.create_task(self._read())
            try:
                await asyncio.wait({self._reading})
            finally:
                self._reading.cancel()
                await asyncio.gather(self._reading, return_exceptions=True)
            if self._reading.cancelled():
                continue  # cut by ourselves
            if isinstance(self._reading.exception(), aiohttp.ClientError | TimeoutError | OSError):
                self._ledger.broken_streams += 1
            else:
                self._reading.result()
            self._failures += 1
            pause = min(LONGEST_PAUSE, 0.5 * 2**self._failures)
            await asyncio.sleep(0 if self._over else pause * self._dice.uniform(0.5, 1))

    async def _read(self) -> None:
        query = {"at": self.held, **self._about()}
        headers = {"Last-Event-ID": self.held} if self._times_opened else {}
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=10, sock_read=SILENCE)
        async with self._session.get(self._url, params=query, headers=headers, timeout=timeout) as response:
            if response.status != 200 or response.content_type != "text/event-stream":
                self._ledger.note_error(f"stream {response.status}")
                self._over = response.status in _OVER
                return
            self._open()
            try:
                parser = Parser()
                async for line in _lines(response, self._count):
                    if event := parser.feed(line):
                        self._take(event)
            finally:
                self._line.closed = _now()

    def _about(self) -> dict[str, str]:
        return {"tab": self._tab, "said": str(self._said), **({"hidden": "1"} if self._hidden else {})}

    async def _say(self, *, hidden: bool) -> None:
        """Tell whether the tab is shown. A server that does not hear it learns it when the line is next opened."""
        self._hidden = hidden
        self._said += 1
        with suppress(aiohttp.ClientError, TimeoutError, OSError):
            async with self._session.post(self._url, params=self._about()) as response:
                if response.status >= 400:
                    self._ledger.note_error(f"tab {response.status}")

    def _open(self) -> None:
        self._line = Line(self._seat, _now())
        self._ledger.lines.append(self._line)
        self._ledger.streams_opened += 1
        self._ledger.reconnects += bool(self._times_opened)
        self._times_opened += 1

    def _count(self, size: int) -> None:
        self.bytes += size

    def _take(self, event: Event) -> None:
        self._failures = 0
        if event.name not in _KNOWN:
            self._ledger.note_fault(f"the stream brought an event called {event.name!r}")
        if event.name == "gone":
            self._over = True
        elif event.name == "rest":
            self._awake.clear()
        if event.id or not event.name:
            self._move(event)
        self._hear(event)

    def _move(self, event: Event) -> None:
        to = parse(event.id)
        if to is None:
            self._ledger.note_fault(f"the stream brought a position {event.id!r}")
            return
        held = parse(self.held)
        if held and held.epoch == to.epoch and not _is_newer(to, held, event):
            verb = "sent again" if to == held else f"went back from {held} to"
            self._ledger.note_fault(f"the stream {verb} {to}")
        if not event.name:
            self._line.note(to, _now())
        self.held = event.id


def _is_newer(to: Position, held: Position, event: Event) -> bool:
    # A beat may stand where the page stands; what is swapped into it must be newer.
    return to.revision > held.revision or (bool(event.name) and to.revision == held.revision)


def _now() -> float:
    return asyncio.get_running_loop().time()


async def _lines(response: aiohttp.ClientResponse, count: Callable[[int], None]) -> AsyncIterator[str]:
    """Yield the lines of an answer as they come. Unlike the client's own reader it has no longest line."""
    rest = b""
    async for chunk in response.content.iter_any():
        count(len(chunk))
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            yield line.decode()
