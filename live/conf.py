"""The settings of this room, each with its default, read when used so that tests may change them."""

from typing import Any

from django.conf import settings

_DEFAULTS: dict[str, Any] = {
    "LIVE_BOARDS": {},
    # Redis or Valkey, over which rings travel to other processes; PostgreSQL if there is none.
    "LIVE_URL": "",
    "LIVE_DATABASE_URL": "",
    # How a ring travels. Empty in tests that prove that boards converge when every ring is lost.
    "LIVE_RINGS": ("local", "notify"),
    # How many drawings a process keeps, one for each thing and audience.
    "LIVE_DRAWINGS": 1000,
    # Over HTTP/1.1 a browser has six connections to a server: some must be left for pages and forms.
    "LIVE_STREAMS_PER_PERSON": 4,
    "LIVE_STREAMS_PER_TOPIC": 2000,
    "LIVE_STREAMS": 10000,
    "LIVE_BEAT_SECONDS": 10.0,
    # A browser that reads nothing for so long is dropped.
    "LIVE_STALL_SECONDS": 60.0,
    # A beat that is not acknowledged after so long was sent into a network that has vanished.
    "LIVE_ACK_SECONDS": 4.0,
    # How long somebody may be without a stream, or a tab be hidden, until others are told.
    "LIVE_GONE_SECONDS": 6.0,
    "LIVE_AWAY_SECONDS": 4.0,
    # A process that has not been heard of for so long is dead, and who was with it is gone.
    "LIVE_HUB_SECONDS": 15.0,
    "LIVE_POLL_SECONDS": 1.0,
    "LIVE_RECHECK_SECONDS": 5.0,
}


def get(name: str) -> Any:
    """The value of a LIVE_ setting, or its default. Raises KeyError for a name that does not exist."""
    return getattr(settings, name, _DEFAULTS[name])


def rings() -> tuple[str, ...]:
    """The ways a ring may travel: "local" to this process's hub, "notify" to all other processes."""
    return tuple(get("LIVE_RINGS"))
