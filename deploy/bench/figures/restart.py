"""Told to stop with streams open, and started again: how fast it goes, and how soon everybody is level."""

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from deploy.bench.boards import Board, Seat
from deploy.bench.entries import Entry, Figure, Limit, Measured, Scale
from deploy.bench.machine import Watch
from deploy.bench.site import PLAIN, Site
from deploy.bench.streams import AT_ONCE, Stream
from deploy.bench.wire import Pool, Refused

STREAMS = 500
PATIENCE = 30.0
LONGEST_PAUSE = 10.0
LOAD = f"SIGTERM with {STREAMS} streams open"


@dataclass
class Browser:
    """Comes back by the rules of static/js/live.js: each pause twice as long as the one before, and never quite the
    same as anybody else's."""

    board: Board
    seat: Seat
    port: int
    held: str
    stream: Stream | None = None
    opened: int = 0
    clean: int = 0

    @property
    def revision(self) -> int:
        position = self.stream.position if self.stream else ""
        return int((position or self.held).rpartition(".")[2])

    async def stay(self, room: asyncio.Semaphore) -> None:
        """Follow the board until cancelled."""
        failures, retry = 0, 0.5
        while True:
            try:
                async with room:
                    self.stream = await Stream.open(self.port, self.board.stream(self.seat, self.held), self.held)
                failures, self.opened = 0, self.opened + 1
                await asyncio.shield(self.stream.over)
                retry = self.stream.retry or retry
                self.clean += self.stream.clean
                self.held = self.stream.position
            except (Refused, OSError, TimeoutError):
                pass
            pause = min(LONGEST_PAUSE, retry * 2**failures) * (0.5 + random.random() / 2)  # noqa: S311
            failures += 1
            await asyncio.sleep(pause)


async def measure(site: Site, scale: Scale) -> Measured:
    """Stop, start again at once, and vote as soon as that is possible: level is who has that vote."""
    count = scale.many(STREAMS, 50)
    with site.serving():
        [board] = site.boards(cards=90, people=count)
        browsers = [Browser(board, seat, site.port, board.position) for seat in board.seats]
        room = asyncio.Semaphore(AT_ONCE)
        tasks = [asyncio.create_task(browser.stay(room)) for browser in browsers]
        try:
            with Watch() as machine:
                entries = await _restart(site, board, browsers)
        finally:
            for task in tasks:
                task.cancel()
            for browser in browsers:
                if browser.stream:
                    browser.stream.close()
    return Measured(entries, machine.foreign_cores)


async def _restart(site: Site, board: Board, browsers: list[Browser]) -> list[Entry]:
    await _until(browsers, lambda browser: browser.opened == 1)
    for browser in browsers:
        browser.clean = 0
    told = time.perf_counter()
    await asyncio.to_thread(site.stop)
    gone = time.perf_counter()
    await asyncio.to_thread(site.start, DJANGO_SETTINGS_MODULE=PLAIN)
    clean = sum(browser.clean for browser in browsers)
    pool = Pool(site.port)
    newest = (await pool.ask(next(board.fresh_votes())[1])).revision
    pool.close()
    await _until(browsers, lambda browser: browser.revision >= newest)
    level = time.perf_counter()
    return [
        Entry("exit", LOAD, "s", round(gone - told, 2), Limit(1)),
        Entry("streams not ended cleanly", LOAD, "", len(browsers) - clean, Limit(0)),
        Entry("all level after the new start", LOAD, "s", round(level - gone, 2), Limit(5)),
    ]


async def _until(browsers: list[Browser], holds: Callable[[Browser], bool]) -> None:
    """Wait until something holds of every browser. Raises TimeoutError."""
    async with asyncio.timeout(PATIENCE):
        while not all(map(holds, browsers)):
            await asyncio.sleep(0.01)


restart = Figure("restart", LOAD, "", measure)
