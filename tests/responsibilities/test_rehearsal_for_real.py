"""A rehearsal as it really is: a server, its child process, and people over HTTP; and what becomes of the child."""

import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from live import attendance
from responsibilities.models import Responsibility, Vote
from responsibilities.simulation import launching
from responsibilities.workshop_file.exporting import export
from tests.live.house import House
from tests.responsibilities.rehearsals import begun, stage_set
from tests.server import Server, free_port
from tests.sittings import Sitting
from workshops.access import facilitator_url
from workshops.models import Rehearsal, Stage

# Long enough for a busy machine: everything here waits for a condition, not for a time.
WITHIN = 90.0


def until(holds: Callable[[], object], what: str, within: float = WITHIN) -> None:
    """Wait until it holds; fail saying `what` never did."""
    end = time.monotonic() + within
    while not holds():
        assert time.monotonic() < end, f"{what}: not within {within} seconds"
        time.sleep(0.05)


class Steering:
    """A facilitator at their browser."""

    def __init__(self, here: Sitting, url: str) -> None:
        self.here = here
        self.client = httpx.Client(base_url=url, follow_redirects=True, timeout=30, headers={"Origin": url})
        path = f"/w/{here.workshop.id}/"
        self.path, page = path, self.client.get(path + facilitator_url(here.facilitator).split(path)[1])
        self._token = page.text.partition('"x-csrftoken": "')[2].partition('"')[0]

    def send(self, to: str, /, **data: object) -> httpx.Response:
        answer = self.client.post(self.path + to, data=data, headers={"x-csrftoken": self._token})
        assert answer.status_code == 200, answer.text
        return answer

    def starts(self, people: int = 3) -> None:
        self.send("rehearsal/", people=people)

    def moves(self, to: Stage) -> None:
        self.send("stage/", expected=self.here.now().stage, to=to)

    def ends(self) -> None:
        self.send("rehearsal/end/", rehearsal=Rehearsal.objects.get(workshop=self.here.workshop).id)

    def reads(self, words: str) -> bool:
        return words in self.client.get(self.path).text


def colleagues_of(process: psutil.Process) -> list[psutil.Process]:
    """The children of a server that rehearse, those included that nobody has waited for."""
    found = []
    for child in process.children(recursive=True):
        try:
            if child.status() == psutil.STATUS_ZOMBIE or "responsibilities.simulation.colleagues" in child.cmdline():
                found.append(child)
        except psutil.NoSuchProcess:
            continue
    return found


@pytest.fixture
def steering(server: Server) -> Iterator[Steering]:
    found = Steering(stage_set(), server.url)
    yield found
    found.client.close()


def test_three_colleagues_come_list_vote_and_sort_and_are_gone_with_the_end(steering: Steering, server: Server) -> None:
    here, process = steering.here, psutil.Process(server.pid)
    before = export(here.workshop)
    steering.starts()
    colleagues = here.workshop.participants.simulated()
    until(lambda: colleagues.count() == 3, "three have joined")
    until(lambda: steering.reads("3 simulated colleagues are taking part"), "the page says so")
    assert len(colleagues_of(process)) == 1
    steering.moves(Stage.LISTING)
    lines = Responsibility.objects.filter(workshop=here.workshop)
    until(lambda: lines.values("author").distinct().count() >= 2, "two of them have listed")
    steering.moves(Stage.VOTING)
    until(lambda: Vote.objects.filter(workshop=here.workshop).count() >= 2, "they vote")
    steering.moves(Stage.CLUSTERING)
    until(lambda: lines.exclude(area=None).exists(), "they sort")
    steering.ends()
    assert not colleagues.exists()
    assert export(here.now()) == before
    until(lambda: not colleagues_of(process), "the child is gone, and nothing is left of it")
    assert steering.client.get("/health/live").status_code == 200


@pytest.fixture
def own(sessions_end: None, transactional_db: None) -> Iterator[Server]:
    """A server that may be stopped."""
    running = Server().start()
    yield running
    running.kill()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_the_child_ends_with_its_server(own: Server, how: signal.Signals) -> None:
    steering = Steering(stage_set(), own.url)
    steering.starts(people=6)
    until(lambda: steering.here.workshop.participants.simulated().exists(), "somebody has joined")
    [child] = colleagues_of(psutil.Process(own.pid))
    if how is signal.SIGTERM:
        assert own.stop() < 10
    else:
        own.kill()
    child.wait(10)
    steering.client.close()


