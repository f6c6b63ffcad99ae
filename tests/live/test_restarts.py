"""Processes are restarted and killed while people vote: nothing confirmed is lost, and nobody stays behind."""

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import httpx
import pytest
from django.http import HttpResponse

from live import ringing
from responsibilities.models import Responsibility, Vote
from tests.live.house import House, Part
from tests.live.test_resilience import until
from tests.live.test_roles import way
from tests.live.watcher import Watcher
from tests.sittings import Sitting, sitting
from workshops.access import give_seat
from workshops.models import Participant

__all__ = ("way",)

pytestmark = pytest.mark.django_db(transaction=True)
COLOURS = ("green", "amber", "red")
# Promised are two seconds; a busy machine is given more.
LEVEL_WITHIN = 15.0


@pytest.fixture(scope="module")
def _house(way: str, sessions_end: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("house"), LIVE_URL=way, LIVE_BEAT_SECONDS="2").start()
    yield house
    house.kill()


@pytest.fixture
def house(transactional_db: None, _house: House, way: str, settings: object) -> Iterator[House]:
    settings.LIVE_URL = way  # type: ignore[attr-defined]
    yield _house
    ringing.outbox.flush()


@pytest.fixture
def here(house: House) -> Sitting:
    return sitting("voting")


@pytest.fixture
def cards(here: Sitting) -> list[Responsibility]:
    return [here.listed(f"Task {number}") for number in range(12)]


class Browser:
    """Somebody's browser: it votes through forms, and its stream comes back by itself, whenever that ends."""

    def __init__(self, house: House, who: Participant) -> None:
        self.who, self._house, self._closing = who, house, threading.Event()
        self.seat = "; ".join(f"{name}={made.value}" for name, made in give_seat(HttpResponse(), who).cookies.items())
        self.client = httpx.Client(base_url=house.url, headers={"Cookie": self.seat}, timeout=20)
        self.page = f"/w/{who.workshop_id}/"
        token = self.client.get(self.page).raise_for_status().cookies["csrf"]
        self.client.headers.update({"Cookie": f"{self.seat}; csrf={token}", "X-CSRFToken": token, "Origin": house.url})
        self.streams: list[Watcher] = []
        self.troubles: list[str] = []
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()
        until(lambda: bool(self.streams))

    def post(self, path: str, **data: str) -> bool:
        """Send a form; whether it was confirmed."""
        try:
            answer = self.client.post(f"{self.page}{path}", data=data)
        except httpx.TransportError as error:
            self.troubles.append(repr(error))
            return False
        if not (done := answer.is_redirect or answer.is_success):
            self.troubles.append(f"{answer.status_code} {answer.text[:80]}")
        return done

    @property
    def position(self) -> str:
        """Where its page stands, by all that came over its streams."""
        return next(
            (event.id for stream in reversed(self.streams) for event in reversed(stream.events) if event.id), ""
        )

    def saw(self, words: str) -> bool:
        return any(words in event.data for stream in self.streams for event in stream.events)

    def _watch(self) -> None:
        while not self._closing.is_set():
            with suppress(httpx.TransportError, AssertionError):
                url = f"{self._house.url}{self.page}live/?at={self.position}"
                stream = Watcher(url, self.who.id, Cookie=self.seat)
                if stream.response.status_code == 200:
                    self.streams.append(stream)
                    while stream.reading and not self._closing.wait(0.02):
                        pass
                stream.close()
            self._closing.wait(0.2)

    def close(self) -> None:
        self._closing.set()
        self.thread.join(10)
        self.client.close()


@pytest.fixture
def browsers(house: House, here: Sitting) -> Iterator[list[Browser]]:
    """Three people, whose streams are spread over the processes."""
    opened = [Browser(house, who) for who in (here.ann, here.bo, here.facilitator, here.ann)]
    yield opened
    for browser in opened:
        browser.close()


def level(here: Sitting, browsers: list[Browser]) -> None:
    """Wait until every page stands where the workshop does."""
    until(lambda: {browser.position for browser in browsers} == {here.now().position}, LEVEL_WITHIN)


class Voting:
    """Two people who vote all the time and note what was confirmed."""

    def __init__(self, browsers: list[Browser], cards: list[Responsibility]) -> None:
        self.confirmed: dict[tuple[object, object], str] = {}
        self.sent, self.refused = 0, 0
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._vote, args=(browser, cards)) for browser in browsers]
        for thread in self._threads:
            thread.start()

    def _vote(self, browser: Browser, cards: list[Responsibility]) -> None:
        for card, colour in zip(itertools.cycle(cards), itertools.cycle([*COLOURS, "green"]), strict=False):
            while not self._over.is_set():
                self.sent += 1
                if browser.post(f"responsibilities/{card.id}/vote/", colour=colour):
                    self.confirmed[browser.who.id, card.id] = colour
                    break
                self.refused += 1  # it says so, and whoever voted presses again
                self._over.wait(0.1)
            if self._over.wait(0.01):
                return

    def end(self) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(20)

    def all_found(self) -> None:
        """Compare what was confirmed with the database."""
        rows = Vote.objects.values_list("participant_id", "ballot__responsibility_id", "colour")
        found = {(who, card): colour for who, card, colour in rows}
        assert len(found) == len(rows)
        assert self.confirmed.items() <= found.items()


def during(here: Sitting, browsers: list[Browser], cards: list[Responsibility], trouble: Callable[[], None]) -> Voting:
    """Let people vote while there is trouble, and see that all ends well."""
    voting = Voting(browsers[:2], cards)
    try:
        until(lambda: len(voting.confirmed) >= 5)
        trouble()
        before = len(voting.confirmed), voting.sent
        until(lambda: voting.sent > before[1] + 5)
    finally:
        voting.end()
    voting.all_found()
    level(here, browsers)
    return voting


def test_votes_and_the_reveal_reach_streams_on_every_process(
    here: Sitting, browsers: list[Browser], cards: list[Responsibility]
) -> None:
    for browser in browsers[:2]:
        for card in cards:
            assert browser.post(f"responsibilities/{card.id}/vote/", colour="red")
    level(here, browsers)
    assert browsers[2].post("reveal/")
    level(here, browsers)
    assert all(browser.saw("Task 11") for browser in browsers)


def test_who_is_removed_is_sent_away_from_every_process(here: Sitting, browsers: list[Browser]) -> None:
    facilitator, theirs = browsers[2], [browser for browser in browsers if browser.who == here.ann]
    assert facilitator.post(f"people/{here.ann.id}/remove/")
    for browser in theirs:
        browser.streams[0].named("gone")
        browser.streams[0].end()
    assert theirs[0].client.get(theirs[0].page).status_code == 403


def test_processes_restarted_one_by_one_are_not_noticed(
    house: House, here: Sitting, browsers: list[Browser], cards: list[Responsibility]
) -> None:
    def restart() -> None:
        for part in house.parts:
            part.stop()
            part.start()

    voting = during(here, browsers, cards, restart)
    # What the kernel had taken for a process and the process had not, when it was told to stop, is cut: rarely one.
    assert voting.refused <= len(house.web), [browser.troubles for browser in browsers]
    assert all(len(browser.streams) > 1 for browser in browsers)


@pytest.mark.parametrize("role", ["web", "live"])
def test_a_killed_process_is_survived(
    house: House, here: Sitting, browsers: list[Browser], cards: list[Responsibility], role: str
) -> None:
    part: Part = getattr(house, role)[0]

    def kill() -> None:
        part.kill()
        time.sleep(1)
        part.start()

    during(here, browsers, cards, kill)
