"""Two processes for pages and two for streams behind a proxy keep every promise of one process."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from live import ringing
from tests.live.conftest import Watch
from tests.live.house import House, Part
from tests.live.test_bridge import *  # noqa: F403 - what holds for pages of one process
from tests.live.test_stream import *  # noqa: F403 - what holds for its streams
from tests.live.watcher import Watcher
from tests.redis_server import RedisServer
from workshops.models import Participant, Workshop

# How many streams a person has, and what changed when, is remembered by each process for itself: whoever comes back
# to another one is let in, and may be sent what they have.
for name in (
    "test_a_fifth_tab_of_one_person_is_asked_to_wait",
    "test_a_hidden_tab_makes_way_for_one_that_is_shown",
    "test_a_tab_that_comes_back_replaces_its_old_stream",
    "test_who_comes_back_gets_what_differs_since",
):
    del globals()[name]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module", params=["postgres", "redis"])
def way(request: pytest.FixtureRequest) -> Iterator[str]:
    """The value of LIVE_URL: empty, so that rings travel by NOTIFY, or the address of a Redis."""
    if request.param == "postgres":
        yield ""
        return
    server = RedisServer().start()
    yield server.url
    server.kill()


@pytest.fixture(scope="module")
def house(way: str, sessions_end: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("house")
    house = House(folder, "tests.live.settings", LIVE_URL=way).start()
    yield house
    house.kill()


@pytest.fixture
def live(transactional_db: None, house: House, way: str, settings: object) -> Iterator[House]:
    """In place of the one server of other tests. What the test itself writes rings the same way."""
    settings.LIVE_URL = way  # type: ignore[attr-defined]
    yield house
    ringing.outbox.flush()


def write(web: Part, site: str, workshop: Workshop, person: Participant, name: str) -> None:
    with httpx.Client(base_url=web.url, cookies={"who": str(person.id)}) as client:
        client.get(f"/page/{workshop.id}/")
        headers = {"X-CSRFToken": client.cookies["csrf"], "Origin": site}
        client.post(f"/write/{workshop.id}/", data={"name": name}, headers=headers).raise_for_status()


def test_what_each_web_process_writes_is_rung_for_at_every_live_one(
    live: House, watch: Watch, workshop: Workshop, person: Participant
) -> None:
    streams = [watch(part, person) for part in live.live]
    for web in live.web:
        # On a busy machine a ring may be so late that it counts as lost; one that is never sent is late every time.
        assert any(rung(live, web, streams, workshop, person, f"From {web.port}, {turn}") for turn in range(5))


def rung(live: House, web: Part, streams: list[Watcher], workshop: Workshop, person: Participant, name: str) -> bool:
    """Whether a change made through `web` came to all streams by its ring, and not by comparing positions."""
    before = len(live.log.read_text())
    write(web, live.url, workshop, person, name)
    for stream in streams:
        stream.text(name)
    return "ring lost" not in live.log.read_text()[before:]
