"""Who watches, and whether they still may: the same door as for pages."""

import io
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Protocol, runtime_checkable

from asgiref.typing import HTTPScope
from django.conf import settings
from django.contrib.auth import get_user
from django.core.exceptions import PermissionDenied
from django.core.handlers.asgi import ASGIRequest
from django.http import Http404, HttpRequest
from django.utils.functional import SimpleLazyObject

from live.boards import Board, Refused, Seat


@runtime_checkable
class Seating(Protocol):
    """What a board offers if it can tell many seats at once; all of them are asked for every few seconds."""

    def seats(self, requests: Sequence[HttpRequest], key: str) -> Sequence[Seat | None]:
        """The seat of each as `Board.seat` would say it, or None where that must be asked."""


def request(scope: HTTPScope) -> HttpRequest:
    """A Django request with headers, cookies, GET, and, read when asked for, session and user."""
    made = ASGIRequest(dict(scope), io.BytesIO())
    store = import_module(settings.SESSION_ENGINE).SessionStore
    made.session = store(made.COOKIES.get(settings.SESSION_COOKIE_NAME))
    made.user = SimpleLazyObject(lambda: get_user(made))  # type: ignore[assignment]
    return made


def ask(board: Board, key: str, scopes: Iterable[HTTPScope]) -> list[Seat | Refused]:
    """The seat of each, or why there is none. Runs in a thread."""
    requests = [request(scope) for scope in scopes]
    known = board.seats(requests, key) if isinstance(board, Seating) else [None] * len(requests)
    return [seat or _ask(board, key, request) for seat, request in zip(known, requests, strict=True)]


def _ask(board: Board, key: str, request: HttpRequest) -> Seat | Refused:
    try:
        return board.seat(request, key)
    except Refused as refused:
        return refused
    except PermissionDenied:
        return Refused(403)
    except Http404:
        return Refused(404)
