"""The address /<kind>/<id>/live/: who may watch, and the stream itself. Raw ASGI, no request handler."""

import asyncio
import re
from urllib.parse import urlsplit

import structlog
from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, HTTPScope
from django.core.exceptions import DisallowedHost
from django.db import Error
from django.utils.translation import gettext, override

from live import boards, conf, frames, positions, replies, seats, tabs
from live.boards import Refused, Seat
from live.hub import Hub
from live.jitter import between
from live.positions import Position
from live.roster import Full
from live.streams import Stream

log = structlog.get_logger("live")
_ADDRESS = re.compile(r"/([a-z]{1,16})/([A-Za-z0-9_-]{1,64})/live/")


def address(path: str) -> tuple[str, str] | None:
    """The kind and key that a path names, if it is the address of a stream."""
    found = _ADDRESS.fullmatch(path)
    return (found[1], found[2]) if found and found[1] in conf.get("LIVE_BOARDS") else None


async def serve(
    hub: Hub, topic: tuple[str, str], scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable
) -> None:
    """Answer one request for the stream of `topic`, its kind and key; a POST says that a tab is shown or hidden."""
    try:
        seat = await _admit(hub, topic, scope)
        query = tabs.query_of(scope["query_string"])
        tab = tabs.read(query)
        if scope["method"] == "HEAD":
            await replies.begin_stream(scope, send)
        elif scope["method"] == "POST":
            hub.hear(topic, seat, tab)
            await replies.nothing(scope, send)
        else:
            held = _held(scope, query.get("at", ""))
            await _watch(hub, topic, Stream(scope, send, seat, held=held, tab=tab), receive, send)
    except Refused as refused:
        await replies.refuse(scope, send, refused.status)
    except Full as full:
        with override(tabs.language(tabs.query_of(scope["query_string"]))):
            words = gettext(full.words) if full.words else ""
        await replies.refuse(scope, send, 503, words)


async def _admit(hub: Hub, topic: tuple[str, str], scope: HTTPScope) -> Seat:
    if scope["method"] not in ("GET", "HEAD", "POST"):
        raise Refused(405)
    if not _comes_from_here(scope):
        raise Refused(403)
    kind, key = topic
    try:
        seats.request(scope).get_host()
        [answer] = await hub.threads.run(seats.ask, boards.board(kind), key, [scope])
    except DisallowedHost:
        raise Refused(400) from None
    except Error:
        raise Refused(503) from None
    if isinstance(answer, Refused):
        raise answer
    return answer


async def _watch(
    hub: Hub, topic: tuple[str, str], stream: Stream, receive: ASGIReceiveCallable, send: ASGISendCallable
) -> None:
    hub.enter(topic, stream)
    leaving = asyncio.ensure_future(_left(receive))
    leaving.add_done_callback(lambda _: stream.leave())
    try:
        await replies.begin_stream(stream.scope, send)
        stream.begun()
        # After a restart everybody comes back: not all at the same moment.
        stream.write(frames.event("beat", retry=int(between(300, 1500))))
        hub.watch(topic, stream)
        await stream.over
    finally:
        leaving.cancel()
        stream.leave()
        hub.leave(topic, stream)


async def _left(receive: ASGIReceiveCallable) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _comes_from_here(scope: HTTPScope) -> bool:
    # Browsers send cookies with requests from anywhere, but they also say where those come from.
    site, origin = _header(scope, b"sec-fetch-site"), _header(scope, b"origin")
    if scope["method"] == "POST":
        return site == "same-origin" or (not site and urlsplit(origin).netloc == _header(scope, b"host") != "")
    return site in ("", "same-origin", "none")


def _held(scope: HTTPScope, at: str) -> Position | None:
    # A browser that comes back says what it saw last; one that comes first, what its page shows.
    last = _header(scope, b"last-event-id")
    return positions.parse(last or at)


def _header(scope: HTTPScope, name: bytes) -> str:
    return next((value for key, value in scope["headers"] if key == name), b"").decode("latin-1")
