"""A real server process on the test database, for tests that need a browser or a stream."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Self

import httpx
import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from live import ringing

# Playwright's sync interface keeps an event loop in this thread, which Django takes for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
ROOT = Path(__file__).resolve().parent.parent


def database_url() -> str:
    """The address of the test database, for a process that is told it by DATABASE_URL."""
    here = connection.settings_dict
    parts = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return make_conninfo(
        "application_name='test server'", **{theirs: here[ours] for theirs, ours in parts.items() if here[ours]}
    )


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """`uvicorn config.asgi:application` as a process of its own; keeps its port over restarts."""

    def __init__(self, settings: str = "tests.served", *, log: Path | None = None, **environment: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {"DJANGO_SETTINGS_MODULE": settings, "SITE_URL": self.url, **environment}
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def said(self) -> str:
        """What it has logged so far, where `log` names a file for it."""
        return self._log.read_text() if self._log and self._log.exists() else ""

    @property
    def pid(self) -> int:
        """The process's number, while it runs."""
        assert self._process
        return self._process.pid

    def command(self) -> list[str]:
        """The words that start it."""
        words = "-m uvicorn config.asgi:application --host 127.0.0.1 --no-access-log --log-level warning"
        return [sys.executable, *words.split(), "--port", str(self.port), "--timeout-graceful-shutdown", "3"]

    def start(self) -> Self:
        """Start, and wait until it answers."""
        self.launch()
        return self.ready()

    def launch(self) -> None:
        """Start without waiting."""
        environment = {**os.environ, "DATABASE_URL": database_url(), **self.environment}
        with self._log.open("ab") if self._log else nullcontext() as log:
            self._process = subprocess.Popen(self.command(), cwd=ROOT, env=environment, stderr=log)

    def ready(self) -> Self:
        """Wait until it answers."""
        assert self._process
        for _ in range(300):
            if self._process.poll() is not None:
                raise RuntimeError(f"the server ended with {self._process.returncode}")
            try:
                httpx.get(f"{self.url}/health/live")
                return self
            except httpx.TransportError:
                time.sleep(0.1)
        raise RuntimeError("the server did not start within 30 seconds")

    def stop(self) -> float:
        """Ask it to end; the seconds that took."""
        began = time.monotonic()
        if self._process:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(15)
            self._process = None
        return time.monotonic() - began

    def kill(self) -> None:
        """End it without asking."""
        if self._process:
            self._process.kill()
            self._process.wait(15)
            self._process = None


@pytest.fixture(scope="session")
def base_url() -> None:
    """Pages are opened by their whole address. The plugin's own fixture of this name warns under pytest 9."""


@pytest.fixture(scope="session")
def sessions_end(django_db_setup: None) -> Iterator[None]:
    """Wait, in the end, until ended servers have left the database: one that is in use cannot be dropped."""
    yield
    others = "datname = current_database() AND application_name <> '' AND pid <> pg_backend_pid()"
    with psycopg.connect(database_url(), autocommit=True) as link:
        for _ in range(100):
            if link.execute(f"SELECT count(*) FROM pg_stat_activity WHERE {others}").fetchone() == (0,):  # noqa: S608
                return
            time.sleep(0.05)


@pytest.fixture(scope="session")
def _server(sessions_end: None) -> Iterator[Server]:
    running = Server().start()
    yield running
    running.stop()


@pytest.fixture
def server(transactional_db: None, _server: Server) -> Iterator[Server]:
    """The application on this test's database; rows that the test commits are what it serves."""
    yield _server
    ringing.outbox.flush()
