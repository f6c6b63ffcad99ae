"""Requests from many connections at once, for a while, and what the machine was doing meanwhile."""

import asyncio
import itertools
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import psutil

from deploy.bench.connection import Connection, Request


@dataclass(frozen=True)
class Rate:
    """`foreign` is how many processor cores somebody else used meanwhile."""

    per_second: float
    p50_ms: float
    p95_ms: float
    bytes_each: int
    foreign_cores: float


async def hammer(port: int, requests: Sequence[Sequence[Request]], seconds: float, processes: Sequence[int]) -> Rate:
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
            size = await connection.ask(request)
            if sent >= starts:
                took.append(time.perf_counter() - sent)
                sizes.append(size)

    with Machine(processes) as machine:
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


class Machine:
    """In a `with` statement: what processes that are not ours did. On a shared machine a number means little alone."""

    def __init__(self, processes: Sequence[int]) -> None:
        self._processes = processes
        self.foreign_cores = 0.0

    def __enter__(self) -> Self:
        self._began, self._busy, self._ours = time.monotonic(), _busy(), self._own()
        return self

    def __exit__(self, *error: object) -> None:
        others = (_busy() - self._busy) - (self._own() - self._ours)
        self.foreign_cores = round(max(0.0, others) / (time.monotonic() - self._began), 2)

    def _own(self) -> float:
        total = 0.0
        for number in (*self._processes, None):
            family = psutil.Process(number)
            for process in (family, *(family.children(recursive=True) if number else ())):
                times = process.cpu_times()
                total += times.user + times.system
        return total


def _busy() -> float:
    times = psutil.cpu_times()
    # On Linux, what a guest used is part of user time already.
    return float(times.user + times.system + getattr(times, "nice", 0.0) + getattr(times, "softirq", 0.0))
