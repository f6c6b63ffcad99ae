"""What a stream that only waits takes of the server's memory, beside the plainest ASGI stream; and of its processor."""

import asyncio
from dataclasses import asdict, dataclass

import psutil

from deploy.bench.boards import Board
from deploy.bench.entries import Entry, Figure, Limit, Measured, Scale
from deploy.bench.machine import Watch
from deploy.bench.site import Site
from deploy.bench.streams import close_all, open_all

STREAMS = 2000
FIRST = 100  # what the server makes for the first of all is not the price of one more
SETTLE = 6.0  # seconds, in which every stream's right to watch is asked for again
IDLE = 10.0  # seconds of doing nothing: beats, and such questions
LOAD = f"{STREAMS:,} streams"


@dataclass(frozen=True)
class Idle:
    """Kilobytes of each stream after the first ones, and the cores that all of them keep busy while nothing happens."""

    kilobytes_each: float
    cores: float
    foreign_cores: float


async def measure(site: Site, scale: Scale) -> Measured:
    """Open the same streams, with the same headers, at Remit and at the bare application."""
    with site.serving():
        [board] = site.boards(cards=90, people=scale.many(STREAMS, 2 * FIRST))
        ours = await _idle(site.port, board, scale, *site.processes)
    with site.beside("idle") as bare:
        floor = await _idle(bare["port"], board, scale, bare["pid"])
    entry = Entry("memory per idle stream", LOAD, "KB", ours.kilobytes_each, Limit(1.2), floor.kilobytes_each)
    details = {"remit": asdict(ours), "bare": asdict(floor)}
    return Measured([entry], max(ours.foreign_cores, floor.foreign_cores), details)


async def _idle(port: int, board: Board, scale: Scale, *server: int) -> Idle:
    requests, settle = [board.stream(seat) for seat in board.seats], scale.seconds(SETTLE)
    application = psutil.Process(server[0])
    streams = await open_all(port, requests[:FIRST])
    await asyncio.sleep(settle)
    before = application.memory_info().rss
    streams += await open_all(port, requests[FIRST:])
    await asyncio.sleep(settle)
    with Watch(*server) as machine:
        await asyncio.sleep(scale.seconds(IDLE))
    grown = application.memory_info().rss - before
    if any(stream.over.done() for stream in streams):
        raise RuntimeError("streams ended while they were counted")
    close_all(streams)
    each = round(grown / 1024 / (len(streams) - FIRST), 2)
    return Idle(each, round(machine.processor / machine.seconds, 3), machine.foreign_cores)


memory = Figure("memory", LOAD, "bare ASGI stream with a queue per client on the same server", measure)
