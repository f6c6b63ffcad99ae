"""A wire between a server and its database that can be frozen: everything stays open, and nothing arrives."""

import asyncio
import threading
from collections.abc import Coroutine
from pathlib import Path

from django.db import connection

from tests.port import Port, hang_up
from tests.server import database_url


class Wire:
    """Takes TCP connections and hands their bytes on to the database's socket, unless it is frozen."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="wire", daemon=True)
        self._thread.start()
        self._flows = asyncio.Event()
        self._flows.set()
        self._port = Port(self._serve)
        self._do(self._port.open())

    @property
    def database_url(self) -> str:
        """The address of the test's database at the end of this wire. Later words count."""
        return f"{database_url()} host=127.0.0.1 port={self._port.number}"

    def freeze(self) -> None:
        """From now on nothing passes, on connections to come as well: they are accepted and never answered."""
        self._loop.call_soon_threadsafe(self._flows.clear)

    def thaw(self) -> None:
        """Let everything pass again, what was held back first."""
        self._loop.call_soon_threadsafe(self._flows.set)

    def close(self) -> None:
        self._do(self._port.close())
        self._do(self._port.cut())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def _do(self, work: Coroutine[None, None, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._flows.wait()
        socket = Path(connection.settings_dict["HOST"]) / ".s.PGSQL.5432"
        from_database, to_database = await asyncio.open_unix_connection(socket)
        try:
            ways = self._pass(reader, to_database), self._pass(from_database, writer)
            done, left = await asyncio.wait(map(asyncio.ensure_future, ways), return_when=asyncio.FIRST_COMPLETED)
            for task in left:
                task.cancel()
            await asyncio.gather(*done, *left, return_exceptions=True)
        finally:
            await hang_up(to_database)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while some := await reader.read(65536):
            await self._flows.wait()
            writer.write(some)
            await writer.drain()
