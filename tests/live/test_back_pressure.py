"""What a stream costs while nothing happens, and what becomes of one whose browser does not read."""

import re
import socket
import time
from collections.abc import Callable, Iterator

import httpx
import psycopg
import pytest

from live import wires
from tests.factories import FacilitatorFactory, ParticipantFactory, WorkshopFactory
from tests.live.crowd import Enter, Serve, cookie, stream, until
from tests.server import Server, database_url
from workshops.models import Participant, Workshop

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., socket.socket]


@pytest.fixture
def workshop(transactional_db: None) -> Workshop:
    return WorkshopFactory()


@pytest.fixture
def open_raw() -> Iterator[Open]:
    """Open a stream by hand, and read nothing but its head: open_raw(server, ada)."""
    lines: list[socket.socket] = []

    def begin(server: Server, who: Participant) -> socket.socket:
        line = socket.socket()
        lines.append(line)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.connect(("127.0.0.1", server.port))
        address = stream(server, who).removeprefix(server.url)
        line.sendall(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie(who)}\r\n\r\n".encode())
        assert b"200 OK" in line.recv(64)
        return line

    yield begin
    for line in lines:
        line.close()


def inside(server: Server) -> dict[str, int]:
    """What the server process is made of just now."""
    found: dict[str, int] = httpx.get(f"{server.url}/inside/").json()
    return found


def is_over(line: socket.socket) -> bool:
    """Read whatever still comes; True when the server has closed the connection or reset it."""
    line.settimeout(15)
    end = time.monotonic() + 30
    try:
        while line.recv(1 << 20):
            assert time.monotonic() < end
    except TimeoutError:
        return False
    except ConnectionResetError:
        pass
    return True


def connections() -> int:
    """How many connections to the test's database servers hold."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name <> ''"
    with psycopg.connect(database_url(), autocommit=True) as link:
        row = link.execute(query).fetchone()
        return int(row[0]) if row else 0


def test_an_idle_stream_costs_no_thread_no_timer_and_no_database_connection(
    serve: Serve, open_raw: Open, workshop: Workshop
) -> None:
    server = serve(UVICORN_LOOP="asyncio")
    people = [ParticipantFactory(workshop=workshop) for _ in range(200)]
    first = [open_raw(server, who) for who in people[:20]]
    for _ in range(20):
        inside(server)  # so that every thread that there may be has been started
    few, few_connections = inside(server), connections()
    rest = [open_raw(server, who) for who in people[20:]]
    until(lambda: inside(server)["streams"] == len(first) + len(rest), 10)
    until(lambda: inside(server)["timers"] <= few["timers"] + 5, 10)
    many = inside(server)
    assert many["threads"] <= few["threads"] + 2
    assert many["tasks"] - few["tasks"] <= 2 * len(rest) + 10
    assert connections() <= few_connections + 5


def test_who_reads_nothing_for_long_is_dropped_and_others_are_not(
    serve: Serve, enter: Enter, open_raw: Open, workshop: Workshop
) -> None:
    server = serve(LIVE_STALL_SECONDS="2", LIVE_BEAT_SECONDS="1")
    fay = FacilitatorFactory(workshop=workshop)
    reads, slow = enter(server, fay), open_raw(server, ParticipantFactory(workshop=workshop))
    assert inside(server)["streams"] == 2
    for number in range(40):
        # Everybody sees the purpose: 200 kB with each change.
        words = f"{number} " * 50_000
        Workshop.objects.filter(id=workshop.id).update(purpose=words, epoch=f"{number}")
        until(lambda place=f"{number}.": reads.events[-1].id.startswith(place), 10)  # type: ignore[misc]
        if inside(server)["streams"] == 1:
            break
    until(lambda: inside(server)["streams"] == 1, 15)
    assert not reads.ended
    assert is_over(slow)


def test_a_network_that_has_vanished_is_noticed(serve: Serve, open_raw: Open, workshop: Workshop) -> None:
    # Expected two seconds after the last one, each acknowledgement is late, as if there were no network.
    server = serve(LIVE_BEAT_SECONDS="10", LIVE_ACK_SECONDS="-8")
    line = open_raw(server, ParticipantFactory(workshop=workshop))
    assert is_over(line)
    until(lambda: inside(server)["streams"] == 0, 5)


def test_what_is_acknowledged_can_be_seen_of_a_connection() -> None:
    class Send:
        """Stands where the server's own object stands behind `send`."""

        def __init__(self, line: socket.socket) -> None:
            self.line = line
            self.transport = self

        def get_extra_info(self, name: str) -> socket.socket:
            return self.line

        def is_closing(self) -> bool:
            return False

        def abort(self) -> None:
            self.line.close()

        def send(self) -> None: ...

    with socket.create_server(("127.0.0.1", 0)) as listener, socket.create_connection(listener.getsockname()) as one:
        line, _ = listener.accept()
        time.sleep(1.2)
        assert wires.unheard(Send(line).send) > 1
        line.sendall(b"beat")
        one.recv(4)
        time.sleep(0.1)
        assert wires.unheard(Send(line).send) < 1
        wires.cut(Send(line).send)
        assert line.fileno() == -1
    assert wires.unheard(print) == 0


def test_a_full_board_says_so(serve: Serve, enter: Enter, workshop: Workshop) -> None:
    server = serve(LIVE_STREAMS_PER_TOPIC="2")
    people = [ParticipantFactory(workshop=workshop) for _ in range(3)]
    inside_now = [enter(server, who) for who in people[:2]]
    refused = enter(server, people[2])
    refused.end()
    assert refused.response.status_code == 503
    assert re.fullmatch(r"\d+", refused.response.headers["retry-after"])
    assert b"no room" in refused.raw
    inside_now[0].close()
    until(lambda: enter(server, people[2]).response.status_code == 200, 10)
