"""What a server on this machine costs while it is used: processor time and memory, with its part of the database."""

import os
import socket
import threading
from collections.abc import Iterable
from contextlib import closing
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import psutil
from django.db import connection

EVERY = 0.5  # seconds between two looks; a process that ends has used its last bit unseen
MIB = 1024 * 1024
_BACKENDS = (
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND backend_type IN ('client backend', 'parallel worker')"
)


class Meter:
    """Use it in a `with`; then `figures()`. It looks from a thread of its own."""

    def __init__(self, url: str) -> None:
        self._pages, self._database = _Group(), _Group()
        self._listeners = listeners(url)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="meter", daemon=True)

    def __enter__(self) -> Self:
        if self._listeners:
            self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        if self._listeners:
            self._thread.join()

    def figures(self) -> dict[str, Any] | None:
        """Return seconds and MiB at most; None when the server is not on this machine or cannot be seen.

        `database_cpu_seconds` is None when no process of the database could be seen.
        """
        if not self._listeners:
            return None
        return {
            "cpu_seconds": self._pages.seconds,
            "memory_mb": self._pages.most_memory,
            "database_cpu_seconds": self._database.seconds if self._database.was_seen else None,
        }

    def _watch(self) -> None:
        with closing(connection):  # this thread's own
            while True:
                last = self._over.is_set()
                self._pages.look(_family(self._listeners))
                self._database.look(_backends())
                if last:
                    return
                self._over.wait(EVERY)


class _Group:
    """Processes that come and go, taken together."""

    def __init__(self) -> None:
        self.was_seen = False
        self.most_memory = 0.0
        self._first: dict[psutil.Process, float] = {}
        self._last: dict[psutil.Process, float] = {}
        self._looked = False

    @property
    def seconds(self) -> float:
        """How much processor time they have used since the first look."""
        return round(sum(self._last.values()) - sum(self._first.values()), 2)

    def look(self, processes: Iterable[psutil.Process]) -> None:
        memory = 0
        for process in processes:
            try:
                times, memory = process.cpu_times(), memory + process.memory_info().rss
            except psutil.Error:
                continue
            self.was_seen = True
            used = times.user + times.system
            # Who came later has used all of it while we looked.
            self._first.setdefault(process, 0.0 if self._looked else used)
            self._last[process] = used
        self._looked = True
        self.most_memory = max(self.most_memory, round(memory / MIB, 1))


def listeners(url: str) -> list[psutil.Process]:
    """Return the processes of this machine that serve `url`; none when it leads elsewhere or they are hidden."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    if not _is_here(parts.hostname or ""):
        return []
    try:
        every = psutil.net_connections("tcp")
    except psutil.Error:
        return []
    listening = [one for one in every if one.status == psutil.CONN_LISTEN]
    return list(_alive({one.pid for one in listening if one.pid and one.laddr[1:] == (port,)}))


def _is_here(host: str) -> bool:
    try:
        wanted = {info[4][0] for info in socket.getaddrinfo(host, None)}
    except OSError:
        return False
    mine = {one.address for addresses in psutil.net_if_addrs().values() for one in addresses}
    return bool(wanted & {*mine, "127.0.0.1", "::1"})


def _family(parents: Iterable[psutil.Process]) -> Iterable[psutil.Process]:
    """These and all they have started, but for ourselves: `make demo` starts us beside the server."""
    for parent in parents:
        try:
            everyone = [parent, *parent.children(recursive=True)]
        except psutil.Error:
            continue
        yield from (one for one in everyone if one.pid != os.getpid() and not _is_postgres(one))


def _backends() -> Iterable[psutil.Process]:
    with connection.cursor() as cursor:
        cursor.execute(_BACKENDS)
        pids = [pid for [pid] in cursor.fetchall()]
    # With the database on another machine, a number may be that of anything here.
    return (process for process in _alive(pids) if _is_postgres(process))


def _is_postgres(process: psutil.Process) -> bool:
    try:
        return process.name().startswith("postgres")
    except psutil.Error:
        return False


def _alive(pids: Iterable[int]) -> Iterable[psutil.Process]:
    for pid in pids:
        try:
            yield psutil.Process(pid)
        except psutil.Error:
            continue
