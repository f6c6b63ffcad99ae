"""Everybody in one simulation: who they are, and the time they spend in the workshop."""

import asyncio
import random
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

import aiohttp

from responsibilities.library import everything
from responsibilities.simulation.browser import Browser
from responsibilities.simulation.ledger import Ledger
from responsibilities.simulation.lister import Lister
from responsibilities.simulation.pace import Pace
from responsibilities.simulation.person import NoWayIn, Person, Room
from responsibilities.simulation.signaller import Signaller
from responsibilities.simulation.sorter import Sorter
from responsibilities.simulation.stream import Watch
from responsibilities.simulation.voter import Voter

NAMES = (
    "Ada", "Ben", "Chidi", "Dana", "Elif", "Femi", "Grace", "Hugo", "Ines", "Jun", "Kofi", "Lena", "Maya",
    "Noor", "Otto", "Priya", "Quinn", "Rosa", "Sami", "Tova", "Uma", "Viktor", "Wen", "Ximena", "Yusuf", "Zoe",
)  # fmt: skip
INITIALS = "ABCDEFGHJKLMNPRSTW"
MARK = "(simulated)"
# People trickle in, all of them within a quarter of the time there is.
BETWEEN_ARRIVALS = 0.1
# How long after the last act what is still on its way may take.
GRACE = 1.0
# How many interruptions are a tab that goes to the background.
HIDES = 0.5
# How many of those tabs are on a device that falls asleep, and lose their line by it.
SLEEPS = 0.5
HIDDEN = (1.0, 8.0)
# Somebody who is called away looks in for so long, and is away for so long.
LOOKS_IN, AWAY = (20.0, 40.0), (60.0, 240.0)
# So many at most leave those who never finish.
MOST_LEFT = 3


@dataclass(frozen=True)
class Manner:
    """How people take part.

    `each` is how many seconds pass between two acts of one person, on average; `lines` how many responsibilities each
    adds; `restless` whether they go on changing votes and moving things when everything is done; `interrupted` after
    how many seconds, on average, a person's line breaks or their tab goes to the background. A new one comes about
    every `arriving` seconds. Of all of them `unfinished` never vote on everything and `away` are elsewhere most of the
    time; `sorting` is how often somebody sorts who could. `hands` is how often an act is to raise a hand where people
    talk; who ever does that also says that they are ready.
    """

    each: float
    lines: int = 4
    restless: bool = True
    interrupted: float = 45.0
    arriving: float = BETWEEN_ARRIVALS
    unfinished: int = 0
    away: int = 0
    sorting: float = 1.0
    hands: float = 0.0


async def run(
    url: str,
    code: str,
    people: int,
    seconds: float,
    manner: Manner,
    *,
    seed: int | None = None,
    over: asyncio.Event | None = None,
    site: str = "",
    token: str = "",
) -> Ledger:
    """Have `people` join the workshop with this `code` at `url`, and take part for `seconds` or until `over` is set.

    It ends early, too, when all of them have been shut out. `site` is the address that others use, where that is not
    `url`; `token` makes them colleagues of a rehearsal. Needs nothing but HTTP. The same `seed` makes the same people.
    Raises NoWayIn when not even the first can join.
    """
    dice = random.Random(seed)
    room, over = Room(url, code, Ledger(), token=token), over or asyncio.Event()
    async with aiohttp.TCPConnector(limit=0, ttl_dns_cache=3600) as connector:
        crowd = [
            _Life(
                Person(name, room, Browser(url, connector, room.ledger, site=site), random.Random(dice.random())),
                manner,
                # The first always finishes: somebody must.
                leaves=dice.randint(1, MOST_LEFT) if 0 < place <= manner.unfinished else 0,
                is_away=manner.unfinished < place <= manner.unfinished + manner.away,
            )
            for place, name in enumerate(names(people, dice))
        ]
        try:
            await crowd[0].person.join()
            await _spend(crowd, seconds, over, manner.arriving)
        finally:
            await asyncio.gather(*(life.person.leave() for life in crowd))
    return room.ledger


def names(count: int, dice: random.Random) -> list[str]:
    """Return names that tell people apart, and that say of each that nobody is behind it."""
    if count <= len(NAMES):
        return [f"{first} {dice.choice(INITIALS)}. {MARK}" for first in dice.sample(NAMES, count)]
    every = [f"{first} {initial}. {MARK}" for first in NAMES for initial in INITIALS]
    chosen = dice.sample(every, min(count, len(every)))
    return [*chosen, *(f"{dice.choice(NAMES)} {number} {MARK}" for number in range(len(every), count))]


