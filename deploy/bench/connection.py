"""One keep-alive connection that costs next to nothing, so that the server is what is measured."""

import asyncio
from dataclasses import dataclass
from typing import Self


class Refused(Exception):
    """An answer that was not well: a measurement of errors would be worthless."""


@dataclass(frozen=True)
class Request:
    """The bytes of one request, written once and sent often."""

    raw: bytes

    @classmethod
    def post(cls, path: str, body: str = "", **headers: str) -> Self:
        lines = [f"POST {path} HTTP/1.1", "Host: localhost", "Content-Type: application/x-www-form-urlencoded"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        lines += [f"Content-Length: {len(body)}", "", body]
        return cls("\r\n".join(lines).encode())


class Connection:
    """Sends one request after another and reads the answers, whose lengths must be said."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def open(cls, port: int) -> Self:
        return cls(*await asyncio.open_connection("127.0.0.1", port, limit=4 * 1024 * 1024))

    async def ask(self, request: Request) -> int:
        """Send a request; return the number of bytes that came back. Raises Refused."""
        self._writer.write(request.raw)
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        if length:
            await self._reader.readexactly(length)
        if not head.startswith((b"HTTP/1.1 2", b"HTTP/1.1 3")):
            raise Refused(head.partition(b"\r\n")[0].decode())
        return len(head) + length

    async def listen(self, path: str, **headers: str) -> asyncio.StreamReader:
        """Open an event stream on this connection and return it, past its head."""
        lines = [f"GET {path} HTTP/1.1", "Host: localhost"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self._writer.write("\r\n".join([*lines, "", ""]).encode())
        head = await self._reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise Refused(head.partition(b"\r\n")[0].decode())
        return self._reader

    def close(self) -> None:
        self._writer.close()
