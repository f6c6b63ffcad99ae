"""What a vote costs the server, and whether it grows with who watches or with how much is there."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace

from deploy.bench.boards import Board
from deploy.bench.entries import Entry, Figure, Limit, Measured, Scale
from deploy.bench.figures.arrivals import WARM_UP, Load, Run, under_load
from deploy.bench.pace import Ballot
from deploy.bench.site import Site

RATE = 50.0
WATCHING = 10  # streams at either board, large or small
BIG, SMALL = (2000, 1000), (20, 10)
VOTED = 100  # cards of the big board on which everybody has voted: a hundred thousand votes


async def measure_audience(site: Site, scale: Scale) -> Measured:
    """Compare 300 streams with one, at the same pace of votes by as many people."""
    load = Load(1, 300, 90, RATE, scale.seconds(15))
    many = await _run(site, load)
    one = await _run(site, replace(load, watching=1))
    return _measured(many, one, "300 streams, 50 votes/s", Limit(2))


async def measure_size(site: Site, scale: Scale) -> Measured:
    """Compare a board of 2,000 and 1,000 people with one of 20 and 10."""
    seconds, voted = scale.seconds(15), scale.many(VOTED, 10)
    cards, people = scale.many(BIG[0], 200), scale.many(BIG[1], 100)
    large = await _run(site, Load(1, people, cards, RATE, seconds, WATCHING), voted)
    # Ten people have voted on twenty things within seconds: they go on at the next such board.
    count = math.ceil(RATE * (seconds + WARM_UP) / (SMALL[0] - 1) / SMALL[1])
    small = await _run(site, Load(count, SMALL[1], SMALL[0], RATE, seconds))
    return _measured(large, small, f"{cards:,} responsibilities and {people:,} voters, 50 votes/s", Limit(1.3))


async def _run(site: Site, load: Load, voted: int = 0) -> Run:
    with site.serving():
        boards = site.boards(load.boards, cards=load.cards, people=load.people, voted=voted)
        return await under_load(site.port, boards, _one_after_another(boards, voted), load, site.processes)


def _one_after_another(boards: Sequence[Board], voted: int) -> Iterator[Ballot]:
    """Yield first votes on one board, then on the next. Nobody votes on the last card: nobody is done."""
    for number, board in enumerate(boards):
        for person, request in board.fresh_votes(voted, -1):
            yield Ballot(number, person, request)


def _measured(ours: Run, baseline: Run, load: str, limit: Limit) -> Measured:
    entry = Entry("server CPU per 1,000 votes", load, "s", ours.per_thousand, limit, baseline.per_thousand)
    details = {"ours": asdict(ours), "baseline": asdict(baseline)}
    return Measured([entry], max(ours.foreign_cores, baseline.foreign_cores), details)


audience = Figure("cpu_per_vote", "300 streams, 50 votes/s", "the same with 1 stream", measure_audience)
size = Figure(
    "cost_of_size",
    "a board of 2,000 responsibilities and 1,000 voters, 50 votes/s",
    "a board of 20 and 10",
    measure_size,
)
