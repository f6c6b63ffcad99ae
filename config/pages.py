"""Pages on the native server of ROLE=web: what the bridge and uvicorn see to when one process does everything."""

from collections.abc import Iterable
from io import BytesIO
from typing import cast
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

from config import parent
from config.bridge import BODY_LIMIT


def load(_target: str) -> WSGIApplication:
    """The application for one worker process of the server, which calls this first of all."""
    parent.stop_with_server()
    # Only now: it sets Django up, and keeps the embedded database for this process.
    from config.wsgi import application

    return behind_proxies(bounded(application), settings.TRUSTED_PROXIES)


def behind_proxies(application: WSGIApplication, trusted: str) -> WSGIApplication:
    """Believe `trusted` addresses, separated by commas, about who asks and by which scheme."""
    # The server cannot tell X_Forwarded_For from X-Forwarded-For: a proxy must let no header with an underscore pass.
    wrapped = wrap_wsgi_with_proxy_headers(application, trusted) if trusted else application
    return cast("WSGIApplication", wrapped)


def bounded(application: WSGIApplication) -> WSGIApplication:
    """Refuse a body beyond BODY_LIMIT, and say how long one is that did not say so itself: Django would skip it."""

    def wrapped(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if "CONTENT_LENGTH" not in environ and "HTTP_TRANSFER_ENCODING" in environ:
            body = environ["wsgi.input"].read(BODY_LIMIT + 1)
            environ["CONTENT_LENGTH"], environ["wsgi.input"] = str(len(body)), BytesIO(body)
        if _length(environ) > BODY_LIMIT:
            start("413 Content Too Large", [("Content-Type", "text/plain; charset=utf-8"), ("Connection", "close")])
            return [b"This is too large.\n"]
        return application(environ, start)

    return wrapped


def _length(environ: WSGIEnvironment) -> int:
    text = environ.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdecimal() else 0
