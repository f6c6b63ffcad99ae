"""Reading again, once, when the database has cut the line."""

from collections.abc import Callable

from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse

from config.patience import Silent
from live.connections import drop_dead


class ReadOnceMore:
    """Somebody who opens a page just after the database was restarted gets the page, not an error.

    Only reading is repeated: of a write nobody knows how far it came. Forms say that they did not get through,
    and keep what was typed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer with a second try where that is safe and may help."""
        cut = isinstance(exception, OperationalError) and not connection.in_atomic_block
        # Whoever has waited that long is told now, and does not wait as long again.
        cut = cut and not isinstance(exception.__cause__, Silent)
        if not cut or request.method not in ("GET", "HEAD") or hasattr(request, "read_once_more"):
            return None
        request.read_once_more = True  # type: ignore[attr-defined]
        connection.close()
        drop_dead()
        return self._get_response(request)
