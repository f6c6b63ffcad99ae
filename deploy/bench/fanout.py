"""From the moment a change is sent to its arrival on every open stream."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from deploy.bench.connection import Connection, Request
from deploy.bench.load import Machine, at

END = b"</hx-partial>"
PATIENCE = 10.0
PAUSE = 0.05


@dataclass(frozen=True)
class Arrivals:
    """`last_p50_ms` is how long it took until the last browser had it."""

    p50_ms: float
    p95_ms: float
    max_ms: float
    last_p50_ms: float
    samples: int
    bytes_each: int
    foreign_cores: float


@dataclass
class Listener:
    """Reads one stream and remembers when its latest message was complete."""

    reader: asyncio.StreamReader
    came: asyncio.Event = field(default_factory=asyncio.Event)
    at: float = 0.0
    size: int = 0

    async def listen(self) -> None:
        rest = b""
        while chunk := await self.reader.read(1 << 16):
            rest += chunk
            if END in rest:
                self.at, self.size, rest = time.perf_counter(), len(rest), b""
                self.came.set()


async def measure(
    port: int, streams: Sequence[tuple[str, str]], changes: Sequence[Request], processes: Sequence[int]
) -> Arrivals:
    """Open `streams`, each a path and its cookies, then send `changes` one by one, each after the last has arrived."""
    lines = [await Connection.open(port) for _ in streams]
    listeners = [
        Listener(await line.listen(path, Cookie=cookies)) for line, (path, cookies) in zip(lines, streams, strict=True)
    ]
    tasks = [asyncio.create_task(listener.listen()) for listener in listeners]
    sender = await Connection.open(port)
    await asyncio.sleep(1)
    took: list[list[float]] = []
    with Machine(processes) as machine:
        for change in changes:
            took.append(await _send(sender, change, listeners))
    for task in tasks:
        task.cancel()
    for line in (*lines, sender):
        line.close()
    every = sorted(seconds for round_ in took for seconds in round_)
    return Arrivals(
        p50_ms=at(every, 0.5),
        p95_ms=at(every, 0.95),
        max_ms=at(every, 1),
        last_p50_ms=at(sorted(map(max, took)), 0.5),
        samples=len(every),
        bytes_each=listeners[0].size,
        foreign_cores=machine.foreign_cores,
    )


async def _send(sender: Connection, change: Request, listeners: Sequence[Listener]) -> list[float]:
    for listener in listeners:
        listener.came.clear()
    sent = time.perf_counter()
    await sender.ask(change)
    await asyncio.wait_for(asyncio.gather(*(listener.came.wait() for listener in listeners)), PATIENCE)
    await asyncio.sleep(PAUSE)
    return [listener.at - sent for listener in listeners]
