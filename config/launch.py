"""`make run`: from a bare clone to a served page, and everything down again on Ctrl-C."""

import errno
import os
import signal
import socket
import sys
import time

from config import address, database, embedded, parent, problems, roles
from config.problems import Problem

BACKLOG = 2048  # as the server has, by and by
TAKEN_FOR = 3.0  # seconds: a server that is just being stopped still holds its port


def main() -> None:
    """Prepare everything, say where it is, and serve until told to stop.

    Words on the command line are a command of manage.py to run beside the server.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    parent.stop_with_make()
    try:
        with problems.reported():
            role = roles.require()
            host, port = os.environ.get("HOST") or "127.0.0.1", _port()
            with _take(host, port) as listener:
                if role == "all":
                    # Browsers wait while it starts. A proxy should not: it has another process to ask.
                    listener.listen(BACKLOG)
                os.environ["HOST"], os.environ["PORT"] = host, str(listener.getsockname()[1])
                database.require(embedded.ensure())
                if role == "all":
                    address.forget(embedded.DATA)  # of a run that was killed
                _run(listener, sys.argv[1:])
    except KeyboardInterrupt:
        pass
    finally:
        embedded.release()


def _run(listener: socket.socket, command: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from config import servers, serving  # they need Django's applications

    serving.prepare()
    serving.greet()
    with serving.noted(), serving.alongside(command), serving.colleagues_recalled():
        servers.serve(listener)


def _port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or int(text) > 65535:
        raise Problem(f"PORT is {text!r}: give a number from 1 to 65535, as in `make run PORT=8001`.")
    return int(text)


def _take(host: str, port: int) -> socket.socket:
    """Take the port before anything else is done: a second start by mistake should change nothing."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    until = time.monotonic() + TAKEN_FOR
    while True:
        listener = socket.socket(family)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            return listener
        except OSError as error:
            listener.close()
            if error.errno != errno.EADDRINUSE or time.monotonic() > until:
                raise Problem(_why_not(host, port, error)) from None
        time.sleep(0.1)


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken: stop what uses it, or choose another, as in `make run PORT={port + 1}`."
    if error.errno == errno.EACCES:
        return f"Port {port} is reserved: choose one above 1023, as in `make run PORT=8000`."
    return f"Remit cannot listen on {host}: set HOST to an address of this machine, or to 0.0.0.0 for all of them."


if __name__ == "__main__":
    main()
