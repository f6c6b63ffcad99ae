"""The first page of the Voting stage, beside an empty page that went through the same middleware."""

from dataclasses import asdict

from deploy.bench.entries import Entry, Figure, Limit, Measured, Scale
from deploy.bench.hammer import hammer
from deploy.bench.site import WITH_EXTRAS, Site
from deploy.bench.wire import Request

CARDS, PEOPLE = 90, 100
LOAD = f"{CARDS} responsibilities, sequential"


async def measure(site: Site, scale: Scale) -> Measured:
    """Ask for the empty page, for the board, and for the empty page again."""
    with site.serving(WITH_EXTRAS):
        [board] = site.boards(cards=CARDS, people=PEOPLE)
        empty = [Request.get("/bench/empty/", Cookie=seat.cookies) for seat in board.seats]
        before = await hammer(site.port, [empty], scale.seconds(3))
        page = await hammer(site.port, [[board.page(seat) for seat in board.seats]], scale.seconds(6))
        after = await hammer(site.port, [empty], scale.seconds(3))
    entry = Entry(
        name="first page of the Voting stage",
        load=LOAD,
        unit="ms",
        ours=page.p50_ms,
        limit=Limit(8),
        baseline=round((before.p50_ms + after.p50_ms) / 2, 2),
    )
    details = {"page": asdict(page), "empty": [asdict(before), asdict(after)]}
    return Measured([entry], max(rate.foreign_cores for rate in (before, page, after)), details)


page = Figure("page", LOAD, "an empty Django page with the same middleware", measure)
