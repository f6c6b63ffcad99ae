"""Rings for other processes: gathered here, sent by a background thread at most twenty times a second."""

import atexit
import os
import threading
import time
from collections.abc import Sequence

import structlog
from django.db import close_old_connections

from live import postgres
from live.rings import Ring, encode, merge

log = structlog.get_logger("live")
# NOTIFY holds a lock of the whole database cluster while it commits, so no process sends more often.
PAUSE = 0.05
# Beyond this the oldest are let go; the hubs' poll of positions finds what they would have said.
LIMIT = 10_000


class Outbox:
    """Takes rings from any thread without making it wait. Best effort: what is lost, the poll heals."""

    def __init__(self, sender: str) -> None:
        self._sender = sender
        self._reset()
        # A forked worker has the memory of its parent, but not the thread.
        os.register_at_fork(after_in_child=self._reset)
        atexit.register(self.flush)

    def _reset(self) -> None:
        self._changed = threading.Condition()
        self._waiting: list[Ring] = []
        self._sending = False
        self._thread: threading.Thread | None = None

    def put(self, rings: Sequence[Ring]) -> None:
        """Leave rings to be sent soon."""
        with self._changed:
            self._waiting = [*self._waiting, *rings][-LIMIT:]
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="live-outbox", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def flush(self, timeout: float = 2.0) -> bool:
        """Wait until everything is sent; a command calls this by ending. False when time ran out."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._waiting and not self._sending, timeout)

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting)
                rings, self._waiting, self._sending = self._waiting, [], True
            self._send(rings)
            with self._changed:
                self._sending = False
                self._changed.notify_all()
            time.sleep(PAUSE)

    def _send(self, rings: list[Ring]) -> None:
        try:
            postgres.publish(encode(self._sender, merge(rings)))
        except Exception as error:  # noqa: BLE001 - the write is done; nothing may go wrong for it any more
            log.warning("rings not sent", rings=len(rings), error=str(error).strip())
        finally:
            close_old_connections()
