"""Running a coroutine's first step at once: sending to a browser that keeps up then costs no task."""

import asyncio
import types
from collections.abc import Awaitable, Coroutine, Generator
from typing import Any, cast


def begin(awaitable: Awaitable[None]) -> asyncio.Task[None] | None:
    """Run a coroutine until it has to wait. None when it ended; else the task in which it goes on.

    Measured with 500 streams: a task and a queue for each cost nearly twice the processor time.
    """
    coroutine = cast("Coroutine[Any, Any, None]", awaitable)
    try:
        awaited = coroutine.send(None)
    except StopIteration:
        return None
    return asyncio.ensure_future(_go_on(coroutine, awaited))


async def _go_on(coroutine: Coroutine[Any, Any, None], awaited: Any) -> None:
    await _rest(coroutine, awaited)


@types.coroutine
def _rest(coroutine: Coroutine[Any, Any, None], awaited: Any) -> Generator[Any, Any, None]:
    # The task must first wait for what the coroutine already waits for; from then on they are one.
    try:
        yield awaited
    except BaseException:
        coroutine.close()
        raise
    yield from coroutine
