"""Votes a second through everything, beside the same SQL alone."""

from dataclasses import asdict

from deploy.bench.boards import Board
from deploy.bench.entries import Entry, Figure, Limit, Measured, Scale
from deploy.bench.hammer import hammer, once
from deploy.bench.site import Site, write_requests
from deploy.bench.wire import Request

CLIENTS = 32
CARDS = 90
VOTED_ON = 6
LOAD = f"{CLIENTS} keep-alive clients, one process, a board of {CARDS}"


async def measure(site: Site, scale: Scale) -> Measured:
    """Everybody changes votes that are there, round and round: the bare SQL first, Remit, and the bare SQL again."""
    with site.serving():
        [board] = site.boards(cards=CARDS, people=CLIENTS)
        sweeps = [_sweep(board, number) for number in range(CLIENTS)]
        await once(site.port, sweeps)
        recorded = [_as_recorded(request) for sweep in sweeps for request in sweep]
        with site.beside("sql", write_requests(site.data, recorded)) as bare:
            size = len(sweeps[0])
            places = [[Request.post(f"/{number * size + i}") for i in range(size)] for number in range(CLIENTS)]
            before = await hammer(bare["port"], places, scale.seconds(6))
            whole = await hammer(site.port, sweeps, scale.seconds(12))
            after = await hammer(bare["port"], places, scale.seconds(6))
    entry = Entry(
        name="votes a second",
        load=LOAD,
        unit="1/s",
        ours=whole.per_second,
        baseline=round((before.per_second + after.per_second) / 2, 1),
        limit=Limit(0.5, least=True),
    )
    details = {"statements": bare["statements"], "remit": asdict(whole), "bare_sql": [asdict(before), asdict(after)]}
    return Measured([entry], max(rate.foreign_cores for rate in (before, whole, after)), details)


def _sweep(board: Board, number: int) -> list[Request]:
    """Return votes on some cards, then other ones on the same: each changes the one before."""
    cards = [board.cards[(number + i) % len(board.cards)] for i in range(VOTED_ON)]
    seat = board.seats[number]
    return [board.vote(seat, card, colour) for colour in ("green", "amber") for card in cards]


def _as_recorded(request: Request) -> dict[str, str]:
    """Return a request in the parts that the yardstick wants."""
    head, _, body = request.raw.decode().partition("\r\n\r\n")
    lines = head.split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines[1:])
    return {"path": lines[0].split()[1], "body": body, "cookies": headers["Cookie"]}


votes = Figure(
    "votes", LOAD, "the same SQL statements in a bare WSGI function under a native WSGI server", measure, rounds=3
)
