"""Who watches, and whether they still may: the same door as for pages."""

import io
from collections.abc import Iterable, Sequence
from functools import cached_property
from importlib import import_module
from typing import Any, NamedTuple, Protocol, runtime_checkable

from asgiref.typing import HTTPScope
from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import PermissionDenied
from django.core.handlers.asgi import ASGIRequest
from django.http import Http404, HttpRequest

from live.boards import Board, Refused, Seat


class Asking(NamedTuple):
    """What a browser sent with its stream, as it was sent: making a request of it costs more than all the rest."""

    cookies: str
    query: str


@runtime_checkable
class Seating(Protocol):
    """What a board offers if it can tell many seats at once; all of them are asked for every few seconds."""

    def seats(self, asking: Sequence[Asking], key: str) -> Sequence[Seat | None]:
        """The seat of each as `Board.seat` would say it, or None where that must be asked."""


class _Request(ASGIRequest):
    """Session and user are found when asked for, and nothing in it refers back to it: many are made each second."""

    @cached_property
    def session(self) -> SessionBase:  # type: ignore[override]
        store = import_module(settings.SESSION_ENGINE).SessionStore
        found: SessionBase = store(self.COOKIES.get(settings.SESSION_COOKIE_NAME))
        return found

    @cached_property
    def user(self) -> Any:  # type: ignore[override]
        return get_user(self)


def request(scope: HTTPScope) -> HttpRequest:
    """A Django request with headers, cookies, GET, session and user."""
    return _Request(dict(scope), io.BytesIO())


def ask(board: Board, key: str, scopes: Iterable[HTTPScope]) -> list[Seat | Refused]:
    """The seat of each, or why there is none. Runs in a thread."""
    asked = [*scopes]
    known = board.seats([*map(_asking, asked)], key) if isinstance(board, Seating) else [None] * len(asked)
    return [seat or _ask(board, key, scope) for seat, scope in zip(known, asked, strict=True)]


def _asking(scope: HTTPScope) -> Asking:
    cookies = (value for name, value in scope["headers"] if name == b"cookie")
    return Asking(b"; ".join(cookies).decode("latin-1"), scope["query_string"].decode("latin-1"))


def _ask(board: Board, key: str, scope: HTTPScope) -> Seat | Refused:
    try:
        return board.seat(request(scope), key)
    except Refused as refused:
        return refused
    except PermissionDenied:
        return Refused(403)
    except Http404:
        return Refused(404)
