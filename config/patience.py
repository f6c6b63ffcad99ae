"""How long the application waits for its database: not for ever, when a line is open and nothing comes."""

from collections.abc import Callable
from typing import Any, Self, TypeVar

import psycopg
from psycopg import errors
from psycopg.abc import PQGen

from config.instants import Instants

R = TypeVar("R")
# Far longer than any statement of ours takes, and soon enough for somebody who looks at an empty page.
SECONDS = 8.0


class Silent(psycopg.OperationalError):
    """The database took a statement and did not answer. Nobody knows what became of it."""


class Connection(psycopg.Connection[Any]):
    """A connection that gives up. A firewall that forgets, or a host that hangs, closes nothing: TCP never tells.

    Commands of manage.py wait as long as it takes, until `begin` says otherwise.
    """

    seconds: float | None = None
    lost: Callable[[], None]

    @classmethod
    def connect(cls, *args: Any, **kwargs: Any) -> Self:
        """Return a new connection that reads points in time our way."""
        made = super().connect(*args, **kwargs)
        made.adapters.register_loader("timestamptz", Instants)
        return made

    def wait(self, gen: PQGen[R], interval: float = 0.1, timeout: float | None = None) -> R:
        """Wait for an answer. Raises Silent, and is of no more use then."""
        try:
            return super().wait(gen, interval, timeout or self.seconds)
        except errors._WaitTimeout as error:
            if timeout:
                raise
            self.pgconn.finish()
            self.lost()
            raise Silent(f"the database has not answered for {self.seconds:g} seconds") from error


def begin(lost: Callable[[], None]) -> None:
    """From here on wait for SECONDS only; `lost()` is called when that was in vain, since all lines may be dead."""
    Connection.seconds, Connection.lost = SECONDS, staticmethod(lost)
