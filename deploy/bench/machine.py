"""What the machine did during a measurement: the server's processor time, and how much somebody else used."""

import gc
import os
import platform
import time
from types import TracebackType
from typing import Self

import psutil


def processor_seconds(root: int) -> float:
    """Processor seconds that a process and its descendants have used, those that have ended included."""
    first = psutil.Process(root)
    return sum(map(_used, (first, *first.children(recursive=True))))


def _used(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    # A postmaster that has seen its backends off keeps their time as its children's.
    return float(times.user + times.system + times.children_user + times.children_system)


def _busy() -> float:
    times = psutil.cpu_times()
    # On Linux, what a guest used is part of user time already.
    return float(sum(getattr(times, name, 0.0) for name in ("user", "system", "nice", "irq", "softirq")))


class Watch:
    """In a `with` statement: measures what happens inside; everything that is ours descends from this process."""

    def __init__(self, *server: int) -> None:
        """`server` are the processes whose time is measured, in all and of each: an application and its database."""
        self._server = server
        self.foreign_cores = 0.0
        self.each: tuple[float, ...] = ()
        self.generator = 0.0  # processor seconds of the load itself
        self.seconds = 0.0

    def __enter__(self) -> Self:
        gc.collect()
        self.generator = -time.process_time()
        gc.disable()  # a pause of the load generator would look like one of the server
        self._before = (
            time.monotonic(),
            _busy(),
            processor_seconds(os.getpid()),
            [*map(processor_seconds, self._server)],
        )
        return self

    @property
    def processor(self) -> float:
        """Processor seconds of the server."""
        return round(sum(self.each), 2)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        gc.enable()
        began, busy, ours, server = self._before
        if error is None:
            self.seconds = time.monotonic() - began
            self.generator = round(self.generator + time.process_time(), 2)
            now = map(processor_seconds, self._server)
            self.each = tuple(round(after - before, 2) for after, before in zip(now, server, strict=True))
            others = (_busy() - busy) - (processor_seconds(os.getpid()) - ours)
            self.foreign_cores = round(max(0.0, others) / self.seconds, 2)


def described() -> str:
    """Say what this machine is, as far as it matters for numbers."""
    memory = psutil.virtual_memory().total / 2**30
    kind = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"{psutil.cpu_count()} cores, {memory:.0f} GB, {kind}"
