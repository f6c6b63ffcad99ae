"""What a stream that only waits takes of the server's memory, beside the plainest ASGI stream."""

import asyncio

import psutil

from deploy.bench.boards import Board
from deploy.bench.entries import Entry, Figure, Limit, Measured, Scale
from deploy.bench.machine import Watch
from deploy.bench.site import Site
from deploy.bench.streams import close_all, open_all

STREAMS = 2000
FIRST = 100  # what the server makes for the first of all is not the price of one more
SETTLE = 6.0  # seconds, in which every stream's right to watch is asked for again
LOAD = f"{STREAMS:,} streams"


async def measure(site: Site, scale: Scale) -> Measured:
    """Open the same streams, with the same headers, at Remit and at the bare application."""
    count = scale.many(STREAMS, 2 * FIRST)
    with Watch() as machine:
        with site.serving():
            [board] = site.boards(cards=90, people=count)
            ours = await _each(site.port, site.pid, board, scale)
        with site.beside("idle") as bare:
            floor = await _each(bare["port"], bare["pid"], board, scale)
    entry = Entry("memory per idle stream", LOAD, "KB", ours, Limit(1.2), floor)
    return Measured([entry], machine.foreign_cores)


async def _each(port: int, pid: int, board: Board, scale: Scale) -> float:
    """Return the kilobytes of each stream after the first ones."""
    requests = [board.stream(seat) for seat in board.seats]
    streams = await open_all(port, requests[:FIRST])
    await asyncio.sleep(scale.seconds(SETTLE))
    before = psutil.Process(pid).memory_info().rss
    streams += await open_all(port, requests[FIRST:])
    await asyncio.sleep(scale.seconds(SETTLE))
    after = psutil.Process(pid).memory_info().rss
    if any(stream.over.done() for stream in streams):
        raise RuntimeError("streams ended while they were counted")
    close_all(streams)
    return round((after - before) / 1024 / (len(streams) - FIRST), 2)


memory = Figure("memory", LOAD, "bare ASGI stream with a queue per client on the same server", measure)
