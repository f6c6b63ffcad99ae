"""Whoever stops `make` means what it started: a server must not go on serving after its `make` is told to end."""

import os
import re
import signal
import threading
import time
from pathlib import Path


def stop_with_make() -> None:
    """Have this process told to stop when the `make` that started it is gone or on its way out.

    make passes SIGTERM on and a terminal sends Ctrl-C to both. But a SIGINT meant for make alone it keeps to
    itself while it waits for us, and nobody can pass on a SIGKILL.
    """
    if os.environ.get("MAKELEVEL"):
        threading.Thread(target=_watch, args=(os.getppid(),), name="stop-with-make", daemon=True).start()


def stop_with_server() -> None:
    """Have this worker told to stop when the server that started it was killed: it would go on holding the port."""
    threading.Thread(target=_watch, args=(os.getppid(),), name="stop-with-server", daemon=True).start()


def _watch(parent: int) -> None:
    handled = _handles_interrupt(parent)
    while os.getppid() == parent and _handles_interrupt(parent) == handled:
        time.sleep(0.25)
    os.kill(os.getpid(), signal.SIGTERM)


def _handles_interrupt(process: int) -> bool:
    """Say whether a process has a handler for SIGINT. GNU make gives its own up at the moment it is interrupted.

    Only Linux tells; elsewhere the answer never changes, and only the death of make is noticed.
    """
    try:
        caught = re.search(r"^SigCgt:\s*(\w+)", Path(f"/proc/{process}/status").read_text(), re.MULTILINE)
    except OSError:
        return False
    return bool(caught and int(caught[1], 16) >> (signal.SIGINT - 1) & 1)
