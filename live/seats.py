"""Who watches, and whether they still may: the same door as for pages."""

import io
from collections.abc import Iterable
from importlib import import_module

from asgiref.typing import HTTPScope
from django.conf import settings
from django.contrib.auth import get_user
from django.core.exceptions import PermissionDenied
from django.core.handlers.asgi import ASGIRequest
from django.http import Http404, HttpRequest
from django.utils.functional import SimpleLazyObject

from live.boards import Board, Refused, Seat


def request(scope: HTTPScope) -> HttpRequest:
    """A Django request with headers, cookies, GET, and, read when asked for, session and user."""
    made = ASGIRequest(dict(scope), io.BytesIO())
    store = import_module(settings.SESSION_ENGINE).SessionStore
    made.session = store(made.COOKIES.get(settings.SESSION_COOKIE_NAME))
    made.user = SimpleLazyObject(lambda: get_user(made))  # type: ignore[assignment]
    return made


def ask(board: Board, key: str, scopes: Iterable[HTTPScope]) -> list[Seat | Refused]:
    """The seat of each, or why there is none. Runs in a thread."""
    return [_ask(board, key, scope) for scope in scopes]


def _ask(board: Board, key: str, scope: HTTPScope) -> Seat | Refused:
    try:
        return board.seat(request(scope), key)
    except Refused as refused:
        return refused
    except PermissionDenied:
        return Refused(403)
    except Http404:
        return Refused(404)
