"""The line to the database is open, and nothing comes back: a firewall that forgot, a host that hangs."""

import threading
import time

import httpx
import pytest

from config.patience import SECONDS
from tests.faults.conftest import Begin
from tests.faults.crowd import Crowd, until
from tests.faults.wire import Wire

pytestmark = pytest.mark.django_db(transaction=True)


def test_pages_say_so_within_seconds_and_come_back_by_themselves(begin: Begin, wire: Wire, crowd: Crowd) -> None:
    server = begin(DATABASE_URL=wire.database_url)
    crowd.come(server.url)
    crowd.vote(range(6))
    stop = threading.Event()
    votes = crowd.voting(stop)
    time.sleep(0.3)
    wire.freeze()
    address = f"{server.url}/j/{crowd.workshop.code}/"
    began = time.monotonic()
    assert httpx.get(address, timeout=60).status_code == 500
    # First for a thread, since every one of them has a vote that waits; then for the database, asked once more.
    assert time.monotonic() - began < 4 * SECONDS
    assert httpx.get(f"{server.url}/health/live", timeout=60).status_code == 200
    # Whoever watches asks once a second, and may have asked last: frozen until they have noticed as well.
    until(lambda: "database lost" in server.said(), what="a word that it is lost")
    wire.thaw()
    until(lambda: httpx.get(address, timeout=60).status_code == 200, what="a page")
    time.sleep(0.5)
    stop.set()
    votes.join()
    crowd.are_level()
    crowd.nothing_is_lost()
    # Nobody who voted was kept waiting for ever, nor was told a lie.
    assert max(took for _, took in crowd.answers) < 4 * SECONDS
    assert {status for status, _ in crowd.answers} <= {200, 500, 503}
    assert "the database has not answered for 8 seconds" in server.said()
    until(lambda: "database back" in server.said(), what="a word that it is back")
