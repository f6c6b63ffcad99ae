"""Rings over PostgreSQL: NOTIFY on one fixed channel, and one connection per process that listens."""

import asyncio
import secrets
from collections.abc import Iterable
from typing import Any

import psycopg
import structlog
from django.db import connection

from live import conf, listening
from live.listening import QUIET

log = structlog.get_logger("live")
CHANNEL = "live"
# NOTIFY holds a lock of the whole database cluster while it commits: the longer that takes, the longer a process rests,
# in seconds at most.
PAUSE = 0.05
# A statement of its own is a transaction of its own, for which alone the setting holds.
_NOTIFY = """
SELECT set_config('synchronous_commit', 'off', true), pg_notify(%s, payload) FROM unnest(%s::text[]) AS payload
"""
_NAME = "remit live"
# What begins to listen tests itself first, and so tells those who listen already.
_TEST = "test "
# Of sessions that belong to somebody else even the name is hidden.
_OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND coalesce(application_name, %s) = %s
"""
# A peer that has frozen must be noticed within seconds; the kernel's own defaults take two hours.
KEEPALIVE: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}


def publish(payloads: Iterable[bytes]) -> None:
    """Send payloads to all processes, this one too, in a transaction of their own.

    Never call this inside the transaction that writes: NOTIFY makes the whole cluster commit one by one
    while it is flushed. Here nothing is flushed, since a lost ring is healed by the poll.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NOTIFY, [CHANNEL, [payload.decode() for payload in payloads]])


def address() -> dict[str, Any]:
    """Where to listen. LIVE_DATABASE_URL names a direct way when DATABASE_URL leads through a pooler."""
    if url := conf.get("LIVE_DATABASE_URL"):
        return {"conninfo": url}
    parameters = connection.get_connection_params()
    wanted = ("dbname", "user", "password", "host", "port", "service", "sslmode", "sslrootcert")
    return {name: parameters[name] for name in wanted if parameters.get(name)}


class Listener(listening.Listener):
    """Listens on a connection of its own."""

    losses = (psycopg.Error, OSError)

    async def _listen(self) -> None:
        link = await psycopg.AsyncConnection.connect(autocommit=True, application_name=_NAME, **KEEPALIVE, **address())
        async with link:
            await link.execute(f"LISTEN {CHANNEL}")
            await self._test(link)
            self._connected()
            while True:
                # This also finds out whether the other side is still there.
                others = await asyncio.wait_for(link.execute(_OTHERS, [_NAME, _NAME]), QUIET)
                self._alone(await others.fetchone() == (0,))
                await self._hear(link)

    async def _hear(self, link: psycopg.AsyncConnection[Any]) -> None:
        # The generator must run to its end: leaving it early loses what it still holds.
        async for notice in link.notifies(timeout=QUIET):
            if notice.payload.startswith(_TEST):
                self._alone(False)
            else:
                self._heard(notice.payload.encode())

    async def _test(self, link: psycopg.AsyncConnection[Any]) -> None:
        # Through a transaction pooler LISTEN succeeds and then nothing ever arrives.
        word = f"{_TEST}{secrets.token_hex(8)}"
        await link.execute("SELECT pg_notify(%s, %s)", [CHANNEL, word])
        found, loop = False, asyncio.get_running_loop()
        end = loop.time() + QUIET
        while not found and (left := end - loop.time()) > 0:
            async for notice in link.notifies(timeout=left, stop_after=1):
                found = found or notice.payload == word
                if notice.payload != word:
                    self._heard(notice.payload.encode())
        if not found:
            log.error("listener is deaf: LIVE_DATABASE_URL must lead straight to PostgreSQL, not to a pooler")
            raise psycopg.OperationalError("a notification to myself did not arrive")
