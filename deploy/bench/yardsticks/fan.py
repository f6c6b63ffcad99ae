"""The yardstick for arrivals: the least a program on PostgreSQL can do between a vote and everybody's sockets.

One asyncio process. POST /<board>/ with the numbers of a card and a person: the vote is committed, NOTIFY says so, the
process that LISTENs (itself) writes 2 KB to every stream of that board; GET /<board>/ opens one. What came in together
is written once, so it does not fall behind where a program that keeps up would not.
"""

import asyncio
from collections import defaultdict
from typing import Any

import psycopg
import uvloop
from psycopg_pool import AsyncConnectionPool

from config import embedded
from deploy.bench import yardsticks

SIZE = 2048
CONNECTIONS = 8
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nevent: beat\ndata: \n\n"
DONE = b"HTTP/1.1 200 OK\r\nLive-Position: bare.%d\r\nContent-Length: 0\r\n\r\n"
TABLE = """
CREATE TABLE IF NOT EXISTS bench_vote
(board int, card int, person int, colour text, PRIMARY KEY (board, card, person))
"""
VOTE = """
INSERT INTO bench_vote VALUES (%s, %s, %s, %s)
ON CONFLICT (board, card, person) DO UPDATE SET colour = excluded.colour
"""

Pool = AsyncConnectionPool[psycopg.AsyncConnection[Any]]


class Bare:
    def __init__(self, pool: Pool, bell: psycopg.AsyncConnection[Any]) -> None:
        self._pool = pool
        self._bell = bell
        self._streams: dict[int, list[asyncio.StreamWriter]] = defaultdict(list)
        self._revisions: dict[int, int] = defaultdict(int)
        self._heard: dict[int, int] = {}
        self._rung = asyncio.Event()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection until it closes."""
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                board = int(head.split(b"/", 2)[1])
                if head.startswith(b"GET"):
                    writer.write(HEAD)
                    self._streams[board].append(writer)
                else:
                    length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
                    writer.write(DONE % await self._vote(board, (await reader.readexactly(length)).decode()))
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def _vote(self, board: int, body: str) -> int:
        async with self._pool.connection() as connection:
            await connection.execute(VOTE, (board, *body.split()))
            self._revisions[board] += 1
            revision = self._revisions[board]
        await self._bell.execute("SELECT pg_notify('bench', %s)", [f"{board} {revision}"])
        return revision

    async def listen(self) -> None:
        """Hear every NOTIFY."""
        async with await psycopg.AsyncConnection.connect(embedded.url(), autocommit=True) as link:
            await link.execute("LISTEN bench")
            async for notice in link.notifies():
                board, revision = map(int, notice.payload.split())
                self._heard[board] = max(revision, self._heard.get(board, 0))
                self._rung.set()

    async def write(self) -> None:
        """Write what was heard to whom it concerns."""
        while True:
            await self._rung.wait()
            self._rung.clear()
            heard, self._heard = self._heard, {}
            for board, revision in heard.items():
                start, end = b"data: ", f"\nid: bare.{revision}\n\n".encode()
                message = start + b"." * (SIZE - len(start) - len(end)) + end
                for stream in self._streams[board]:
                    stream.write(message)


async def main() -> None:
    """Serve until told to stop."""
    pool: Pool = AsyncConnectionPool(
        embedded.url(), min_size=CONNECTIONS, max_size=CONNECTIONS, kwargs={"autocommit": True}, open=False
    )
    # A ring need not survive a crash: nobody waits for the disk twice.
    bell = await psycopg.AsyncConnection.connect(embedded.url(), autocommit=True, options="-c synchronous_commit=off")
    async with pool, bell:
        await bell.execute(TABLE)
        bare, listener = Bare(pool, bell), yardsticks.listen()
        server = await asyncio.start_server(bare.serve, sock=listener, backlog=2048)
        yardsticks.ready(listener)
        await asyncio.gather(server.serve_forever(), bare.listen(), bare.write())


if __name__ == "__main__":
    embedded.ensure()
    uvloop.run(main())
