"""Rings for other processes: gathered here while a background thread sends the ones before."""

import atexit
import os
import threading
import time
from collections.abc import Sequence

import structlog
from django.db import close_old_connections

from live import transport
from live.rings import Ring, encode, merge

log = structlog.get_logger("live")
# Beyond this the oldest are let go; the hubs' poll of positions finds what they would have said.
LIMIT = 10_000
# After sending it rests so many times as long as that took: alone it hardly waits, one of many makes way for others.
REST = 4


class Outbox:
    """Takes rings from any thread without making it wait. Best effort: what is lost, the poll heals."""

    def __init__(self, sender: str) -> None:
        self._sender = sender
        self._well = True
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
            began = time.monotonic()
            self._send(rings)
            took = time.monotonic() - began
            with self._changed:
                self._sending = False
                self._changed.notify_all()
            time.sleep(min(REST * took, transport.chosen().PAUSE))

    def _send(self, rings: list[Ring]) -> None:
        try:
            transport.chosen().publish(encode(self._sender, merge(rings)))
            self._say(True)
        except Exception as error:  # noqa: BLE001 - the write is done; nothing may go wrong for it any more
            self._say(False, str(error))
        finally:
            close_old_connections()

    def _say(self, well: bool, error: str = "") -> None:
        # Once when it begins and once when it ends; a busy workshop would say it twenty times a second.
        if well != self._well:
            self._well = well
            if well:
                log.warning("rings sent again")
            else:
                log.warning("rings not sent", error=error.strip().partition("\n")[0])
