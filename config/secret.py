"""The signing key of an installation: made on first use, kept beside its data, readable by its owner only."""

import os
import secrets
from pathlib import Path

from config.problems import Problem


def key(path: Path) -> str:
    """Return the key in `path`, making it first if there is none. Two processes that race agree on one."""
    try:
        if not path.exists():
            _make(path)
        return path.read_text()
    except PermissionError as error:
        raise Problem(
            f"Remit may not use {error.filename}: start it as the user who started it first, "
            "or give that folder to the user who starts it now."
        ) from None
    except OSError as error:
        raise Problem(f"Remit cannot write to {path.parent} ({error.strerror}): free it or set REMIT_DATA.") from None


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    # Nobody else may read it, not even for the moment between writing and a later chmod.
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(64))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
