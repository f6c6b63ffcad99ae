"""PostgreSQL crashes in the middle of a vote and is gone for ten seconds."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from config.postgres import Cluster
from tests.faults.crowd import Crowd, until
from tests.server import Server

AWAY = 10.0


@pytest.fixture
def cluster(tmp_path: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cluster]:
    """A database server of this test's own, which this process uses too while it lasts."""
    made = Cluster(tmp_path / "postgresql")
    made.start()
    kept = connection.settings_dict
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict = kept | {"NAME": "remit", "USER": "remit", "HOST": str(made.socket_folder)}
        call_command("migrate", verbosity=0)
        yield made
        connection.close()
        connection.settings_dict = kept
    made.stop()


@pytest.fixture
def server(cluster: Cluster, tmp_path: Path) -> Iterator[Server]:
    made = Server("tests.faults.settings", log=tmp_path / "server.log", SITE_URL="http://localhost:8000").start()
    yield made
    made.kill()


def test_everybody_goes_on_when_it_is_back(cluster: Cluster, server: Server) -> None:
    crowd = Crowd()
    try:
        crowd.come(server.url)
        crowd.vote(range(6))
        stop = threading.Event()
        votes = crowd.voting(stop)
        _crash(cluster)
        connection.close()
        gone = time.monotonic()
        address = f"{server.url}/j/{crowd.workshop.code}/"
        until(lambda: httpx.get(address, timeout=60).status_code == 500, what="an error")
        assert httpx.get(f"{server.url}/health/live", timeout=60).status_code == 200
        time.sleep(max(0.0, AWAY - (time.monotonic() - gone)))
        assert not any(tab.gone for tab in crowd.tabs)
        cluster.start()
        until(lambda: httpx.get(address, timeout=60).status_code == 200, what="a page")
        time.sleep(0.5)
        stop.set()
        votes.join()
        crowd.are_level()
        crowd.nothing_is_lost()
    finally:
        crowd.close()
    until(lambda: "database back" in server.said(), what="a word that it is back")
    assert server.said().count("database lost") == 1
    assert server.said().count("listener lost") == 1


def _crash(cluster: Cluster) -> None:
    """End it without letting it finish anything."""
    pid = cluster.pid()
    assert pid
    os.kill(pid, signal.SIGQUIT)
    until(lambda: cluster.pid() is None, what="the crash")
