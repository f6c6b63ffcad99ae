"""What a start does between having a database and being stopped: tables, files, a greeting, the server."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from urllib.parse import urlsplit

import uvicorn
from django.conf import settings
from django.core.management import call_command

from config import address, embedded

GRACE = 3  # seconds for answers under way when told to stop


def prepare() -> None:
    """Bring the tables and the static files up to date."""
    call_command("migrate", interactive=False, verbosity=0)
    source, target = Path(settings.BASE_DIR) / "static", Path(settings.STATIC_ROOT)
    state, stamp = _fingerprint(source), target / ".fingerprint"
    if not stamp.exists() or stamp.read_text() != state:
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(state)


def greet() -> None:
    """Say where everything is. The link is fresh at every start, so nobody is ever locked out."""
    from communities.actions.settle_in import settle_in
    from communities.links import sign_in_url

    print(
        f"\n  Remit is at      {settings.SITE_URL}/"
        f"\n  Sign in with     {sign_in_url(settle_in())}"
        "\n                   (works once; `manage.py sign_in_link` prints another)"
        f"\n  The data is in   {_whereabouts()}"
        "\n  Stop with        Ctrl-C\n",
        flush=True,
    )


def serve(listener: socket) -> None:
    """Serve pages and streams on `listener` until a signal says stop."""
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
        timeout_graceful_shutdown=GRACE,
    )
    address.note(embedded.DATA, settings.SITE_URL)
    try:
        uvicorn.Server(config).run(sockets=[listener])
    finally:
        address.forget(embedded.DATA)


@contextmanager
def alongside(command: list[str]) -> Iterator[None]:
    """Run a command of manage.py beside the server, which it uses like anybody else; it ends with the server."""
    child = subprocess.Popen([sys.executable, "manage.py", *command], cwd=settings.BASE_DIR) if command else None
    try:
        yield
    finally:
        if child and child.poll() is None:
            child.terminate()
            try:
                child.wait(timeout=1)
            except subprocess.TimeoutExpired:
                child.kill()
                # Until it is gone it counts as one who needs the database.
                child.wait()


def _fingerprint(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    facts = [(str(path.relative_to(folder)), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def _whereabouts() -> str:
    if embedded.is_ours():
        return str(embedded.DATA)
    parts = urlsplit(embedded.url())
    return f"the database {parts.path.strip('/')} at {parts.hostname or 'a local socket'}, and {embedded.DATA}"
