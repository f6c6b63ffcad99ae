"""Work on the database and on templates, away from the event loop."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, ParamSpec, TypeVar

from django.db import close_old_connections

P = ParamSpec("P")
R = TypeVar("R")
_Job = tuple[asyncio.AbstractEventLoop, "asyncio.Future[Any]", Callable[[], Any]]


class Crew:
    """A few threads that take what there is to do in turn.

    An executor of the standard library does the same at four times the price: it makes two futures for each job and
    locks each of them several times, and every vote is two jobs.
    """

    def __init__(self, size: int, name: str) -> None:
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._size = size
        for number in range(size):
            threading.Thread(target=self._serve, name=f"{name}_{number}", daemon=True).start()

    async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Have a thread do it, and return or raise what it does."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[R] = loop.create_future()
        self._jobs.put((loop, done, lambda: work(*args, **kwargs)))
        return await done

    def stop(self) -> None:
        """Take no more work; what runs is not waited for."""
        for _ in range(self._size):
            self._jobs.put(None)

    def _serve(self) -> None:
        while job := self._jobs.get():
            self._do(*job)
            del job  # a thread that waits must not keep what it did last

    def _do(self, loop: asyncio.AbstractEventLoop, done: "asyncio.Future[Any]", work: Callable[[], Any]) -> None:
        if done.cancelled():
            return
        try:
            settle, outcome = done.set_result, work()
        except BaseException as error:  # noqa: BLE001 - it is for whoever waits
            settle, outcome = done.set_exception, error
        with suppress(RuntimeError):  # the loop may have ended
            loop.call_soon_threadsafe(_settle, done, settle, outcome)


def _settle(done: "asyncio.Future[Any]", settle: Callable[[Any], None], outcome: Any) -> None:
    if not done.done():
        settle(outcome)


class Threads:
    """A few threads of the live room's own, so that busy pages cannot keep the boards waiting."""

    def __init__(self, workers: int = 3) -> None:
        self._crew = Crew(workers, "live")

    async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run `work` in a thread and give its connection back: a waiting stream never holds one."""

        def whole() -> R:
            try:
                return work(*args, **kwargs)
            finally:
                close_old_connections()

        return await self._crew.run(whole)

    def stop(self) -> None:
        """Take no more work; what runs is not waited for."""
        self._crew.stop()
