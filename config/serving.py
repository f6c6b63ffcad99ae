"""What a start does between having a database and serving: tables, files, a greeting, a companion."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.core.management import call_command

from config import address, embedded, hosts

# Any number, as long as nobody else takes this advisory lock in the same database.
PREPARING = 0x52656D6974
PARTS = {"web": "pages", "live": "streams"}


def prepare() -> None:
    """Bring the tables and the static files up to date; of several processes that start at once, one after another."""
    with psycopg.connect(embedded.url()) as turn:
        # Held by an idle transaction: it ends with the process, and also works through a transaction pooler.
        turn.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        turn.execute("SELECT pg_advisory_xact_lock(%s)", [PREPARING])
        call_command("migrate", interactive=False, verbosity=0)
        _collect()


def _collect() -> None:
    source, target = Path(settings.BASE_DIR) / "static", Path(settings.STATIC_ROOT)
    state, stamp = _fingerprint(source), target / ".fingerprint"
    if not stamp.exists() or stamp.read_text() != state:
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(state)


def greet() -> None:
    """Say where everything is. The link is fresh at every start, so nobody is ever locked out."""
    if settings.ROLE != "all":
        here = hosts.site_url(settings.HOST, settings.PORT)
        print(f"\n  Remit's {PARTS[settings.ROLE]} are at {here}/ for a proxy. Stop with Ctrl-C\n", flush=True)
        return
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


@contextmanager
def noted() -> Iterator[None]:
    """Let commands that make links know the address while the application runs. Parts of one are told it themselves."""
    if settings.ROLE == "all":
        address.note(embedded.DATA, settings.SITE_URL)
    try:
        yield
    finally:
        if settings.ROLE == "all":
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


@contextmanager
def colleagues_recalled() -> Iterator[None]:
    """Have the simulated colleagues of rehearsals leave with the server, before the database stops."""
    try:
        yield
    finally:
        from responsibilities.simulation import launching

        launching.recall_all()


def _fingerprint(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    facts = [(str(path.relative_to(folder)), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def _whereabouts() -> str:
    if embedded.is_ours():
        return str(embedded.DATA)
    parts = urlsplit(embedded.url())
    return f"the database {parts.path.strip('/')} at {parts.hostname or 'a local socket'}, and {embedded.DATA}"
