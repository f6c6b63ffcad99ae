"""Starting the whole application as an operator does, in a folder of its own, and watching it end."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil

from config.embedded import ROOT

UP_WITHIN = 60.0
DOWN_WITHIN = 5.0


@dataclass
class Launch:
    """One installation with its data in `data`; start it as often as you like, one at a time."""

    data: Path
    port: int = 0
    process: "subprocess.Popen[str]" = field(init=False)
    said: str = ""

    def environment(self, **more: str) -> dict[str, str]:
        hidden = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "TEST_DATABASE", "MAKELEVEL", "SITE_URL")
        kept = {name: value for name, value in os.environ.items() if name not in hidden}
        return {**kept, "REMIT_DATA": str(self.data), "PORT": str(self.port), **more}

    def start(self, **more: str) -> None:
        """Start and wait for the greeting, which names the address and the sign-in link."""
        self.said = ""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "config.launch"],
            cwd=ROOT,
            env=self.environment(**more),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        assert self.process.stdout
        until = time.monotonic() + UP_WITHIN
        while "Ctrl-C" not in self.said and self.process.poll() is None and time.monotonic() < until:
            self.said += self.process.stdout.readline()
        assert "Ctrl-C" in self.said, self.said

    def manage(self, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """Run a command of manage.py in the same installation."""
        return run([sys.executable, "manage.py", *words], **self.environment(**more))

    @property
    def url(self) -> str:
        return self._found(r"Remit is at +(\S+)/\n")

    @property
    def sign_in_link(self) -> str:
        return self._found(r"Sign in with +(\S+)\n")

    def database(self) -> psutil.Process | None:
        """Return the postmaster, or nothing if it does not run."""
        try:
            process = psutil.Process(int((self.data / "postgresql/postmaster.pid").read_text().split()[0]))
        except (FileNotFoundError, NotADirectoryError, psutil.NoSuchProcess):
            return None
        return process if process.status() != psutil.STATUS_ZOMBIE else None

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Send the whole group a signal, as a terminal does, and wait until the process is gone."""
        os.killpg(self.process.pid, how)
        self.process.wait(DOWN_WITHIN)
        if self.process.stdout:
            self.process.stdout.close()

    def tidy(self) -> None:
        """Leave nothing running, whatever the test did."""
        if hasattr(self, "process") and self.process.poll() is None:
            self.end(signal.SIGKILL)
        if database := self.database():
            database.kill()
            database.wait(DOWN_WITHIN)

    def _found(self, pattern: str) -> str:
        found = re.search(pattern, self.said)
        assert found, self.said
        return found[1]


def run(command: list[str], **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run a command in the project's folder and return what it said."""
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=90, check=False)


def keep_open(url: str) -> socket.socket:
    """Return a connection that has had one answer and stays open, as browsers' do."""
    address = httpx.URL(url)
    connection = socket.create_connection((address.host, address.port or 80), timeout=5)
    connection.sendall(b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert connection.recv(1000).startswith(b"HTTP/1.1 200")
    return connection
