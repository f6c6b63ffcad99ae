"""The database in force: what its address means to Django, and whether it is one Remit can use."""

from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from config.problems import Problem

OLDEST = 15
# A prepared statement has one plan for whatever values. Left to itself PostgreSQL plans some anew each time, for values
# that make no difference here: everything is found by the key of a workshop, a person or a responsibility.
_GENERIC = "-c plan_cache_mode=force_generic_plan"


def settings(url: str, *, pool: dict[str, Any], prepare: bool = True) -> dict[str, Any]:
    """Return Django's entry for `url`. libpq itself reads it, so whatever psql accepts is accepted here.

    `prepare`: have the database plan what is asked often once per connection; not every pooler lets it.
    """
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        raise Problem(_unreadable()) from None
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    entry: dict[str, Any] = {ours: str(parts.pop(theirs, None) or "") for ours, theirs in names.items()}
    if not entry["NAME"]:
        raise Problem(_unreadable())
    return {
        "ENGINE": "django.db.backends.postgresql",
        **entry,
        "CONN_MAX_AGE": 0,  # A thread's connection goes back to the pool, which is what keeps it open.
        "OPTIONS": {
            # A host that is gone answers nothing at all; the driver's own patience is over two minutes.
            "connect_timeout": "5",
            **parts,
            "pool": pool,
            "server_side_binding": prepare,
            # Planning costs the database more than running: from the fifth time on it is not done again.
            "prepare_threshold": 5 if prepare else None,
            **({"options": _GENERIC} if prepare and "options" not in parts else {}),
        },
    }


def require(url: str) -> None:
    """Raise a Problem unless a PostgreSQL that is new enough answers at `url`."""
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            version = connection.info.server_version // 10000
    except psycopg.ProgrammingError:
        raise Problem(_unreadable()) from None
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[0].rstrip(".?")
        raise Problem(f"The database does not let Remit in, check DATABASE_URL: {reason}.") from None
    if version < OLDEST:
        raise Problem(f"The database is PostgreSQL {version}: Remit needs version {OLDEST} or newer.")


def _unreadable() -> str:
    return "DATABASE_URL is not an address Remit can read: write postgresql://user:password@host:5432/name."
