"""Sending the colleagues of a rehearsal: a process of their own, which never outlives the one that started it."""

import atexit
import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any
from uuid import UUID

import structlog
from django.conf import settings
from django.db import DatabaseError, connection

from responsibilities.actions.rehearsing import end_rehearsal, note_departure
from workshops.models import Rehearsal
from workshops.refusal import Refusal
from workshops.rehearsing import token_of

COMMAND = [sys.executable, "-m", "responsibilities.simulation.colleagues"]
# It speaks HTTP and nothing else: what opens our doors is none of its business.
SECRETS = ("SECRET_KEY", "DATABASE_URL", "LIVE_DATABASE_URL", "LIVE_URL")
# How long colleagues who are called back may take to leave before they are stopped.
PATIENCE = 1.0

log = structlog.get_logger()
_children: "dict[UUID, _Child]" = {}
_leaving = threading.Event()


@dataclass(frozen=True)
class _Child:
    """A process, and our end of the line that it stays for. Whatever becomes of us, the kernel hangs up for us."""

    process: "subprocess.Popen[bytes]"
    line: IO[bytes]

    def call_back(self) -> None:
        """Hang up, and so have it leave."""
        self.line.close()


class NotStarted(Refusal):
    message = "The simulated colleagues could not be started. The server’s log says why."


def address(meta: Mapping[str, Any]) -> str:
    """Return where a process on this machine reaches the whole installation; `meta` is of a request to this process.

    That is where the request came in, which no proxy, name or certificate can be in the way of, if pages and streams
    are both served there and we would be believed that people use HTTPS.
    """
    if settings.REHEARSAL_URL:
        return str(settings.REHEARSAL_URL)
    host = str(meta["SERVER_NAME"])
    believed = not settings.SECURE or host in settings.TRUSTED_PROXIES.split(",")
    if settings.ROLE != "all" or not believed:
        return str(settings.SITE_URL)
    return f"http://{f'[{host}]' if ':' in host else host}:{meta['SERVER_PORT']}"


def launch(rehearsal: Rehearsal, url: str) -> None:
    """Send the colleagues of a rehearsal that has begun to `url`. One that cannot be sent ends; raises NotStarted."""
    order = {
        "url": url,
        "site": settings.SITE_URL,
        "code": rehearsal.workshop.code,
        "token": token_of(rehearsal),
        "people": rehearsal.people,
    }
    try:
        child = _started(order)
    except OSError as error:
        log.error("rehearsal not started", error=str(error))
        end_rehearsal(workshop=rehearsal.workshop, rehearsal=rehearsal.id)
        raise NotStarted from None
    _children[rehearsal.id] = child
    threading.Thread(target=_see_off, args=(rehearsal.id, child), name="rehearsal", daemon=True).start()


def recall(rehearsal: UUID) -> None:
    """Call the colleagues back if this process has sent them. They leave by themselves, and at once."""
    if child := _children.get(rehearsal):
        child.call_back()


def _started(order: Mapping[str, Any]) -> _Child:
    environment = {name: value for name, value in os.environ.items() if name not in SECRETS}
    theirs, ours = os.pipe()
    line = os.fdopen(ours, "wb", buffering=0)
    try:
        # Nothing secret stands in the command, which others on this machine can read.
        process = subprocess.Popen(
            COMMAND,
            cwd=settings.BASE_DIR,
            env=environment,
            stdin=theirs,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        line.write(json.dumps(order).encode() + b"\n")
    except OSError:
        line.close()
        raise
    finally:
        os.close(theirs)
    return _Child(process, line)


def _see_off(rehearsal: UUID, child: _Child) -> None:
    """Wait for the end of a child, so that nothing is left of it, and have the board tell if nobody called it back."""
    _, said = child.process.communicate()
    # Whoever left by themselves has not been called back: our end of the line is still open.
    child.call_back()
    _children.pop(rehearsal, None)
    if child.process.returncode:
        log.error("rehearsal broke off", code=child.process.returncode, said=said.decode(errors="replace").strip())
    if not _leaving.is_set():
        _note_departure(rehearsal)


def _note_departure(rehearsal: UUID) -> None:
    try:
        note_departure(rehearsal=rehearsal)
    except DatabaseError as error:
        # The banner finds out by who is here, somewhat later.
        log.warning("departure not noted", error=str(error))
    finally:
        connection.close()


@atexit.register
def recall_all() -> None:
    """Call everybody back on our own way out, and wait until they are gone."""
    _leaving.set()
    children = list(_children.values())
    for child in children:
        child.call_back()
    for child in children:
        try:
            child.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.process.kill()
            child.process.wait()
