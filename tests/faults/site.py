"""Two server processes on one database, and an event loop on which browsers live."""

import asyncio
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

import aiohttp
import psycopg

from tests.faults.tab import Person
from tests.server import Server, database_url

T = TypeVar("T")
OURS = "datname = current_database() AND application_name IN ('test server', 'remit live') AND pid <> pg_backend_pid()"


class Site:
    """Where browsers find pages and streams: at any of its servers that is up, as behind a proxy."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self.servers = [self._server(number, "local notify") for number in range(2)]
        self.up: list[Server] = []
        # What was done so far, by name, for whoever reads the output.
        self.tally: Counter[str] = Counter()
        self.seed = ""
        self.failure = ""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="browsers", daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Have the browsers do something, and wait for it."""
        return self.later(work).result(120)

    def later(self, work: Coroutine[Any, Any, T]) -> "Future[T]":
        """Have the browsers do something meanwhile."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def soon(self, act: Callable[[], None]) -> None:
        """Do something where the browsers are."""
        self._loop.call_soon_threadsafe(act)

    def way(self) -> str:
        """The address of one of the servers that are up; of one that is down if none is."""
        return random.choice(self.up or self.servers).url  # noqa: S311 - dice

    async def browser(self, name: str) -> Person:
        """Somebody with an empty browser."""
        jar = aiohttp.CookieJar(unsafe=True)  # the servers are called by a bare number
        return Person(name, aiohttp.ClientSession(cookie_jar=jar, connector=aiohttp.TCPConnector(limit=0)))

    def start(self) -> None:
        """Start what is down."""
        for server in self.servers:
            if server not in self.up:
                server.start()
                self.up.append(server)

    def end(self, number: int, *, gently: bool) -> None:
        """End one server: by asking it, or at once. When it comes back its rings may be off, or on again."""
        server = self.servers[number]
        if server not in self.up:
            return
        self.up.remove(server)
        if gently:
            server.stop()
        else:
            server.kill()
        server.environment["LIVE_RINGS"] = random.choice(["local notify", "local", ""])  # noqa: S311 - dice

    def cut_database(self) -> None:
        """End every session that a server has with the database."""
        with psycopg.connect(database_url(), autocommit=True) as link:
            link.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {OURS}")  # noqa: S608

    def calm(self) -> None:
        """Wait until the database does nothing any more for a server, one that was killed included."""
        busy = f"SELECT count(*) FROM pg_stat_activity WHERE {OURS} AND state <> 'idle'"  # noqa: S608
        end = time.monotonic() + 20
        with psycopg.connect(database_url(), autocommit=True) as link:
            while link.execute(busy).fetchone() != (0,):
                assert time.monotonic() < end, "the database is still busy"
                time.sleep(0.01)

    def close(self) -> None:
        """End everything."""
        for server in self.servers:
            server.kill()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def _server(self, number: int, rings: str) -> Server:
        return Server(
            "tests.faults.settings",
            # One address for both: a page from one is compared with a page from the other.
            SITE_URL="http://localhost:8000",
            LIVE_RINGS=rings,
            LIVE_POLL_SECONDS="0.4",
            log=self._logs / f"server{number}.log",
        )
