"""From sending a vote to its arrival at every other stream, beside a bare program that commits and writes."""

import asyncio
import functools
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Self

from deploy.bench.boards import Board, Seat
from deploy.bench.entries import Entry, Figure, Limit, Measured, Scale
from deploy.bench.machine import Watch
from deploy.bench.pace import Arrivals, Ballot, follow, summary
from deploy.bench.site import Site
from deploy.bench.streams import close_all, open_all
from deploy.bench.wire import Request

SETTLE = 3.0  # seconds in which everybody who has come is shown to everybody else
WARM_UP = 2.0  # seconds of votes before those that count


@dataclass(frozen=True)
class Load:
    """`watching` of the people of each board have a stream; 0 stands for all of them."""

    boards: int
    people: int
    cards: int
    rate: float
    seconds: float = 20.0
    watching: int = 0

    def __str__(self) -> str:
        where = f"{self.boards} workshops of {self.people}" if self.boards > 1 else f"{self.people:,} streams"
        return f"{where}, {self.rate:g} votes/s for {self.seconds:g} s"


@dataclass(frozen=True)
class Run:
    """`arrivals` of one program under a load; processor seconds of it, of its database and of the load generator."""

    arrivals: Arrivals
    application: float
    database: float
    generator: float
    foreign_cores: float

    @property
    def per_thousand(self) -> float:
        """Processor seconds of both for a thousand votes."""
        return round(1000 * (self.application + self.database) / self.arrivals.votes, 2)


def votes_on(boards: Sequence[Board]) -> Iterator[Ballot]:
    """Yield first votes, on one board after the other, for as long as there are any."""
    turns = [(number, board.fresh_votes()) for number, board in enumerate(boards)]
    for number, votes in itertools.cycle(turns):
        person, request = next(votes)
        yield Ballot(number, person, request)


async def under_load(
    port: int, boards: Sequence[Board], ballots: Iterator[Ballot], load: Load, server: tuple[int, int]
) -> Run:
    """Open the streams, warm up, and measure."""
    watching = load.watching or load.people
    opened = await open_all(port, [board.stream(seat) for board in boards for seat in board.seats[:watching]])
    streams = {number: opened[number * watching :][:watching] for number in range(len(boards))}
    await asyncio.sleep(SETTLE)
    await follow(port, streams, itertools.islice(ballots, round(load.rate * WARM_UP)), load.rate)
    for stream in opened:
        stream.forget()
    with Watch(*server) as machine:
        votes = itertools.islice(ballots, round(load.rate * load.seconds))
        sent, reached = await follow(port, streams, votes, load.rate)
    found = summary(sent, streams, reached=reached)
    close_all(opened)
    application, database = machine.each
    return Run(found, application, database, machine.generator, machine.foreign_cores)


@dataclass(frozen=True)
class BareBoard(Board):
    """A board of the bare program: a number in a path, and no need of anything else."""

    def stream(self, seat: Seat, position: str = "") -> Request:
        return Request.get(f"/{self.id}/")

    def vote(self, seat: Seat, card: str, colour: str) -> Request:
        return Request.post(f"/{self.id}/", f"{card} {seat.token} {colour}")

    @classmethod
    def like(cls, boards: Sequence[Board]) -> list[Self]:
        """Return as many boards with as many cards and people."""
        return [
            cls(
                id=str(number),
                code="",
                position="",
                cards=[str(card) for card in range(len(board.cards))],
                seats=[Seat("", str(person)) for person in range(len(board.seats))],
            )
            for number, board in enumerate(boards)
        ]


async def measure(site: Site, scale: Scale, *, load: Load, limits: dict[str, float]) -> Measured:
    """Measure Remit, then the bare program, with the same streams, votes and pace."""
    load = replace(load, seconds=scale.seconds(load.seconds))
    with site.serving():
        boards = site.boards(load.boards, cards=load.cards, people=load.people)
        ours = await under_load(site.port, boards, votes_on(boards), load, site.processes)
    with site.beside("fan") as bare:
        same = BareBoard.like(boards)
        floor = await under_load(bare["port"], same, votes_on(same), load, (bare["pid"], site.postmaster))
    times = [
        Entry(
            name=f"arrival {name}",
            load=str(load),
            unit="ms",
            ours=getattr(ours.arrivals, f"{name}_ms"),
            baseline=getattr(floor.arrivals, f"{name}_ms"),
            limit=Limit(limit),
        )
        for name, limit in limits.items()
    ]
    behind = 0 if ours.arrivals.level else 1
    lost = Entry("votes that did not arrive", str(load), "", ours.arrivals.lost + behind, Limit(0))
    details = {"remit": asdict(ours), "bare": asdict(floor)}
    return Measured([*times, lost], max(ours.foreign_cores, floor.foreign_cores), details)


def _figure(name: str, load: Load, **limits: float) -> Figure:
    bare = "bare asyncio program: commit, NOTIFY, LISTEN, write 2 KB to as many sockets"
    return Figure(name, str(load), bare, functools.partial(measure, load=load, limits=limits), rounds=3)


one_of_300 = _figure("arrivals_300", Load(1, 300, 90, 50.0), p50=2, p95=3)
one_of_1000 = _figure("arrivals_1000", Load(1, 1000, 90, 100.0), p95=4)
hundred_of_20 = _figure("arrivals_100x20", Load(100, 20, 20, 100.0), p95=4)
