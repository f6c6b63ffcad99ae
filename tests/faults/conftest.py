"""A workshop at its Voting stage, people in it with browsers, and servers to be treated badly."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.crowd import Crowd
from tests.faults.wire import Wire
from tests.server import Server

Begin = Callable[..., Server]


@pytest.fixture
def begin(sessions_end: None, transactional_db: None, tmp_path: Path) -> Iterator[Begin]:
    """Start a server of one's own, which logs to a file: begin(LIVE_BEAT_SECONDS="1")."""
    servers: list[Server] = []

    def start(**environment: str) -> Server:
        log = tmp_path / f"server{len(servers)}.log"
        usual = {"DJANGO_SETTINGS_MODULE": "tests.faults.settings", "SITE_URL": "http://localhost:8000"}
        servers.append(Server(log=log, **usual | environment))
        return servers[-1].start()

    yield start
    for server in servers:
        server.kill()


@pytest.fixture
def wire(transactional_db: None) -> Iterator[Wire]:
    made = Wire()
    yield made
    made.close()


@pytest.fixture
def crowd(transactional_db: None) -> Iterator[Crowd]:
    made = Crowd()
    yield made
    made.close()
