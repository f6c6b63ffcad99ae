"""The heads of answers: of a stream, and of the short plain refusals."""

from asgiref.typing import ASGISendCallable, HTTPScope
from django.conf import settings

Headers = list[tuple[bytes, bytes]]

_GUARDS: Headers = [
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
]
_STREAM: Headers = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"content-encoding", b"identity"),  # whoever compresses would hold the events back
    (b"x-accel-buffering", b"no"),
]
_WORDS = {
    400: "This address is not served here.",
    401: "Sign in to watch this.",
    403: "You may not watch this.",
    404: "There is nothing here to watch.",
    405: "Only GET, HEAD and POST.",
    410: "This is over.",
    503: "Not just now: try again in a moment.",
}


async def begin_stream(scope: HTTPScope, send: ASGISendCallable) -> None:
    """Send the head of a stream; for HEAD that is the whole answer."""
    await _start(scope, send, 200, _STREAM)
    if scope["method"] == "HEAD":
        await _end(send, b"")


async def nothing(scope: HTTPScope, send: ASGISendCallable) -> None:
    """Send that it was heard; there is nothing to say to it."""
    await _start(scope, send, 204, [])
    await _end(send, b"")


async def refuse(scope: HTTPScope, send: ASGISendCallable, status: int, words: str = "") -> None:
    """Send a refusal: one sentence of plain text. `words` of our own are marked as fit to be shown to people."""
    body = (words or _WORDS.get(status, "Not possible.")).encode() + b"\n"
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    if words:
        headers.append((b"live-says", b"why"))
    if status == 405:
        headers.append((b"allow", b"GET, HEAD, POST"))
    if status == 503:
        headers.append((b"retry-after", b"5"))
    await _start(scope, send, status, headers)
    await _end(send, b"" if scope["method"] == "HEAD" else body)


async def _start(scope: HTTPScope, send: ASGISendCallable, status: int, headers: Headers) -> None:
    everything = [*headers, *_GUARDS]
    if scope["scheme"] == "https" and settings.SECURE_HSTS_SECONDS:
        everything.append((b"strict-transport-security", _hsts()))
    await send({"type": "http.response.start", "status": status, "headers": everything, "trailers": False})


def _hsts() -> bytes:
    subdomains = "; includeSubDomains" if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS else ""
    return f"max-age={settings.SECURE_HSTS_SECONDS}{subdomains}".encode()


async def _end(send: ASGISendCallable, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": False})
