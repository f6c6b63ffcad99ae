"""Rings over Redis: they travel, their loss costs a second, and the log says when they went and came back."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterator

import pytest
import redis

from live.outbox import Outbox
from live.redis import Listener
from live.rings import Ring, decode
from tests.live import actions
from tests.live.conftest import Watch
from tests.live.test_resilience import Start, listeners, until
from tests.live.test_stream import card
from tests.redis_server import RedisServer
from workshops.models import Participant, Workshop

pytestmark = pytest.mark.django_db(transaction=True)
A_RING = [Ring("w", "one", "epoch", 1, 1)]
# Whatever arrives at a process that compares positions so rarely was brought by a ring.
RINGS_ONLY = {"LIVE_POLL_SECONDS": "600"}


@pytest.fixture
def redis_server(settings: object) -> Iterator[RedisServer]:
    """A Redis; this process, which writes, rings there too."""
    server = RedisServer().start()
    settings.LIVE_URL = server.url  # type: ignore[attr-defined]
    yield server
    server.kill()


def subscribed(server: RedisServer, count: int) -> None:
    """Wait until so many processes listen."""
    with redis.Redis.from_url(server.url) as client:
        until(lambda: client.pubsub_numsub("live:0")[0][1] == count)


def nobody_cares(alone: bool) -> None:
    """Over Redis it is not known who else listens."""


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.msg["event"] for record in caplog.records if isinstance(record.msg, dict)]


def test_a_change_reaches_every_process_over_redis_and_postgres_hears_nothing(
    redis_server: RedisServer, start: Start, watch: Watch, workshop: Workshop, person: Participant
) -> None:
    before = len(listeners())
    servers = [start(LIVE_URL=redis_server.url, **RINGS_ONLY) for _ in range(2)]
    subscribed(redis_server, 2)
    watchers = [watch(server, person) for server in servers]
    for name in ("Once", "Twice"):
        actions.rename(card(workshop), name, bell=[str(person.id)])
        for watcher in watchers:
            watcher.text(name)
            assert watcher.named("mine").data
    assert len(listeners()) == before


def test_without_redis_boards_are_level_within_two_seconds_and_rings_come_back_with_it(
    redis_server: RedisServer, start: Start, watch: Watch, workshop: Workshop, person: Participant
) -> None:
    server = start(LIVE_URL=redis_server.url)
    subscribed(redis_server, 1)
    watcher = watch(server, person)
    redis_server.kill()
    began = time.monotonic()
    actions.rename(card(workshop), "In silence", bell=[str(person.id)])
    assert watcher.text("In silence").at - began < 2
    watcher.named("mine")
    redis_server.start()
    subscribed(redis_server, 1)
    began = time.monotonic()
    actions.rename(card(workshop), "Heard again")
    assert watcher.text("Heard again").at - began < 0.9
    assert not watcher.ended


def test_a_frozen_redis_keeps_nobody_waiting(
    redis_server: RedisServer, start: Start, watch: Watch, workshop: Workshop, person: Participant
) -> None:
    watcher = watch(start(LIVE_URL=redis_server.url), person)
    subscribed(redis_server, 1)
    redis_server.freeze()
    began = time.monotonic()
    for number in range(3):
        actions.rename(card(workshop), f"In silence {number}")
    assert time.monotonic() - began < 1
    assert watcher.text("In silence 2").at - began < 3
    redis_server.thaw()
    subscribed(redis_server, 1)


def test_a_process_starts_without_redis_and_finds_it_later(
    redis_server: RedisServer, start: Start, watch: Watch, workshop: Workshop, person: Participant
) -> None:
    redis_server.kill()
    watcher = watch(start(LIVE_URL=redis_server.url), person)
    actions.rename(card(workshop), "In silence")
    watcher.text("In silence")
    redis_server.start()
    subscribed(redis_server, 1)


def test_installations_with_numbers_of_their_own_share_a_server_without_hearing_each_other(
    redis_server: RedisServer, settings: object
) -> None:
    with redis.Redis.from_url(redis_server.url) as client, client.pubsub() as line:
        line.psubscribe("*")
        assert line.get_message(timeout=5)
        for number in (0, 3):
            settings.LIVE_URL = f"redis://127.0.0.1:{redis_server.port}/{number}"  # type: ignore[attr-defined]
            outbox = Outbox("me")
            outbox.put(A_RING)
            assert outbox.flush()
        messages = [line.get_message(timeout=5), line.get_message(timeout=5)]
    assert [message["channel"] for message in messages] == [b"live:0", b"live:3"]
    assert decode(messages[0]["data"]) == ("me", A_RING)


def test_losing_redis_is_one_line_in_the_log_and_its_return_another(
    redis_server: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "live")

    async def lose_and_find() -> None:
        connects: list[float] = []
        listener = Listener(lambda payload: None, lambda: connects.append(time.monotonic()), nobody_cares)
        running = asyncio.create_task(listener.run())
        await eventually(lambda: len(connects) == 1)
        redis_server.kill()
        await eventually(lambda: not listener.well)
        await asyncio.sleep(1.5)  # several tries in vain
        await asyncio.to_thread(redis_server.start)
        await eventually(lambda: len(connects) == 2)
        running.cancel()

    asyncio.run(lose_and_find())
    assert said(caplog) == ["listener lost", "listener back"]


def test_a_cut_subscription_is_made_anew(redis_server: RedisServer) -> None:
    async def cut() -> None:
        connects: list[float] = []
        heard: list[bytes] = []
        listener = Listener(heard.append, lambda: connects.append(time.monotonic()), nobody_cares)
        running = asyncio.create_task(listener.run())
        await eventually(lambda: len(connects) == 1)
        with redis.Redis.from_url(redis_server.url) as client:
            client.client_kill_filter(_type="pubsub")
            await eventually(lambda: len(connects) == 2)
            client.publish("live:0", b"hello")
        await eventually(lambda: heard == [b"hello"])
        running.cancel()

    asyncio.run(cut())


def test_a_frozen_subscription_is_noticed(redis_server: RedisServer) -> None:
    async def freeze() -> None:
        listener = Listener(lambda payload: None, lambda: None, nobody_cares)
        running = asyncio.create_task(listener.run())
        await eventually(lambda: listener.well)
        redis_server.freeze()
        await eventually(lambda: not listener.well, 20)
        redis_server.thaw()
        await eventually(lambda: listener.well, 20)
        running.cancel()

    asyncio.run(freeze())


def test_an_outbox_that_reaches_nobody_says_so_once_and_goes_on(
    redis_server: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    outbox = Outbox("me")
    redis_server.kill()
    for _ in range(3):
        outbox.put(A_RING)
        assert outbox.flush(10)
    redis_server.start()
    outbox.put(A_RING)
    assert outbox.flush(10)
    assert said(caplog) == ["rings not sent", "rings sent again"]


async def eventually(true: Callable[[], bool], timeout: float = 10) -> None:
    async with asyncio.timeout(timeout):
        while not true():
            await asyncio.sleep(0.02)
