"""The yardstick for deliveries: a bare event loop that passes the same number of bytes on, and does nothing else.

python -m deploy.bench.yardsticks.writes BYTES: GET opens a stream, POST sends so many bytes to all of them.
"""

import asyncio
import itertools
import sys

import uvloop

from deploy.bench import yardsticks

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nevent: beat\ndata: \n\n"
DONE = b"HTTP/1.1 200 OK\r\nLive-Position: bare.%d\r\nContent-Length: 0\r\n\r\n"


class Floor:
    def __init__(self, size: int) -> None:
        self._size = size
        self._numbers = itertools.count(1)
        self._streams: list[asyncio.StreamWriter] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection until it closes."""
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                if head.startswith(b"GET"):
                    writer.write(HEAD)
                    self._streams.append(writer)
                else:
                    writer.write(DONE % self._pass_on())
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def _pass_on(self) -> int:
        number = next(self._numbers)
        start, end = b"data: ", f"\nid: bare.{number}\n\n".encode()
        message = start + b"." * (self._size - len(start) - len(end)) + end
        for stream in self._streams:
            stream.write(message)
        return number


async def main(size: int) -> None:
    """Serve until told to stop."""
    listener = yardsticks.listen()
    server = await asyncio.start_server(Floor(size).serve, sock=listener, backlog=2048)
    yardsticks.ready(listener)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
