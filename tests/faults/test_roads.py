"""What stands between browsers and the server may refuse, lie, hold back and hang up."""

import time
from collections.abc import Iterator

import pytest

from tests.faults.conftest import Begin
from tests.faults.crowd import Crowd
from tests.live.proxy import LOGIN, UNAVAILABLE, Proxy, Road
from tests.server import Server

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def server(begin: Begin) -> Server:
    return begin()


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    made = Proxy([server.url], [server.url]).start()
    yield made
    made.stop()


@pytest.mark.parametrize(
    "fault",
    [{"instead": LOGIN}, {"instead": UNAVAILABLE}, {"refuse": 30}, {"hold": 1_000_000}],
    ids=["a sign-in page", "a 503", "refused", "held back"],
)
def test_streams_that_cannot_be_had_for_a_while_are_made_up_for(
    crowd: Crowd, proxy: Proxy, fault: dict[str, object]
) -> None:
    crowd.come(proxy.url)
    _set(proxy.live, fault)
    proxy.cut()
    crowd.vote(range(12))
    time.sleep(1)
    assert not any(tab.gone for tab in crowd.tabs), "nobody is told that it is over"
    _set(proxy.live, {"instead": b"", "refuse": 0, "hold": 0})
    # Who holds something back lets go of it at last, and most often by hanging up.
    proxy.cut()
    crowd.are_level()
    crowd.nothing_is_lost()
    assert {status for status, _ in crowd.answers} == {200}, "pages never noticed"


def test_a_proxy_that_cuts_idle_lines_costs_nobody_anything(crowd: Crowd, proxy: Proxy, server: Server) -> None:
    proxy.live.idle = 0.3
    crowd.come(proxy.url)
    for number in range(3):
        crowd.vote(range(number * 6, number * 6 + 6))
        crowd.are_level()
    events = [tab.opened for tab in crowd.tabs]
    time.sleep(1.5)
    assert all(tab.opened > before for tab, before in zip(crowd.tabs, events, strict=True)), "they were cut"
    crowd.vote(range(18, 24))
    crowd.are_level()
    crowd.nothing_is_lost()
    assert server.said() == ""


def _set(road: Road, switches: dict[str, object]) -> None:
    for name, value in switches.items():
        setattr(road, name, value)
