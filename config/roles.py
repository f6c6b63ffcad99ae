"""What one process serves: everything, or, behind a proxy that tells them apart, only pages or only streams."""

import os

from redis.connection import ConnectionPool

from config.problems import Problem

ROLES = ("all", "web", "live")


def require() -> str:
    """Return the role. Raises a Problem unless what the environment says of roles and rings can be served."""
    role = os.environ.get("ROLE") or "all"
    if role not in ROLES:
        raise Problem(f"ROLE is {role!r}: give web for pages, live for streams, or all for both.")
    if role != "all" and not os.environ.get("SITE_URL"):
        raise Problem(f"ROLE={role} needs SITE_URL: the address of the proxy in front, which people use.")
    if not (os.environ.get("WORKERS") or "1").isdecimal():
        raise Problem("WORKERS is not a number: give how many processes are to serve pages, as in WORKERS=2.")
    try:
        ConnectionPool.from_url(os.environ.get("LIVE_URL") or "redis://")
    except ValueError:
        raise Problem("LIVE_URL is not an address Remit can read: write redis://user:password@host:6379/0.") from None
    return role
