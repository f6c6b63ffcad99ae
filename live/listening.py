"""Listening for the rings of other processes, for ever, whichever way they travel."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable

import structlog

from live.jitter import between

log = structlog.get_logger("live")
# So many seconds of silence are long enough to ask whether the other side is still there, and to wait for its answer.
QUIET = 5.0
LONGEST_PAUSE = 5.0


class Listener(ABC):
    """Listens for ever: reconnects by itself, and tests after each connect that it is not deaf.

    `heard(payload)` is called for each ring, `back()` after each successful connect: what was rung in
    between is lost, so `back` must compare positions. `alone(so)` is told whether nobody else listens, where that
    can be known.
    """

    # What a lost connection looks like. Anything else is a mistake of ours, and is logged as one.
    losses: tuple[type[Exception], ...] = (OSError,)

    def __init__(self, heard: Callable[[bytes], None], back: Callable[[], None], alone: Callable[[bool], None]) -> None:
        self._heard = heard
        self._back = back
        self._alone = alone
        self._listening: asyncio.Task[None] | None = None
        self._told = False
        self._since = 0.0
        self.well = False

    async def run(self) -> None:
        """Listen until cancelled."""
        pause = 0.0
        while True:
            await asyncio.sleep(pause * between(0.5, 1))
            self._listening = asyncio.create_task(self._listen())
            try:
                await asyncio.wait([self._listening])
            finally:
                self._listening.cancel()
                self._alone(False)
            pause = 0.2 if self.well else min(max(0.2, pause * 2), LONGEST_PAUSE)
            self._say_lost(self._listening)

    def reconnect(self) -> None:
        """Leave a connection that looks well but has missed rings; `run` makes a new one."""
        # Cancelled, not closed: nobody may close a socket for which the loop still waits. A connection that
        # is young is not to blame: what it missed was rung before.
        young = asyncio.get_running_loop().time() - self._since < QUIET
        if self._listening and self.well and not young:
            self._listening.cancel()

    @abstractmethod
    async def _listen(self) -> None:
        """Connect, test, say `_connected`, and hand on what is heard until something fails."""

    def _connected(self) -> None:
        if self._told:
            # No cause for alarm, but whoever reads of the loss wants to read of its end.
            log.warning("listener back")
        else:
            log.info("listener connected")
        self.well, self._told, self._since = True, False, asyncio.get_running_loop().time()
        self._back()

    def _say_lost(self, ended: asyncio.Task[None]) -> None:
        error = None if ended.cancelled() else ended.exception()
        if error and not isinstance(error, self.losses):
            log.error("listener failed", exc_info=error)
        elif self.well or not self._told:
            why = str(error or "").strip().partition("\n")[0] or (type(error).__name__ if error else "it missed a ring")
            log.warning("listener lost", error=why)
        self.well, self._told = False, True
