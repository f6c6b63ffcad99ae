"""A Redis of a test's own, on a free port, which it may stop, freeze and start again.

`python -m tests.redis_server` sees to it that the machine has one.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import Self

import pytest
import redis

from tests.server import free_port

NAMES = ("redis-server", "valkey-server")
UP_WITHIN = 10.0


def find() -> str | None:
    """The path of a server that speaks this protocol, if the machine has one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def program() -> str:
    """The same; without one the test is skipped, but only where nobody could have installed it."""
    if found := find():
        return found
    if os.geteuid() == 0 or os.environ.get("CI"):
        pytest.fail("no redis-server here: apt-get install redis-server")
    pytest.skip("no redis-server on this machine: apt-get install redis-server")


class RedisServer:
    """Keeps its port over restarts, and nothing else: it saves nothing."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> Self:
        """Start, and wait until it answers."""
        words = f"--port {self.port} --bind 127.0.0.1 --appendonly no --loglevel warning --dir /tmp"
        self._process = subprocess.Popen([program(), *words.split(), "--save", ""], stdout=subprocess.DEVNULL)
        until = time.monotonic() + UP_WITHIN
        with redis.Redis.from_url(self.url) as client:
            while time.monotonic() < until:
                with suppress(redis.RedisError):
                    client.ping()
                    return self
                time.sleep(0.05)
        raise RuntimeError("redis-server did not start")

    def freeze(self) -> None:
        """Keep connections open, take new ones, and answer nobody."""
        if self._process:
            self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Go on after `freeze`."""
        if self._process:
            self._process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """End it without asking."""
        if self._process:
            self._process.kill()
            self._process.wait(10)
            self._process = None


def _install() -> None:
    as_root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    command = [*as_root, "apt-get", "install", "--yes", "--no-install-recommends", "redis-server"]
    print("Installing Redis for the tests:", " ".join(command), flush=True)
    with suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(command, timeout=300, check=False)


if __name__ == "__main__":
    if not find() and shutil.which("apt-get"):
        _install()
    if not find():
        print("No redis-server: the tests of rings over Redis are left out. Install it to run them.", file=sys.stderr)
