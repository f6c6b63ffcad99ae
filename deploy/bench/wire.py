"""HTTP/1.1 that costs next to nothing, so that the server is what is measured."""

import asyncio
import gzip
import re
from dataclasses import dataclass
from typing import Self

_REVISION = re.compile(rb"\r\nlive-position: [^.\r]*\.([0-9]+)\r\n", re.IGNORECASE)
_COOKIE = re.compile(rb"\r\nset-cookie: ([^=;]+=[^;\r]*)", re.IGNORECASE)
_LOCATION = re.compile(rb"\r\nlocation: ([^\r]*)\r\n", re.IGNORECASE)
_LENGTH = re.compile(rb"\r\ncontent-length: ([0-9]+)\r\n", re.IGNORECASE)
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


class Refused(Exception):
    """An answer that was not well: a measurement of errors would be worthless."""


@dataclass(frozen=True)
class Request:
    """The bytes of one request, written once and sent often."""

    raw: bytes

    @classmethod
    def get(cls, path: str, **headers: str) -> Self:
        return cls(_written("GET", path, headers, ""))

    @classmethod
    def post(cls, path: str, body: str = "", **headers: str) -> Self:
        return cls(_written("POST", path, {"Content-Type": "application/x-www-form-urlencoded", **headers}, body))


def _written(method: str, path: str, headers: dict[str, str], body: str) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items() if value]
    lines += [f"Content-Length: {len(body)}"] if body or method == "POST" else []
    return "\r\n".join([*lines, "", body]).encode()


def _first_line(raw: bytes) -> str:
    return raw.partition(b"\r\n")[0].decode()


@dataclass(frozen=True)
class Answer:
    """One answer as it came; it is taken apart only where somebody asks."""

    head: bytes
    body: bytes

    @property
    def size(self) -> int:
        """Bytes on the wire."""
        return len(self.head) + len(self.body)

    @property
    def revision(self) -> int:
        """Which revision of the board it shows. Raises Refused when it does not say."""
        found = _REVISION.search(self.head)
        if found is None:
            raise Refused("the answer does not say where the board stands")
        return int(found[1])

    @property
    def cookies(self) -> str:
        return "; ".join(found.decode() for found in _COOKIE.findall(self.head))

    @property
    def location(self) -> str:
        found = _LOCATION.search(self.head)
        return found[1].decode() if found else ""

    @property
    def html(self) -> str:
        body = gzip.decompress(self.body) if b"content-encoding: gzip" in self.head.lower() else self.body
        return body.decode()


class Connection:
    """Sends one request after another and reads the answers, whose lengths must be said."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def open(cls, port: int) -> Self:
        return cls(*await asyncio.open_connection("127.0.0.1", port, limit=4 * 1024 * 1024))

    async def ask(self, request: Request) -> Answer:
        """Send a request and return the answer. Raises Refused for any but 2xx and 3xx."""
        self._writer.write(request.raw)
        head = await self._reader.readuntil(b"\r\n\r\n")
        said = _LENGTH.search(head)
        body = await self._reader.readexactly(int(said[1])) if said and said[1] != b"0" else b""
        if not head.startswith((b"HTTP/1.1 2", b"HTTP/1.1 3")):
            raise Refused(f"{_first_line(head)} to {_first_line(request.raw)}")
        return Answer(head, body)

    def close(self) -> None:
        self._writer.close()


class Pool:
    """Keep-alive connections, as many as are needed at once: nobody waits for somebody else's answer."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._free: list[Connection] = []

    async def ask(self, request: Request) -> Answer:
        connection = self._free.pop() if self._free else await Connection.open(self._port)
        answer = await connection.ask(request)
        self._free.append(connection)
        return answer

    def close(self) -> None:
        while self._free:
            self._free.pop().close()
