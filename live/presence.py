"""Who is here: what this process knows of its tabs, told to all by one batch at a time and never by the stream."""

import asyncio
import secrets
from collections.abc import Iterable
from contextlib import suppress
from typing import Protocol, runtime_checkable

import structlog
from django.db import Error, connection, transaction

from live import attendance, boards, conf
from live.attendance import Batch, Outcome, Place, Word
from live.boards import Seat
from live.streams import Stream
from live.tabs import Tab
from live.threads import Threads

log = structlog.get_logger("live")
Address = tuple[str, str]
# Who comes first after a quiet moment is told at once; then what happens is gathered for so long.
GATHER = 1.0
TICK = 2.0
# How often a process says that it lives.
SIGN = 5.0


@runtime_checkable
class Gathering(Protocol):
    """What a board offers if it wants to know who is here; `attendance.people` then says it."""

    def counts(self, seat: Seat) -> bool:
        """Whether who watches in this seat is one of the people here; a projector is not."""

    def people_changed(self, key: str) -> None:
        """Announce that somebody came, went or turned away. In a transaction of its own; the thing may be gone."""


def gathering(kind: str) -> Gathering | None:
    """The board of a kind, if it wants to know who is here."""
    board = boards.board(kind)
    return board if isinstance(board, Gathering) else None


class Presence:
    """A tab is here while its stream is open, and away while its page is hidden. Lives on the event loop.

    Going and turning away are told some seconds later: who only reloads, or looks something up, has not gone.
    """

    def __init__(self, threads: Threads) -> None:
        self.hub = secrets.token_hex(6)
        self._threads = threads
        self._open: dict[Place, Stream] = {}
        self._said: dict[Place, Word] = {}  # for tabs whose stream is with another process
        self._told: set[Place] = set()
        self._due: dict[Place, float] = {}
        self._owed: set[Address] = set()
        self._signed = -SIGN
        self._news = asyncio.Event()

    def come(self, address: Address, stream: Stream) -> None:
        """A stream has opened."""
        board = gathering(address[0])
        if board and board.counts(stream.seat) and (place := self._place(address, stream)):
            self._open[place] = stream
            self._tell_in(0, place)

    def go(self, address: Address, stream: Stream) -> None:
        """A stream has ended; nothing happens if the tab has another one already."""
        place = self._place(address, stream)
        if place and self._open.get(place) is stream:
            del self._open[place]
            self._tell_in(conf.get("LIVE_GONE_SECONDS"), place)

    def hear(self, address: Address, seat: Seat, tab: Tab) -> None:
        """A tab has said whether it is shown. What it said is with its stream, if that is here, or else in `tab`."""
        board = gathering(address[0])
        if not (board and board.counts(seat) and seat.person and tab.name):
            return
        place = Place(*address, seat.person, tab.name)
        if place not in self._open:
            self._said[place] = _word(tab)
        self._tell_in(conf.get("LIVE_AWAY_SECONDS") if tab.away else 0, place)

    async def run(self) -> None:
        """Tell what is due, until cancelled."""
        if not any(gathering(kind) for kind in conf.get("LIVE_BOARDS")):
            return  # nor may it find those gone whom it could not tell of
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), TICK)
            self._news.clear()
            try:
                await self._round()
            except Exception:
                log.exception("presence not told")
            await asyncio.sleep(GATHER)

    def _place(self, address: Address, stream: Stream) -> Place | None:
        person = stream.seat.person
        return Place(*address, person, stream.tab.name or f"{self.hub}.{stream.number}") if person else None

    def _tell_in(self, seconds: float, place: Place) -> None:
        self._due[place] = asyncio.get_running_loop().time() + seconds
        if not seconds:
            self._news.set()

    async def _round(self) -> None:
        now = asyncio.get_running_loop().time()
        due = [place for place, at in self._due.items() if at <= now]
        if due or self._owed or now - self._signed >= SIGN:
            batch = self._take(due)
            try:
                outcome = await self._threads.run(attendance.tell, self.hub, batch)
            except Error:
                self._give_back(batch, due)  # without a database nobody can be told
                return
            self._signed = now
            self._told_all(batch, outcome)
            self._owed = await self._threads.run(_announce, self._owed | outcome.boards)

    def _take(self, due: Iterable[Place]) -> Batch:
        for place in due:
            del self._due[place]
        # An open one is told even if it was told before: it may have been with another process in between.
        return Batch(
            open={place: _word(self._open[place].tab) for place in due if place in self._open},
            closed=[place for place in due if place in self._told and place not in self._open],
            said={place: self._said.pop(place) for place in due if place in self._said},
        )

    def _give_back(self, batch: Batch, due: Iterable[Place]) -> None:
        self._said = {**batch.said, **self._said}
        self._due = {**dict.fromkeys(due, 0.0), **self._due}

    def _told_all(self, batch: Batch, outcome: Outcome) -> None:
        if outcome.anew:
            # The table was emptied, or others took us for dead: it holds what this batch has brought and no more.
            self._told.clear()
            for place in self._open.keys() - batch.open.keys():
                self._tell_in(0, place)
        self._told |= batch.open.keys()
        self._told -= set(batch.closed)


def _word(tab: Tab) -> Word:
    return Word(tab.away, tab.said)


def _announce(addresses: Iterable[Address]) -> set[Address]:
    """Announce at each of these boards who is here now. Returns those at which it has to be tried again."""
    failed = set()
    for kind, key in addresses:
        if board := gathering(kind):
            try:
                with transaction.atomic():
                    with connection.cursor() as cursor:
                        # One board that is locked for long must not keep the others from being told.
                        cursor.execute("SET LOCAL lock_timeout = '1s'")
                    board.people_changed(key)
            except Error:
                failed.add((kind, key))
    return failed
