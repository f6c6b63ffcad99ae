"""Every ring switched off: what is left is the poll of positions, and it must be enough."""

import asyncio
import random

from deploy.bench.entries import Entry, Figure, Limit, Measured, Scale
from deploy.bench.machine import Watch
from deploy.bench.site import WITHOUT_RINGS, Site
from deploy.bench.streams import close_all, level, open_all
from deploy.bench.wire import Pool

STREAMS = 50
VOTES = 15
PATIENCE = 20.0
LOAD = f"{STREAMS} streams, every ring switched off"


async def measure(site: Site, scale: Scale) -> Measured:
    """Vote at odd moments; each time wait until every board is level."""
    with site.serving(WITHOUT_RINGS):
        [board] = site.boards(cards=90, people=STREAMS)
        streams = await open_all(site.port, [board.stream(seat) for seat in board.seats])
        pool, worst = Pool(site.port), 0.0
        with Watch() as machine:
            for _, vote in zip(range(scale.many(VOTES, 3)), board.fresh_votes(), strict=False):
                sent = asyncio.get_running_loop().time()
                revision = (await pool.ask(vote[1])).revision
                await level(streams, revision, PATIENCE)
                worst = max(worst, asyncio.get_running_loop().time() - sent)
                await asyncio.sleep(random.random())  # noqa: S311 - a moment, not a secret
        pool.close()
        close_all(streams)
    return Measured([Entry("every board level", LOAD, "s", round(worst, 2), Limit(2))], machine.foreign_cores)


silent = Figure("silent", LOAD, "", measure)
