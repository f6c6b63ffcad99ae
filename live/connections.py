"""Connections that a restart of the database has killed: let go all at once, not one failed request after another."""

from django.db import connection


def drop_dead() -> None:
    """Have the pool put new connections in place of all that wait in it: what one has met has met the others."""
    # Nor are they asked whether they live: one whose other side has vanished would keep us waiting for its answer.
    # Asking at each hand-over instead (CONN_HEALTH_CHECKS) costs a round trip every time, and after a restart the
    # pool pauses longer before each next try.
    # A pool that nobody has used yet is not open; asked then, it would believe for ever that it is just growing.
    if (pool := getattr(connection, "pool", None)) and not pool.closed:
        pool.drain()
