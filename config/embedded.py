"""The embedded PostgreSQL: a real server of our own in .data/, used when DATABASE_URL names no other.

Every process that needs it holds a shared lock on one file; the last to leave stops the server. The
kernel drops a lock with its process, so one that was killed is not counted and nothing has to be tidied.
"""

import atexit
import fcntl
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from config.postgres import Cluster
from config.problems import Problem

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("REMIT_DATA") or ROOT / ".data").resolve()

_cluster = Cluster(DATA / "postgresql")
_held: dict[int, FileIO] = {}  # by process number, because a fork must not let go of what its parent holds


def url() -> str:
    """Return the address of the database in force, without starting anything."""
    return os.environ.get("DATABASE_URL") or _cluster.url()


def is_ours() -> bool:
    """Say whether the database in force is the embedded one."""
    return not os.environ.get("DATABASE_URL")


def ensure() -> str:
    """Start the embedded server if it is needed, keep it until this process ends, and return `url()`."""
    if is_ours() and os.getpid() not in _held:
        try:
            _hold()
        except OSError as error:
            raise Problem(f"Remit cannot write to {DATA} ({error.strerror}): free it or set REMIT_DATA.") from None
    return url()


def release() -> None:
    """Let go of the embedded server; it stops if nobody else holds it."""
    users = _held.pop(os.getpid(), None)
    if users is None:
        return
    if threading.current_thread() is threading.main_thread():
        # An impatient second Ctrl-C must not interrupt a clean stop of a second or less.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    with _one_at_a_time():
        _let_go(users)


def _hold() -> None:
    DATA.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time():
        users = FileIO(DATA / "postgresql.users", "a")
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            _cluster.start()
        except BaseException:  # a Ctrl-C counts: nothing half started stays behind
            _let_go(users)
            raise
        _held[os.getpid()] = users
    atexit.register(release)


def _let_go(users: FileIO) -> None:
    with users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        _cluster.stop()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with FileIO(DATA / "postgresql.lock", "a") as mutex:
        fcntl.flock(mutex, fcntl.LOCK_EX)
        yield
