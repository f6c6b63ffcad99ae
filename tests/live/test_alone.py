"""A process that is the only one that listens tells nobody else; as soon as another one does, it tells everybody."""

import asyncio
import time
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from live import ringing
from live.postgres import Listener
from live.rings import Ring

RING = [Ring("w", "one", "epoch", 1, 1)]


@pytest.fixture
def empty_database(transactional_db: None, settings: object) -> Iterator[None]:
    """A database of its own, in which nobody listens but the test."""
    name = f"{connection.settings_dict['NAME']}_alone"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}"')
    known = connection.get_connection_params()
    way = {part: known[part] for part in ("user", "password", "host", "port") if known.get(part)}
    settings.LIVE_DATABASE_URL = make_conninfo(dbname=name, **way)  # type: ignore[attr-defined]
    yield
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


async def until(true: Callable[[], bool], timeout: float) -> None:
    end = time.monotonic() + timeout
    while not true():
        assert time.monotonic() < end
        await asyncio.sleep(0.02)


def test_a_listener_knows_whether_others_listen(empty_database: None) -> None:
    async def come_and_go() -> None:
        said: dict[str, list[bool]] = {"first": [], "second": []}

        def listen(name: str) -> "asyncio.Task[None]":
            return asyncio.create_task(Listener(lambda payload: None, lambda: None, said[name].append).run())

        first = listen("first")
        await until(lambda: said["first"][-1:] == [True], 5)
        second = listen("second")
        # At once, not when it next looks round.
        await until(lambda: said["first"][-1] is False, 2)
        await until(lambda: said["second"][-1:] == [False], 5)
        second.cancel()
        await until(lambda: said["first"][-1] is True, 12)
        first.cancel()
        await until(lambda: said["first"][-1] is False, 2)

    asyncio.run(come_and_go())


@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.parametrize("here", [True, False])
def test_whoever_is_alone_tells_only_itself(alone: bool, here: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(ringing, "_listener", (lambda _: told.append("here")) if here else None)
    monkeypatch.setattr(ringing.outbox, "put", lambda _: told.append("others"))
    monkeypatch.setattr(ringing, "_alone", False)
    ringing.alone(alone)
    ringing.ring(RING)
    # A command has no streams of its own: whoever listens is somebody else.
    assert told == ["here"] * here + ["others"] * (not here or not alone)
