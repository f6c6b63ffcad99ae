"""Rings over PostgreSQL: NOTIFY on one fixed channel, and one connection per process that listens."""

import asyncio
import secrets
from collections.abc import Callable, Iterable
from typing import Any

import psycopg
import structlog
from django.db import connection, transaction

from live import conf
from live.jitter import between

log = structlog.get_logger("live")
CHANNEL = "live"
# A peer that has frozen must be noticed within seconds; the kernel's own defaults take two hours.
KEEPALIVE: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
QUIET = 5.0
LONGEST_PAUSE = 5.0


def publish(payloads: Iterable[bytes]) -> None:
    """Send payloads to all processes, this one too, in a transaction of their own.

    Never call this inside the transaction that writes: NOTIFY makes the whole cluster commit one by one
    while it is flushed. Here nothing is flushed, since a lost ring is healed by the poll.
    """
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        for payload in payloads:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload.decode()])


def address() -> dict[str, Any]:
    """Where to listen. LIVE_DATABASE_URL names a direct way when DATABASE_URL leads through a pooler."""
    if url := conf.get("LIVE_DATABASE_URL"):
        return {"conninfo": url}
    parameters = connection.get_connection_params()
    wanted = ("dbname", "user", "password", "host", "port", "service", "sslmode", "sslrootcert")
    return {name: parameters[name] for name in wanted if parameters.get(name)}


class Listener:
    """Listens for ever: reconnects by itself, and tests after each connect that it is not deaf.

    `heard(payload)` is called for each ring, `back()` after each successful connect: what was rung in
    between is lost, so `back` must compare positions.
    """

    def __init__(self, heard: Callable[[bytes], None], back: Callable[[], None]) -> None:
        self._heard = heard
        self._back = back
        self._listening: asyncio.Task[None] | None = None
        self._told = False
        self._connected = 0.0
        self.well = False

    async def run(self) -> None:
        """Listen until cancelled."""
        pause = 0.0
        while True:
            await asyncio.sleep(pause * between(0.5, 1))
            self._listening = asyncio.create_task(self._listen())
            try:
                await asyncio.wait([self._listening])
            finally:
                self._listening.cancel()
            pause = 0.2 if self.well else min(max(0.2, pause * 2), LONGEST_PAUSE)
            self._say_lost(self._listening)

    def reconnect(self) -> None:
        """Leave a connection that looks well but has missed rings; `run` makes a new one."""
        # Cancelled, not closed: nobody may close a socket for which the loop still waits. A connection that
        # is young is not to blame: what it missed was rung before.
        young = asyncio.get_running_loop().time() - self._connected < QUIET
        if self._listening and self.well and not young:
            self._listening.cancel()

    def _say_lost(self, ended: asyncio.Task[None]) -> None:
        error = None if ended.cancelled() else ended.exception()
        if error and not isinstance(error, (psycopg.Error, OSError)):
            log.error("listener failed", exc_info=error)
        elif self.well or not self._told:
            log.warning("listener lost", error=str(error or "it missed a ring").strip().partition("\n")[0])
        self.well, self._told = False, True

    async def _listen(self) -> None:
        link = await psycopg.AsyncConnection.connect(
            autocommit=True, application_name="remit live", **KEEPALIVE, **address()
        )
        async with link:
            await link.execute(f"LISTEN {CHANNEL}")
            await self._test(link)
            log.info("listener connected")
            self.well, self._told, self._connected = True, False, asyncio.get_running_loop().time()
            self._back()
            while True:
                await self._hear(link)

    async def _hear(self, link: psycopg.AsyncConnection[Any]) -> None:
        # The generator must run to its end: leaving it early loses what it still holds.
        quiet = True
        async for notice in link.notifies(timeout=QUIET):
            quiet = False
            self._heard(notice.payload.encode())
        if quiet:
            await asyncio.wait_for(link.execute("SELECT 1"), QUIET)

    async def _test(self, link: psycopg.AsyncConnection[Any]) -> None:
        # Through a transaction pooler LISTEN succeeds and then nothing ever arrives.
        word = f"test {secrets.token_hex(8)}"
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
