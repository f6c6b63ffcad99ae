"""Some people who vote through a fault, and what must be true afterwards."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, TypeVar

import aiohttp
from django.http import HttpResponse
from django.urls import reverse

from responsibilities.models import Responsibility, Vote
from tests.factories import ParticipantFactory, ResponsibilityFactory, WorkshopFactory
from tests.faults.tab import Person, Tab
from workshops.access import give_seat
from workshops.models import Participant, Stage

T = TypeVar("T")
PEOPLE, CARDS = 4, 6
COLOURS = ("green", "amber", "red")


def until(true: Callable[[], object], within: float = 20.0, what: str = "it") -> float:
    """Wait until something is true; the seconds that took."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < within, f"{what} did not happen within {within:g} s"
        time.sleep(0.05)
    return time.monotonic() - began


class Crowd:
    """Four people before a workshop's ballots. `url` is where they find their server."""

    def __init__(self) -> None:
        self.url = ""
        self.workshop = WorkshopFactory(stage=Stage.VOTING)
        self.cards: list[Responsibility] = [ResponsibilityFactory(workshop=self.workshop) for _ in range(CARDS)]
        self.seats: list[Participant] = [ParticipantFactory(workshop=self.workshop) for _ in range(PEOPLE)]
        self.tabs: list[Tab] = []
        # The last colour that was confirmed, and those sent after it of which nobody knows.
        self.sure: dict[tuple[int, int], str] = {}
        self.unsure: dict[tuple[int, int], set[str]] = {}
        self.answers: list[tuple[int, float]] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="crowd", daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(120)

    def cookies(self, seat: Participant) -> list[tuple[str, str]]:
        """What a browser must hold to be this person: names and values."""
        given = give_seat(HttpResponse(), seat).cookies
        return [(name, cookie.value) for name, cookie in given.items()]

    def come(self, url: str) -> None:
        """Everybody opens the workshop's page at this server, and is level with it."""
        self.url = url
        self.tabs = [self.run(self._tab(seat)) for seat in self.seats]
        for tab in self.tabs:
            assert self.run(tab.open()) == 200
        self.are_level()

    def vote(self, rounds: Iterable[int]) -> None:
        """Everybody votes on one card after the other, once a round, and on all cards in turn."""
        for number in rounds:
            self.run(self._round(number))

    def voting(self, stop: threading.Event, pause: float = 0.05) -> threading.Thread:
        """Have everybody vote over and over until `stop` is set."""

        def go_on() -> None:
            number = 0
            while not stop.is_set():
                self.run(self._round(number))
                number += 1
                time.sleep(pause)

        thread = threading.Thread(target=go_on, name="voting")
        thread.start()
        return thread

    def are_level(self, within: float = 20.0) -> float:
        """Wait until everybody's page looks as a fresh load does; the seconds that took."""
        return until(lambda: all(map(self._level, self.tabs)), within, "everybody level")

    def nothing_is_lost(self) -> None:
        """Compare the votes in the database with what was confirmed and what may have been."""
        votes = Vote.objects.filter(workshop=self.workshop)
        rows = [*votes.values_list("participant_id", "ballot__responsibility_id", "colour")]
        found = {
            (seat, card): [colour for who, on, colour in rows if (who, on) == (p.id, c.id)]
            for seat, p in enumerate(self.seats)
            for card, c in enumerate(self.cards)
        }
        assert max(map(len, found.values())) <= 1, "doubled"
        assert self.sure, "nothing was confirmed at all"
        for place, colour in self.sure.items():
            assert set(found[place]) <= {colour, *self.unsure.get(place, ())}, "not what was said"
            assert found[place], "lost"
        assert [trouble for tab in self.tabs for trouble in tab.troubles] == []

    def close(self) -> None:
        for tab in self.tabs:
            self.run(tab.close())
            self.run(tab.person.http.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    async def _tab(self, seat: Participant) -> Tab:
        cookies = dict(self.cookies(seat))
        jar = aiohttp.CookieJar(unsafe=True)
        http = aiohttp.ClientSession(cookies=cookies, cookie_jar=jar, connector=aiohttp.TCPConnector(limit=0))
        path = reverse("workshop", args=(self.workshop.id,))
        deaf: Callable[[Person, str], None] = lambda person, text: None  # noqa: E731
        return Tab(Person(seat.name, http), path, ways=lambda: self.url, heard=deaf, streamed=deaf)

    async def _round(self, number: int) -> None:
        await asyncio.gather(*(self._vote(seat, number) for seat in range(PEOPLE)))

    async def _vote(self, seat: int, number: int) -> None:
        card, colour = number % CARDS, COLOURS[(number // CARDS + seat) % 3]
        path = reverse("vote", args=(self.workshop.id, self.cards[card].id))
        began = time.monotonic()
        status = await self.tabs[seat].post(path, [("colour", colour)])
        self.answers.append((status, time.monotonic() - began))
        if status == 200:
            self.sure[seat, card] = colour
            self.unsure.pop((seat, card), None)
        else:
            self.unsure.setdefault((seat, card), set()).add(colour)

    def _level(self, tab: Tab) -> bool:
        if tab.gone or not tab.at_rest:
            return False
        fresh = self.run(tab.fresh(self.url))
        return fresh is not None and fresh.looks() == tab.page.looks()