async def _spend(crowd: "list[_Life]", seconds: float, over: asyncio.Event, between_arrivals: float) -> None:
    arriving = min(between_arrivals * len(crowd), seconds / 4)
    gone = asyncio.Event()
    lives = [asyncio.create_task(life.live(arriving, over, gone)) for life in crowd]
    pausing = asyncio.create_task(_pause(over, seconds))
    shut_out = asyncio.create_task(asyncio.wait(lives))
    await asyncio.wait({pausing, shut_out}, return_when=asyncio.FIRST_COMPLETED)
    if not shut_out.done() and pausing.result():
        over.set()
        await asyncio.sleep(GRACE)
    over.set()
    gone.set()
    await asyncio.gather(pausing, *lives)


async def _pause(over: asyncio.Event, seconds: float) -> bool:
    """Wait; return early, and False, when it is over."""
    with suppress(TimeoutError):
        await asyncio.wait_for(over.wait(), seconds)
    return not over.is_set()


async def _first(task: "asyncio.Task[None]", event: asyncio.Event) -> None:
    """Wait until the task is done or the event is set."""
    waiting = asyncio.create_task(event.wait())
    await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()


class _Actor(Protocol):
    """One of the things that people do."""

    async def act(self) -> bool: ...


class _Life:
    """One person's time in the workshop. All that is left to chance is left to their own dice."""

    def __init__(self, person: Person, manner: Manner, *, leaves: int = 0, is_away: bool = False) -> None:
        self.person, self._manner, self._is_away = person, manner, is_away
        lines = everything()
        chosen = person.dice.sample(lines, min(manner.lines, len(lines)))
        voter, lister = Voter(person, restless=manner.restless, leaves=leaves), Lister(person, chosen)
        sorter = Sorter(person, restless=manner.restless, eager=manner.sorting)
        self._acts: tuple[_Actor, ...] = (voter, sorter, lister)
        if manner.hands:
            done = {"listing": lister.is_done, "voting": voter.is_done}
            self._acts = (Signaller(person, self._own_dice(), often=manner.hands, done=done), *self._acts)

    async def live(self, arriving: float, over: asyncio.Event, gone: asyncio.Event) -> None:
        """Come in within `arriving` seconds, take part until it is `over`, then watch until everybody is `gone`.

        Whoever is shut out has nothing left to do.
        """
        watch = await self._come_in(arriving, over)
        if watch is None:
            return
        watching = asyncio.create_task(watch.follow())
        try:
            stop = asyncio.Event()
            acting = asyncio.gather(self._take_part(watch, stop), self._be_interrupted(watch, stop))
            await _first(watching, over)
            stop.set()
            await acting
            await _first(watching, gone)
        finally:
            watching.cancel()
            [result] = await asyncio.gather(watching, return_exceptions=True)
        if isinstance(result, Exception):
            raise result

    async def _come_in(self, arriving: float, over: asyncio.Event) -> Watch | None:
        if self.person.watch is None and await _pause(over, self.person.dice.uniform(0, arriving)):
            with suppress(NoWayIn):  # counted among the errors
                await self.person.join()
        return self.person.watch

    async def _take_part(self, watch: Watch, over: asyncio.Event) -> None:
        # Some are twice as fast as others.
        pace = Pace(self._manner.each * self._own_dice().uniform(0.6, 1.4), self._own_dice())
        while await _pause(over, pace.until_next()) and not watch.is_over:
            if not watch.is_hidden:
                await self._act()
        # Whoever is shut out has no hand up any more.
        self.person.room.raised.discard(self.person.seat)

    async def _act(self) -> None:
        for someone in self._acts:
            if await someone.act():
                return

    async def _be_interrupted(self, watch: Watch, over: asyncio.Event) -> None:
        dice = self._own_dice()
        while await _pause(over, self._undisturbed(dice)) and not watch.is_over:
            if self._is_away or dice.random() < HIDES:
                await watch.hide(asleep=dice.random() < SLEEPS)
                await _pause(over, dice.uniform(*(AWAY if self._is_away else HIDDEN)))
                await watch.show()
            else:
                watch.cut()

    def _undisturbed(self, dice: random.Random) -> float:
        return dice.uniform(*LOOKS_IN) if self._is_away else dice.expovariate(1 / self._manner.interrupted)

    def _own_dice(self) -> random.Random:
        # Apart from those that opinions come from: how fast the server answers must not change what people think.
        return random.Random(self.person.dice.random())
