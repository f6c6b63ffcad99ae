"""Django's WSGI handler behind an ASGI server: one worker thread per request, nothing else in between."""

import asyncio
import sys
import tempfile
from collections.abc import Iterable
from typing import IO, Any
from wsgiref.types import WSGIApplication

from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, HTTPScope

from live.threads import Crew

MIB = 1024 * 1024
# The largest thing that anybody sends is a workshop file in a form; Django has its own, lower limits.
BODY_LIMIT = 12 * MIB
# Up to here an answer is handed over whole and its thread is free; beyond, it waits for the browser.
BUFFER = 2 * MIB
QUEUE = 1000
# Pages wait for the database, so one thread is not enough; with more than a few, handing the interpreter from one to
# the next costs more than it gains. Measured with 32 clients who vote: 8 threads 184/s, 3 threads 229/s.
THREADS = 3


class Bridge:
    """An ASGI application that runs a WSGI one on `threads` threads."""

    def __init__(self, application: WSGIApplication, threads: int = THREADS) -> None:
        self._application = application
        self._threads = Crew(threads, "page")
        self._inside = 0

    async def __call__(self, scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        if self._inside >= QUEUE:
            return await _plain(send, 503, b"Too busy: try again in a moment.\n")
        self._inside += 1
        try:
            with tempfile.SpooledTemporaryFile(max_size=MIB) as body:
                if not await _read(scope, receive, body):
                    return await _plain(send, 413, b"This is too large.\n")
                answer = _Answer(send, asyncio.get_running_loop())
                environ = _environ(scope, body)
                await self._threads.run(answer.run, self._application, environ)
                await answer.finish()
        finally:
            self._inside -= 1


class _Answer:
    """Collects what the WSGI application says, in its thread; a long answer is passed on piece by piece."""

    def __init__(self, send: ASGISendCallable, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self._send = send
        self._head: dict[str, Any] = {}
        self._parts: list[bytes] = []
        self._size = 0
        self._started = False

    def run(self, application: WSGIApplication, environ: dict[str, Any]) -> None:
        parts = application(environ, self._start)
        try:
            self._take(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()

    async def finish(self) -> None:
        """Send what is left, with everything before it if nothing was sent yet."""
        if not self._started:
            await self._send(self._head)  # type: ignore[arg-type]
        await self._send({"type": "http.response.body", "body": b"".join(self._parts), "more_body": False})

    def _start(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        pairs = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        self._head = {"type": "http.response.start", "status": int(status[:3]), "headers": pairs}

    def _take(self, parts: Iterable[bytes]) -> None:
        for part in parts:
            self._parts.append(part)
            self._size += len(part)
            if self._size > BUFFER:
                asyncio.run_coroutine_threadsafe(self._pass_on(), self.loop).result()

    async def _pass_on(self) -> None:
        if not self._started:
            self._started = True
            await self._send(self._head)  # type: ignore[arg-type]
        body, self._parts, self._size = b"".join(self._parts), [], 0
        await self._send({"type": "http.response.body", "body": body, "more_body": True})


async def _read(scope: HTTPScope, receive: ASGIReceiveCallable, body: IO[bytes]) -> bool:
    """Put the request's body into `body`. False when it is too large or its sender has gone."""
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            return False
        size += len(message["body"])
        if size > BODY_LIMIT:
            return False
        body.write(message["body"])
        more = message["more_body"]
    body.seek(0)
    return True


def _environ(scope: HTTPScope, body: IO[bytes]) -> dict[str, Any]:
    length = body.seek(0, 2)
    body.seek(0)
    server, client = scope.get("server") or ("localhost", 80), scope.get("client") or ("", 0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 0),
        "REMOTE_ADDR": client[0],
        "CONTENT_LENGTH": str(length),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        # An underscore would let a visitor forge a header that a proxy sets with a hyphen.
        if "_" in name or name == "content-length":
            continue
        key = "CONTENT_TYPE" if name == "content-type" else f"HTTP_{name.upper().replace('-', '_')}"
        joint = "; " if name == "cookie" else ","
        environ[key] = f"{environ[key]}{joint}{value}" if key in environ else value
    return environ


async def _plain(send: ASGISendCallable, status: int, body: bytes) -> None:
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
    ]
    if status == 503:
        headers.append((b"retry-after", b"2"))
    await send({"type": "http.response.start", "status": status, "headers": headers, "trailers": False})
    await send({"type": "http.response.body", "body": body, "more_body": False})
