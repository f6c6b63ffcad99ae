"""Two processes for pages and two for streams behind a proxy keep every promise of one process."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from live import ringing
from tests.live.house import House
from tests.live.test_bridge import *  # noqa: F403 - what holds for pages of one process
from tests.live.test_stream import *  # noqa: F403 - what holds for its streams
from tests.redis_server import RedisServer

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
