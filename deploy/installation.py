"""A whole Remit of its own, for a while: its data in a folder that is thrown away, its server on a free port."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast

from config.embedded import ROOT

# What says where the usual installation is; ours must not touch it.
_ELSEWHERE = ("DATABASE_URL", "SITE_URL", "REMIT_DATA", "TEST_DATABASE", "MAKELEVEL", "DJANGO_SETTINGS_MODULE")
_READY = "Stop with"
_STOPPED_WITHIN = 15.0


class Installation:
    """Use it in a `with` statement: served at `url` inside, gone without a trace afterwards."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="remit-")
        # PostgreSQL, run by an ordinary account when we are root, has to reach its data in here.
        self.data.chmod(0o711)
        self._said = ""
        self._port = "0"

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self._folder.cleanup()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self._folder.cleanup()

    def start(self, **more: str) -> None:
        """Start the server with `more` in its environment and wait until it serves; a second time at the same port."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "config.launch"],
            cwd=ROOT,
            env=self.environment(PORT=self._port, **more),
            stdout=subprocess.PIPE,
            text=True,
        )
        self._said, output = "", cast("IO[str]", self._process.stdout)
        while _READY not in self._said:
            line = output.readline()
            if not line:
                self.stop()
                raise RuntimeError(f"Remit did not start: it ended with {self._process.returncode}.")
            self._said += line
        self._port = self.url.rpartition(":")[2]
        threading.Thread(target=_drain, args=(output,), daemon=True).start()

    def stop(self) -> None:
        """Tell the server to stop and wait until it has."""
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(_STOPPED_WITHIN)

    @property
    def pid(self) -> int:
        """The number of the server's process."""
        return self._process.pid

    @property
    def url(self) -> str:
        return self._found(r"Remit is at +(\S+)/\n")

    @property
    def sign_in_link(self) -> str:
        return self._found(r"Sign in with +(\S+)\n")

    @property
    def data(self) -> Path:
        return Path(self._folder.name)

    def environment(self, **more: str) -> dict[str, str]:
        """Return what a process needs in its environment to belong to this installation."""
        kept = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
        return {**kept, "REMIT_DATA": self._folder.name, **more}

    def manage(self, *words: str) -> str:
        """Run a command of manage.py here and return what it printed."""
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(command, cwd=ROOT, env=self.environment(), stdout=subprocess.PIPE, text=True, check=True)
        return done.stdout

    def _found(self, pattern: str) -> str:
        found = re.search(pattern, self._said)
        if found is None:
            raise RuntimeError(f"The greeting does not say it: {self._said}")
        return found[1]


def _drain(output: IO[str]) -> None:
    # A server whose words nobody reads would stop in the middle of one.
    for _ in output:
        pass
