"""Where rings go after a commit: straight to this process's hub, and by the outbox to all other processes."""

import secrets
from collections.abc import Callable, Sequence

from live import conf
from live.outbox import Outbox
from live.rings import Ring

# Says who rang, so that a process does not wake itself a second time through the database.
SENDER = secrets.token_hex(6)

outbox = Outbox(SENDER)
_listener: Callable[[Sequence[Ring]], None] | None = None
_alone = False


def attach(listener: Callable[[Sequence[Ring]], None] | None) -> None:
    """Name the function that wakes this process's own streams; it is called from any thread."""
    global _listener
    _listener = listener


def alone(so: bool) -> None:
    """Say whether this process is the only one that listens: then there is nobody else to tell."""
    global _alone
    _alone = so


def ring(rings: Sequence[Ring]) -> None:
    """Wake whoever watches, here and elsewhere. Returns at once and never raises: the write is done."""
    ways = conf.rings()
    here = _listener if "local" in ways else None
    if here:
        here(rings)
    if "notify" in ways and not (here and _alone):
        outbox.put(rings)
