#!/usr/bin/env python3
"""The operator's door: every command goes through here."""

import os
import signal
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent
# What these do, they do without a database; all others find one running, or start the embedded one.
WITHOUT_DATABASE = {
    "check",
    "collectstatic",
    "diffsettings",
    "help",
    "makemessages",
    "version",
    "--help",
    "--version",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    # A command that is told to stop leaves by the front door, so that the server it started stops too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    from django.core.management import execute_from_command_line

    from config import database, embedded, problems

    with problems.reported():
        if not WITHOUT_DATABASE.intersection(sys.argv[1:2] or ["help"]):
            database.require(embedded.ensure())
        try:
            execute_from_command_line(sys.argv)
        except KeyboardInterrupt:
            sys.exit(130)


def _enter_environment() -> None:
    """Start again inside .venv when called by a Python that has no Django, such as the system's own."""
    inside = HOME / ".venv/bin/python"
    if not inside.exists() or Path(sys.prefix).resolve() == inside.parent.parent.resolve():
        sys.exit("Remit is not installed here yet: run `make run` (or `make install`) first.")
    os.execv(inside, [str(inside), *sys.argv])


if __name__ == "__main__":
    try:
        import django  # noqa: F401
    except ImportError:
        _enter_environment()
    main()
