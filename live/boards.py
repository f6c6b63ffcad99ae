"""What a room that wants to be live must offer, and the way to it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any, ParamSpec, Protocol, TypeVar, cast, runtime_checkable

import psycopg
from django.db import connection, transaction
from django.http import HttpRequest
from django.utils.module_loading import import_string

from live import conf
from live.models import LiveModel
from live.regions import Region, walk

P = ParamSpec("P")
R = TypeVar("R")
_seen: ContextVar[dict[Any, Any] | None] = ContextVar("_seen", default=None)


@dataclass(frozen=True, slots=True)
class Seat:
    """What somebody watches a board as. Everybody of one audience is sent the same bytes.

    `person` is who that is, for the bell and for the cap on streams; None for nobody in particular.
    """

    audience: str
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """What an audience sees at a position. The ids of the top regions are the same in every drawing."""

    position: str
    regions: tuple[Region, ...]

    def region(self, id: str) -> Region | None:
        """The region with this id, wherever in the drawing it is."""
        # Most who ask want one of the top regions; the others may be behind hundreds of cards.
        for region in self.regions:
            if region.id == id:
                return region
        return next((region for region in walk(self.regions) if region.id == id), None)


class Refused(Exception):
    """Not, or no longer, allowed to watch: 401, 403, 404 or 410."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Board(Protocol):
    """Named in settings.LIVE_BOARDS under the first part of its address, and made without arguments.

    A `key` is what stands in the address after the kind.
    """

    def seat(self, request: HttpRequest, key: str) -> Seat:
        """Who this is. Called at the start of a stream and every few seconds while it lasts.

        `request` has headers, cookies, GET, session and user, also when it comes from a stream.
        Raises Refused, or PermissionDenied or Http404 as the door for pages does.
        """

    def positions(self, keys: Collection[str]) -> Mapping[str, str]:
        """Where these things stand, in one query; what is not there any more is left out."""

    def draw(self, key: str, kept: Mapping[str, Drawing | None]) -> Mapping[str, Drawing]:
        """What each of these audiences sees, all at one moment. Raises Refused when it is gone.

        What takes more than one statement to find out is read in a `snapshot`: two statements may see two moments.
        `kept` has, for each audience, what this process drew for it last. What has not been touched since may be
        taken from there: the same objects are known to look the same.
        """


@runtime_checkable
class Telling(Protocol):
    """What a board offers if the row of a thing, and what was shown last, can say all that there is to see."""

    def tell(self, thing: LiveModel, kept: Mapping[str, Drawing | None]) -> Mapping[str, Drawing] | None:
        """As `Board.draw`, by the row `thing` and `kept` alone; None where those do not say everything.

        Called on the event loop: it asks the database nothing, and costs next to nothing.
        """


@cache
def _made(path: str) -> Board:
    return cast("Board", import_string(path)())


def board(kind: str) -> Board:
    """The board of a kind. Raises KeyError when there is none."""
    return _made(conf.get("LIVE_BOARDS")[kind])


@contextmanager
def snapshot() -> Iterator[None]:
    """One unchanging view of the database for everything read inside; nothing can be written. Decorates, too.

    Inside an open transaction it only groups: the snapshot is then whatever that transaction sees.
    """
    token = _seen.set({})
    try:
        if connection.in_atomic_block:
            yield
        else:
            with _unchanging():
                yield
    finally:
        _seen.reset(token)


@contextmanager
def _unchanging() -> Iterator[None]:
    connection.ensure_connection()
    link: psycopg.Connection[Any] = connection.connection
    link.isolation_level, link.read_only = psycopg.IsolationLevel.REPEATABLE_READ, True
    try:
        with transaction.atomic():
            yield
    finally:
        if not link.closed:
            link.isolation_level, link.read_only = None, None


def once(read: Callable[P, R]) -> Callable[P, R]:
    """Have what is read in a snapshot be read once, however many audiences are drawn from it.

    The arguments, by position and hashable, say what is read.
    """

    @wraps(read)
    def remembered(*args: P.args, **kwargs: P.kwargs) -> R:
        seen = _seen.get()
        if seen is None:
            return read(*args, **kwargs)
        if (read, args) not in seen:
            seen[read, args] = read(*args, **kwargs)
        return cast("R", seen[read, args])

    return remembered