def test_when_a_child_is_killed_the_page_says_that_they_have_left(steering: Steering, server: Server) -> None:
    steering.starts()
    until(lambda: steering.here.workshop.participants.simulated().count() == 3, "three have joined")
    [child] = colleagues_of(psutil.Process(server.pid))
    child.kill()
    until(lambda: steering.reads("the simulated colleagues have left"), "the page says so")
    until(lambda: not colleagues_of(psutil.Process(server.pid)), "nothing is left of it")
    steering.ends()
    assert not steering.here.workshop.participants.simulated().exists()


def test_pages_and_streams_may_be_served_apart(sessions_end: None, transactional_db: None, tmp_path: Path) -> None:
    house = House(tmp_path).start()
    try:
        steering = Steering(stage_set(), house.url)
        steering.starts()
        until(lambda: steering.reads("3 simulated colleagues are taking part"), "three have joined")
        web = [psutil.Process(part.pid) for part in house.web]
        [child] = [one for process in web for one in colleagues_of(process)]
        steering.ends()
        # Whichever process was asked to end it: the child finds the door shut.
        child.wait(30)
        until(lambda: not any(colleagues_of(process) for process in web), "nothing is left of it")
        steering.client.close()
    finally:
        house.kill()


def test_a_proxy_with_tls_is_not_in_their_way(sessions_end: None, transactional_db: None, settings: Any) -> None:
    """They come in at the process's own address, as the proxy does."""
    settings.SITE_URL, settings.SECURE, settings.TRUSTED_PROXIES = "https://remit.example", True, "127.0.0.1,::1"
    own = Server(SITE_URL=settings.SITE_URL).start()
    try:
        here = stage_set()
        rehearsal = begun(here)
        launching.launch(rehearsal, launching.address({"SERVER_NAME": "127.0.0.1", "SERVER_PORT": own.port}))
        until(lambda: here.workshop.participants.simulated().count() == 3, "three have joined")
        until(lambda: attendance.people("w", str(here.workshop.id)), "their streams are open")
        launching.recall(rehearsal.id)
        until(lambda: Rehearsal.objects.exclude(over_at=None).exists(), "it is noted that they have left")
    finally:
        own.kill()


def test_colleagues_who_find_nobody_leave_a_word_in_the_log(
    transactional_db: None, caplog: pytest.LogCaptureFixture
) -> None:
    rehearsal = begun(stage_set())
    launching.launch(rehearsal, f"http://127.0.0.1:{free_port()}")
    until(lambda: Rehearsal.objects.exclude(over_at=None).exists(), "it is noted that they have left")
    assert "rehearsal broke off" in caplog.text
    assert "Nothing answers at" in caplog.text


def test_one_that_cannot_be_sent_does_not_begin(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launching, "COMMAND", ["/nowhere"])
    here = stage_set()
    answer = here.send(here.facilitator, "rehearse", people=3)
    assert answer.status_code == 422
    assert "could not be started" in answer.text
    assert not here.now().is_rehearsing


@pytest.mark.parametrize(
    ("more", "came_in_at", "goes_to"),
    [
        ({}, "127.0.0.1", "http://127.0.0.1:8001"),
        ({}, "::1", "http://[::1]:8001"),
        ({"SECURE": True, "TRUSTED_PROXIES": "127.0.0.1,::1"}, "127.0.0.1", "http://127.0.0.1:8001"),
        ({"SECURE": True, "TRUSTED_PROXIES": "10.0.0.2"}, "10.0.0.3", "https://remit.example"),
        ({"ROLE": "web"}, "127.0.0.1", "https://remit.example"),
        ({"ROLE": "web", "REHEARSAL_URL": "http://10.0.0.2:8080"}, "127.0.0.1", "http://10.0.0.2:8080"),
    ],
)
def test_where_they_go(settings: Any, more: dict[str, object], came_in_at: str, goes_to: str) -> None:
    settings.SITE_URL = "https://remit.example"
    for name, value in more.items():
        setattr(settings, name, value)
    assert launching.address({"SERVER_NAME": came_in_at, "SERVER_PORT": "8001"}) == goes_to
