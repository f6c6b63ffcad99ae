"""A workshop to watch, and server processes that serve the test board."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings as real_settings

from live import ringing
from tests.factories import ParticipantFactory, WorkshopFactory
from tests.live.crowd import Enter, Serve, cookie, stream
from tests.live.watcher import Watcher
from tests.server import ROOT, Server
from workshops.models import Participant, Workshop

Watch = Callable[..., Watcher]


@pytest.fixture
def templates(settings: object) -> None:
    """The test board's templates, for drawing in this process."""
    first = real_settings.TEMPLATES[0]
    engines = [{**first, "DIRS": [ROOT / "tests/live/templates", ROOT / "templates"]}]
    settings.TEMPLATES = engines  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def _live_server(sessions_end: None) -> Iterator[Server]:
    running = Server("tests.live.settings").start()
    yield running
    running.kill()


@pytest.fixture
def live(transactional_db: None, _live_server: Server) -> Iterator[Server]:
    """A server process with the test board; rows that a test commits are what it serves."""
    yield _live_server
    ringing.outbox.flush()


@pytest.fixture
def start(sessions_end: None, transactional_db: None) -> Iterator[Callable[..., Server]]:
    """Start further server processes of one's own: start(LIVE_RINGS="")."""
    servers: list[Server] = []

    def begin(**environment: str) -> Server:
        servers.append(Server("tests.live.settings", log=None, **environment).start())
        return servers[-1]

    yield begin
    for server in servers:
        server.kill()
    ringing.outbox.flush()


@pytest.fixture
def serve(sessions_end: None, transactional_db: None) -> Iterator[Serve]:
    """Start a server process with the real boards: serve(LIVE_GONE_SECONDS="1")."""
    servers: list[Server] = []

    def begin(**environment: str) -> Server:
        servers.append(Server("tests.live.crowd_settings", log=None, **environment).start())
        return servers[-1]

    yield begin
    for server in servers:
        server.kill()
    ringing.outbox.flush()


@pytest.fixture
def enter() -> Iterator[Enter]:
    """Open the stream of somebody's page at a real board: enter(server, ada, "tab")."""
    watchers: list[Watcher] = []

    def begin(server: Server, who: Participant, tab: str = "", **query: str) -> Watcher:
        watchers.append(Watcher(stream(server, who, tab, **query), who.id, Cookie=cookie(who)))
        return watchers[-1]

    yield begin
    for watcher in watchers:
        watcher.close()


@pytest.fixture
def workshop(transactional_db: None) -> Workshop:
    return WorkshopFactory()


@pytest.fixture
def person(workshop: Workshop) -> Participant:
    return ParticipantFactory(workshop=workshop, name="Ada")


@pytest.fixture
def facilitator(workshop: Workshop) -> Participant:
    return ParticipantFactory(workshop=workshop, name="Fay", role=Participant.Role.FACILITATOR)


@pytest.fixture
def watch(workshop: Workshop) -> Iterator[Watch]:
    """Open a stream: watch(server, person), at the workshop's position unless `at` says otherwise."""
    watchers: list[Watcher] = []

    def begin(server: Server, who: Participant, at: str | None = None, **headers: str) -> Watcher:
        workshop.refresh_from_db()
        held = workshop.position if at is None else at
        watchers.append(Watcher(f"{server.url}/w/{workshop.id}/live/?at={held}", who.id, **headers))
        return watchers[-1]

    yield begin
    for watcher in watchers:
        watcher.close()
