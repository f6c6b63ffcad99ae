"""Votes at a steady pace, and how long each takes to reach every stream but the voter's own."""

import asyncio
import time
from array import array
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from deploy.bench.hammer import at
from deploy.bench.streams import Stream, level
from deploy.bench.wire import Answer, Pool, Request

PATIENCE = 10.0  # seconds that a vote may take before it counts as lost


@dataclass(frozen=True)
class Ballot:
    """A vote to be sent: on which board, and whose, by the number of their stream there."""

    board: int
    person: int
    request: Request


@dataclass(frozen=True)
class Sent:
    """A vote that was confirmed at `revision` of its board; `at` is when it was sent, by perf_counter."""

    board: int
    person: int
    at: float
    revision: int


@dataclass(frozen=True)
class Arrivals:
    """From sending a vote to its arrival at every other stream; `lost` counts those that never came to one."""

    votes: int
    samples: int
    lost: int
    level: bool
    p50_ms: float
    p95_ms: float
    p99_ms: float
    max_ms: float
    messages: int
    bytes_each: int


async def vote_at(ask: Callable[[Request], Awaitable[Answer]], ballots: Iterable[Ballot], rate: float) -> list[Sent]:
    """Send `rate` votes a second, whether the ones before are answered or not. Raises Refused."""
    loop, sent = asyncio.get_running_loop(), list[Sent]()

    async def one(ballot: Ballot) -> None:
        began = time.perf_counter()
        answer = await ask(ballot.request)
        sent.append(Sent(ballot.board, ballot.person, began, answer.revision))

    start, tasks = loop.time(), []
    for number, ballot in enumerate(ballots):
        await asyncio.sleep(start + number / rate - loop.time())
        tasks.append(asyncio.create_task(one(ballot)))
    await asyncio.gather(*tasks)
    return sent


async def follow(
    port: int, streams: Mapping[int, Sequence[Stream]], ballots: Iterable[Ballot], rate: float
) -> tuple[list[Sent], bool]:
    """Send votes and wait until `streams`, by the number of their board, have them all; say whether they have."""
    pool = Pool(port)
    sent = await vote_at(pool.ask, ballots, rate)
    pool.close()
    newest = {one.board: one.revision for one in sorted(sent, key=lambda one: one.revision)}
    waits = (level(streams[board], revision, PATIENCE) for board, revision in newest.items())
    return sent, all(await asyncio.gather(*waits))


def summary(sent: Sequence[Sent], streams: Mapping[int, Sequence[Stream]], *, reached: bool) -> Arrivals:
    """Put the figures together; `streams` are by board, in the order of its people.

    `level` says that the newest vote has come and that all of a board hold one position.
    """
    took, lost = array("d"), 0
    for waited in _waits(sent, streams):
        if waited is None:
            lost += 1
        else:
            took.append(waited)
    ordered = sorted(took) or [0.0]
    every = [stream for board in streams.values() for stream in board]
    messages = sum(len(stream.times) for stream in every)
    return Arrivals(
        votes=len(sent),
        samples=len(took),
        lost=lost,
        level=reached and all(len({stream.position for stream in board}) == 1 for board in streams.values()),
        p50_ms=at(ordered, 0.5),
        p95_ms=at(ordered, 0.95),
        p99_ms=at(ordered, 0.99),
        max_ms=at(ordered, 1),
        messages=messages,
        bytes_each=sum(stream.size for stream in every) // max(1, messages),
    )


def _waits(sent: Iterable[Sent], streams: Mapping[int, Sequence[Stream]]) -> Iterator[float | None]:
    for vote in sent:
        for person, stream in enumerate(streams[vote.board]):
            if person != vote.person:
                came = stream.since(vote.revision)
                yield None if came is None else came - vote.at
