"""What the stream survives: lost rings, a dead listener, a second process, a restart, a browser that does not read."""

import os
import signal
import socket
import time
from collections.abc import Callable

import httpx
import psutil
import psycopg
import pytest

from live import ringing
from tests.live import actions
from tests.live.conftest import Watch
from tests.live.test_stream import card
from tests.live.watcher import Watcher
from tests.server import Server, database_url
from workshops.models import Participant, Workshop

pytestmark = pytest.mark.django_db(transaction=True)
Start = Callable[..., Server]


def test_boards_converge_though_every_ring_is_lost(
    start: Start, watch: Watch, workshop: Workshop, person: Participant
) -> None:
    watcher = watch(start(LIVE_RINGS=""), person)
    began = time.monotonic()
    changed = actions.rename(card(workshop), "Healed", bell=[str(person.id)])
    assert watcher.text("Healed").at - began < 2
    bell = watcher.named("mine")
    assert bell.at - began < 2
    assert bell.data == changed.position


def test_a_single_lost_ring_is_noticed_though_later_ones_arrive(
    live: Server, watch: Watch, workshop: Workshop, person: Participant, settings: object
) -> None:
    watcher = watch(live, person)
    settings.LIVE_RINGS = ()  # type: ignore[attr-defined]
    actions.rename(card(workshop), "Unheard", bell=[str(person.id)])
    settings.LIVE_RINGS = ("notify",)  # type: ignore[attr-defined]
    actions.rename(card(workshop), "Heard")
    began = time.monotonic()
    watcher.text("Heard")
    assert watcher.named("mine").at - began < 2


def listeners() -> list[int]:
    """The sessions of the test database that listen."""
    query = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'remit live'"
    with psycopg.connect(database_url(), autocommit=True) as link:
        return [pid for (pid,) in link.execute(query)]


def until(true: Callable[[], bool], timeout: float = 10) -> None:
    end = time.monotonic() + timeout
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_listener_whose_session_is_ended_comes_back(
    live: Server, watch: Watch, workshop: Workshop, person: Participant
) -> None:
    watcher = watch(live, person)
    until(lambda: bool(listeners()))
    ended = listeners()
    with psycopg.connect(database_url(), autocommit=True) as link:
        for pid in ended:
            link.execute("SELECT pg_terminate_backend(%s)", [pid])
    actions.rename(card(workshop), "While deaf")
    watcher.text("While deaf", 3)
    until(lambda: bool(set(listeners()) - set(ended)))
    began = time.monotonic()
    actions.rename(card(workshop), "Heard again")
    assert watcher.text("Heard again").at - began < 0.9


def test_all_sessions_ended_at_once_is_survived(
    live: Server, watch: Watch, workshop: Workshop, person: Participant
) -> None:
    watcher = watch(live, person)
    with psycopg.connect(database_url(), autocommit=True) as link:
        link.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name <> '' AND pid <> pg_backend_pid()"
        )
    actions.rename(card(workshop), "Still here")
    watcher.text("Still here")
    assert not watcher.ended


def test_a_write_through_one_process_reaches_the_other(
    live: Server, start: Start, watch: Watch, workshop: Workshop, person: Participant
) -> None:
    other = start()
    here, there = watch(live, person), watch(other, person)
    until(lambda: len(listeners()) >= 2)
    with httpx.Client(base_url=live.url, cookies={"who": str(person.id)}) as client:
        client.get(f"/page/{workshop.id}/")
        headers = {"X-CSRFToken": client.cookies["csrf"], "Origin": live.url}
        began = time.monotonic()
        assert client.post(f"/write/{workshop.id}/", data={"name": "Both"}, headers=headers).status_code == 200
    assert here.text("Both").at - began < 0.9
    assert there.text("Both").at - began < 0.9


def test_asked_to_end_it_ends_every_stream_cleanly_within_a_second(
    start: Start, watch: Watch, workshop: Workshop, person: Participant, facilitator: Participant
) -> None:
    server = start()
    watchers = [watch(server, person) for _ in range(5)] + [watch(server, facilitator) for _ in range(5)]
    took = server.stop()
    for watcher in watchers:
        watcher.end(1)
    assert took < 1


def test_a_browser_that_does_not_read_costs_no_memory_and_ends_up_level(
    start: Start, watch: Watch, workshop: Workshop, person: Participant, facilitator: Participant
) -> None:
    server = start()
    reads, process, one = watch(server, person), psutil.Process(server.pid), card(workshop)
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.connect(("127.0.0.1", server.port))
        request = f"GET /w/{workshop.id}/live/?at={workshop.position} HTTP/1.1"
        slow.sendall(f"{request}\r\nHost: 127.0.0.1\r\nCookie: who={facilitator.id}\r\n\r\n".encode())
        assert b"200 OK" in slow.recv(100)
        before = 0
        for number in range(150):
            # Only the facilitator sees the purpose: 200 kB with each change, 30 MB in all.
            Workshop.objects.filter(pk=workshop.pk).update(purpose=f"{number} " * 50_000)
            actions.rename(one, f"number {number}")
            reads.text(f"number {number}<")
            if number == 20:
                before = process.memory_info().rss
        assert process.memory_info().rss - before < 10_000_000
        slow.settimeout(5)
        received = b""
        while b"number 149<" not in received[-300_000:]:
            received += slow.recv(65536)
    assert received.count(b"<hx-partial") < 100


def test_a_frozen_process_catches_up_when_it_goes_on(
    start: Start, watch: Watch, workshop: Workshop, person: Participant
) -> None:
    server = start()
    watcher = watch(server, person)
    os.kill(server.pid, signal.SIGSTOP)
    try:
        actions.rename(card(workshop), "Meanwhile")
        ringing.outbox.flush()
        time.sleep(0.5)
    finally:
        os.kill(server.pid, signal.SIGCONT)
    watcher.text("Meanwhile")


def test_a_beat_says_where_the_browser_stands(
    start: Start, watch: Watch, workshop: Workshop, person: Participant
) -> None:
    watcher: Watcher = watch(start(LIVE_BEAT_SECONDS="1"), person)
    changed = actions.rename(card(workshop), "Humans")
    watcher.until(lambda event: event.name == "beat" and event.data == changed.position == event.id)
