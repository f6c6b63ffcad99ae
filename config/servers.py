"""The two servers: an event loop for streams and for everything at once, a native one for pages alone."""

import multiprocessing
from socket import socket

import uvicorn
from django.conf import settings
from django.db import connection
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server as Granian

from config import pages
from config.bridge import THREADS

GRACE = 3  # seconds for answers under way when told to stop
# A proxy keeps idle connections too, and must be the one to close them: what it sends just then would be lost.
KEEP_ALIVE = 75
# Its messages go where all others go.
LOGS = {"loggers": {name: {"handlers": [], "propagate": True} for name in ("_granian", "granian.access")}}


def serve(listener: socket) -> None:
    """Serve what ROLE says on `listener` until a signal says stop."""
    if settings.ROLE == "web":
        _serve_pages(listener)
    else:
        _serve_on_a_loop(listener)


def _serve_on_a_loop(listener: socket) -> None:
    config = uvicorn.Config(
        "config.asgi:application",
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.TRUSTED_PROXIES),
        forwarded_allow_ips=settings.TRUSTED_PROXIES,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=GRACE,
    )
    uvicorn.Server(config).run(sockets=[listener])


def _serve_pages(listener: socket) -> None:
    host, port = listener.getsockname()[:2]
    listener.close()  # Each worker takes the port itself.
    # Workers begin anew instead of as copies of this process, whose threads and connections they could not use.
    multiprocessing.set_start_method("spawn", force=True)
    if close_pool := getattr(connection, "close_pool", None):
        close_pool()
    Granian(
        "config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=settings.WORKERS,
        blocking_threads=THREADS,
        http=HTTPModes.http1,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE,
        log_level=LogLevels.error,
        log_dictconfig=LOGS,
    ).serve(target_loader=pages.load)
