"""Everybody in one simulation: who they are, and the time they spend in the workshop."""

import asyncio
import random
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import aiohttp

from responsibilities.library import everything
from responsibilities.simulation.browser import Browser
from responsibilities.simulation.ledger import Ledger
from responsibilities.simulation.pace import Pace
from responsibilities.simulation.person import Habits, Person, Room
from responsibilities.simulation.sightings import Sightings

NAMES = (
    "Ada", "Ben", "Chidi", "Dana", "Elif", "Femi", "Grace", "Hugo", "Ines", "Jun", "Kofi", "Lena", "Maya",
    "Noor", "Otto", "Priya", "Quinn", "Rosa", "Sami", "Tova", "Uma", "Viktor", "Wen", "Ximena", "Yusuf", "Zoe",
)  # fmt: skip
INITIALS = "ABCDEFGHJKLMNPRSTW"
MARK = "(simulated)"
# People trickle in: a new one comes about every so many seconds, and all within a quarter of the time there is.
BETWEEN_ARRIVALS = 0.1
# How long after the last act what is still on its way may take.
GRACE = 1.0


@dataclass(frozen=True)
class Plan:
    """`url` is the server's address; `each` is how many seconds pass between two acts of one person, on average."""

    url: str
    place: str
    code: str
    participants: int
    seconds: float
    each: float
    listing: int = 4
    restless: bool = True
    seed: int | None = None


async def simulate(plan: Plan) -> Ledger:
    """Have `plan.participants` people join and act for `plan.seconds`, or until a signal says stop."""
    dice = random.Random(plan.seed)
    ledger = Ledger()
    room = Room(plan.place, plan.code, ledger, Sightings(ledger))
    over = asyncio.Event()
    async with aiohttp.TCPConnector(limit=0, ttl_dns_cache=3600) as connector:
        people = [
            Person(name, room, Browser(plan.url, connector, ledger), habits, random.Random(dice.random()))
            for name, habits in zip(names(plan.participants, dice), _habits(plan, dice), strict=False)
        ]
        arriving = min(BETWEEN_ARRIVALS * plan.participants, plan.seconds / 4)
        gone = asyncio.Event()
        lives = [
            asyncio.create_task(_live(person, plan, dice.uniform(0, arriving), over, gone, dice)) for person in people
        ]
        with _stopped_by_signal(over), suppress(TimeoutError):
            await asyncio.wait_for(over.wait(), plan.seconds)
        if not over.is_set():
            over.set()
            await asyncio.sleep(GRACE)
        gone.set()
        await asyncio.gather(*lives)
    return ledger


def names(count: int, dice: random.Random) -> list[str]:
    """Return names that tell people apart, and that say of each that nobody is behind it."""
    every = [f"{first} {initial}. {MARK}" for first in NAMES for initial in INITIALS]
    chosen = dice.sample(every, min(count, len(every)))
    return [*chosen, *(f"{dice.choice(NAMES)} {number} {MARK}" for number in range(len(every), count))]


def _habits(plan: Plan, dice: random.Random) -> Iterator[Habits]:
    lines = everything()
    while True:
        yield Habits(tuple(dice.sample(lines, min(plan.listing, len(lines)))), plan.restless)


async def _live(
    person: Person, plan: Plan, comes: float, over: asyncio.Event, gone: asyncio.Event, dice: random.Random
) -> None:
    try:
        with suppress(TimeoutError):
            await asyncio.wait_for(over.wait(), comes)
        if not over.is_set() and await person.join() and person.watch:
            watching = asyncio.create_task(person.watch.follow())
            # Some are twice as fast as others.
            await _act(person, Pace(plan.each * dice.uniform(0.6, 1.4), dice), over)
            await gone.wait()
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
    finally:
        await person.leave()


async def _act(person: Person, pace: Pace, over: asyncio.Event) -> None:
    ending = asyncio.create_task(over.wait())
    while not over.is_set():
        waiting = asyncio.create_task(pace.wait())
        await asyncio.wait({waiting, ending}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if not over.is_set():
            await person.act()


@contextmanager
def _stopped_by_signal(over: asyncio.Event) -> Iterator[None]:
    """Have a signal end the time early; what was done until then is still added up."""
    loop, numbers = asyncio.get_running_loop(), (signal.SIGINT, signal.SIGTERM)
    before = [signal.getsignal(number) for number in numbers]
    for number in numbers:
        loop.add_signal_handler(number, over.set)
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            loop.remove_signal_handler(number)
            signal.signal(number, handler)
