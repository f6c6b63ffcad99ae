"""Requests as fast as they are answered: from many connections at once, or one after another."""

import asyncio
import itertools
import time
from collections.abc import Sequence
from dataclasses import dataclass

from deploy.bench.machine import Watch
from deploy.bench.wire import Connection, Request


@dataclass(frozen=True)
class Rate:
    """`foreign_cores` is how many processor cores somebody else used meanwhile."""

    per_second: float
    p50_ms: float
    p95_ms: float
    bytes_each: int
    foreign_cores: float


async def hammer(port: int, requests: Sequence[Sequence[Request]], seconds: float) -> Rate:
    """Send each connection its own requests, round and round; the first fifth of the time is for warming up."""
    connections = [await Connection.open(port) for _ in requests]
    took: list[float] = []
    sizes: list[int] = []
    began = time.perf_counter()
    starts, ends = began + seconds / 5, began + seconds

    async def work(connection: Connection, own: Sequence[Request]) -> None:
        for request in itertools.cycle(own):
            sent = time.perf_counter()
            if sent >= ends:
                return
            size = (await connection.ask(request)).size
            if sent >= starts:
                took.append(time.perf_counter() - sent)
                sizes.append(size)

    with Watch() as machine:
        await asyncio.gather(*(work(*pair) for pair in zip(connections, requests, strict=True)))
    for connection in connections:
        connection.close()
    ordered = sorted(took)
    return Rate(
        per_second=round(len(took) / (ends - starts), 1),
        p50_ms=at(ordered, 0.5),
        p95_ms=at(ordered, 0.95),
        bytes_each=sum(sizes) // len(sizes),
        foreign_cores=machine.foreign_cores,
    )


async def once(port: int, requests: Sequence[Sequence[Request]]) -> None:
    """Send every request once."""

    async def work(own: Sequence[Request]) -> None:
        connection = await Connection.open(port)
        for request in own:
            await connection.ask(request)
        connection.close()

    await asyncio.gather(*map(work, requests))


def at(ordered: Sequence[float], part: float) -> float:
    """Return the value that `part` of all do not exceed, in milliseconds."""
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * part))] * 1000, 2)
