"""The yardstick for streams: a bare event loop that passes the same number of bytes on, and does nothing else.

python -m deploy.bench.floor BYTES: says on which port it serves; GET opens a stream, POST sends to all of them.
"""

import asyncio
import json
import sys

import uvloop

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
DONE = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


class Floor:
    def __init__(self, size: int) -> None:
        open_tag, close_tag = b"data: <hx-partial>", b"</hx-partial>\n\n"
        self._message = open_tag + b"." * (size - len(open_tag) - len(close_tag)) + close_tag
        self._streams: list[asyncio.StreamWriter] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection until it closes."""
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
                await reader.readexactly(length)
                if head.startswith(b"GET"):
                    writer.write(HEAD)
                    self._streams.append(writer)
                else:
                    for stream in self._streams:
                        stream.write(self._message)
                    writer.write(DONE)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()


async def main(size: int) -> None:
    """Serve until told to stop."""
    server = await asyncio.start_server(Floor(size).serve, "127.0.0.1", 0)
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
