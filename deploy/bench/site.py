"""The installation under test: one database for the whole run, a fresh server for each figure."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psutil

from config.embedded import ROOT
from deploy.bench.boards import Board
from deploy.installation import Installation

PLAIN = "config.settings"
WITH_EXTRAS = "deploy.bench.house.settings"
WITHOUT_RINGS = "deploy.bench.house.silent"
ANSWERS_WITHIN = 10.0


class Site(Installation):
    """Use it in a `with` statement; `serving` then starts its server as often as need be."""

    def __enter__(self) -> Self:
        self._keeper = subprocess.Popen(
            [sys.executable, "-m", "deploy.bench.keeper"],
            cwd=ROOT,
            env=self.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.postmaster = int(self._keeper.stdout.readline() if self._keeper.stdout else 0)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._keeper.communicate()
        self._folder.cleanup()

    @property
    def port(self) -> int:
        return int(self._port)

    @property
    def processes(self) -> tuple[int, int]:
        """The application and its database, whose processor time is the server's."""
        return self.pid, self.postmaster

    @contextmanager
    def serving(self, settings: str = PLAIN) -> Iterator[Self]:
        """Run a server, its settings those of this module."""
        self.start(DJANGO_SETTINGS_MODULE=settings)
        try:
            yield self
        finally:
            self.stop()

    def boards(self, count: int = 1, *, cards: int, people: int, voted: int = 0) -> list[Board]:
        """Make workshops at their Voting stage, `people` already in; so many cards have everybody's vote. Needs the
        tables, which the first start makes."""
        order = json.dumps({"count": count, "cards": cards, "people": people, "voted": voted})
        done = subprocess.run(
            [sys.executable, "-m", "deploy.bench.seats"],
            cwd=ROOT,
            env=self.environment(DJANGO_SETTINGS_MODULE=PLAIN),
            input=order,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return [Board.read(said) for said in json.loads(done.stdout)]

    @contextmanager
    def beside(self, module: str, *words: str) -> Iterator[dict[str, Any]]:
        """Run a yardstick as a process of this installation; give what it says first, and its number as "pid"."""
        process = subprocess.Popen(
            [sys.executable, "-m", f"deploy.bench.yardsticks.{module}", *words],
            cwd=ROOT,
            env=self.environment(DJANGO_SETTINGS_MODULE=PLAIN),
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            said = json.loads(process.stdout.readline() if process.stdout else "")
            _wait_for(said["port"])
            yield {**said, "pid": process.pid}
        finally:
            _end(process)


def _wait_for(port: int) -> None:
    """Wait until somebody listens. Raises OSError if nobody does."""
    until = time.monotonic() + ANSWERS_WITHIN
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            if time.monotonic() > until:
                raise
        time.sleep(0.05)


def _end(process: "subprocess.Popen[str]") -> None:
    """Stop a process, with those it started if it does not listen."""
    family = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(ANSWERS_WITHIN)
    for one in family:
        with suppress(psutil.NoSuchProcess):
            one.kill()
    process.kill()
    process.wait()


def write_requests(folder: Path, requests: list[dict[str, str]]) -> str:
    """Put requests where a yardstick can read them; return the file's name."""
    file = folder / f"requests-{os.getpid()}.json"
    file.write_text(json.dumps(requests))
    return str(file)
