"""A port where every connection has a task of its own, which can be cut, and refused, without a trace being left."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Port:
    """To be used within a running loop. `serve` reads what comes and writes answers; its end ends the connection.

    Not asyncio's server: one that closes while somebody comes leaves that connection open for ever.
    """

    def __init__(self, serve: Serve, number: int = 0, *, limit: int = 64 * 1024) -> None:
        self.number = number
        self._serve, self._limit = serve, limit
        self._listener: socket.socket | None = None
        self._open: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Take connections, at a free port the first time and at the same port ever after."""
        self._listener = socket.create_server(("127.0.0.1", self.number), backlog=2000)
        self._listener.setblocking(False)
        self.number = self._listener.getsockname()[1]
        asyncio.get_running_loop().add_reader(self._listener, self._accept, self._listener)

    async def close(self) -> None:
        """Refuse new connections; those that are open stay open."""
        if self._listener:
            asyncio.get_running_loop().remove_reader(self._listener)
            self._listener.close()
            self._listener = None

    async def cut(self) -> None:
        """Cut every connection there is."""
        # More than once: a connection that is just being made may miss the first time.
        tasks = {*self._open}
        while tasks:
            for task in tasks:
                task.cancel()
            _, tasks = await asyncio.wait(tasks, timeout=1)

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            line, _ = listener.accept()
            line.setblocking(False)
            task = asyncio.ensure_future(self._answer(line))
            self._open.add(task)
            task.add_done_callback(self._open.discard)
            # One that is cut before it has begun never gets to hang up.
            task.add_done_callback(lambda _: line.close())

    async def _answer(self, line: socket.socket) -> None:
        reader, writer = await asyncio.open_connection(sock=line, limit=self._limit)
        try:
            await self._serve(reader, writer)
        finally:
            await hang_up(writer)


async def hang_up(writer: asyncio.StreamWriter) -> None:
    """Close it when all that was written has been sent, or at once when cut meanwhile."""
    try:
        with suppress(OSError):
            writer.close()
            await writer.wait_closed()
    except asyncio.CancelledError:
        writer.transport.abort()
        raise
