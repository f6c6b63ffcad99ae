"""The process of one rehearsal: told on its standard input where to go, it stays until that is closed.

It is started by a server (launching.py) and needs no settings, no database and no Django: what it can do is what
anybody with a browser can, apart from the token that says whose they are.
"""

import asyncio
import json
import os
import sys
from typing import Any

from responsibilities.simulation.crowd import Manner, run
from responsibilities.simulation.person import NoWayIn
from responsibilities.simulation.signaller import hands
from responsibilities.simulation.stopping import stopped_by_signal

# Longer than any rehearsal; whoever forgets one does not keep a machine busy for days.
LONGEST = 2 * 60 * 60.0
# Once told to leave, what is on its way may still arrive; the server may be on its way out and answer nothing.
LEAVING = 0.8
# Real people come first.
NICE = 5
# Slow enough to follow: a vote every few seconds, a newcomer every second or two.
BETWEEN_ACTS, BETWEEN_ARRIVALS = 4.0, 1.5
# About as much on the wall whatever their number, so that a rehearsal never takes all day.
LINES = {3: 6, 6: 5, 12: 3, 40: 2}


def manner(people: int) -> Manner:
    """Return how a rehearsal's colleagues take part."""
    return Manner(
        each=BETWEEN_ACTS,
        lines=LINES.get(people, 3),
        restless=False,
        interrupted=90.0,
        arriving=BETWEEN_ARRIVALS,
        unfinished=max(1, people // 6),
        away=1,
        sorting=0.3,
        hands=hands(people, BETWEEN_ACTS),
    )


async def _take_part(order: dict[str, Any]) -> None:
    with stopped_by_signal() as over:
        following = asyncio.create_task(_follow_server(over))
        url, code, people = order["url"], order["code"], order["people"]
        come = run(url, code, people, LONGEST, manner(people), over=over, site=order["site"], token=order["token"])
        await come
        following.cancel()


async def _follow_server(over: asyncio.Event) -> None:
    """Leave when the server closes its end of our standard input, or is gone, which closes it too."""
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    hearing = asyncio.create_task(reader.read())
    waiting = asyncio.create_task(over.wait())
    await asyncio.wait({hearing, waiting}, return_when=asyncio.FIRST_COMPLETED)
    loop.call_later(LEAVING, os._exit, 0)
    over.set()


def main() -> None:
    os.nice(NICE)
    order = json.loads(sys.stdin.buffer.readline())
    try:
        asyncio.run(_take_part(order))
    except NoWayIn as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
