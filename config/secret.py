"""The signing key of an installation: made on first use, kept beside its data, readable by its owner only."""

import os
import secrets
from pathlib import Path


def key(path: Path) -> str:
    """Return the key in `path`, making it first if there is none. Two processes that race agree on one."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_text(secrets.token_urlsafe(64))
        draft.chmod(0o600)
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()
