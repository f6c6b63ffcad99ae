"""Which way rings travel between processes: over the server that LIVE_URL names, or else over PostgreSQL."""

from collections.abc import Callable, Iterable
from typing import Protocol

from live import conf, postgres, redis
from live.listening import Listener


class Transport(Protocol):
    """A module that carries payloads to every process that listens; at most once, and in no promised order."""

    @property
    def PAUSE(self) -> float:  # noqa: N802 - a constant of the module
        """The most seconds that one process rests between two calls of `publish`."""

    @property
    def Listener(  # noqa: N802 - a class
        self,
    ) -> Callable[[Callable[[bytes], None], Callable[[], None], Callable[[bool], None]], Listener]:
        """Made with what to call for each payload, after each connect, and when it is known whether others listen."""

    def publish(self, payloads: Iterable[bytes]) -> None:
        """Send payloads; raises when that did not succeed."""


def chosen() -> Transport:
    """The way that the settings choose."""
    return redis if conf.get("LIVE_URL") else postgres
