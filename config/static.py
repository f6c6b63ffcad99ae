"""Where style sheets, scripts and pictures are."""

import re
from functools import lru_cache
from typing import Any

from django.core.files.base import ContentFile, File
from whitenoise.storage import CompressedManifestStaticFilesStorage

# What stands between the lines for whoever works on them: a fifth of what a browser would be sent.
_COMMENTS = {".css": re.compile(r"/\*.*?\*/\n?", re.DOTALL), ".js": re.compile(r"^[ \t]*//.*\n", re.MULTILINE)}


def bare(name: str, text: str) -> str:
    """Return a file of ours without its comments; in a script those that have a line to themselves."""
    comments = _COMMENTS.get(name[name.rfind(".") :])
    return comments.sub("", text) if comments and not name.startswith("vendor/") else text


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Names are worked out once: every page has a dozen of them, and they stay as they are while a process lives."""

    @lru_cache(1_000)  # noqa: B019 - there is one storage
    def url(self, name: str, force: bool = False) -> str:
        return str(super().url(name, force))

    def _save(self, name: str, content: File[Any]) -> str:
        if name.endswith(tuple(_COMMENTS)):
            raw = content.read()
            text = raw.decode() if isinstance(raw, bytes) else raw
            content = ContentFile(bare(name.replace("\\", "/"), text).encode())
        return str(super()._save(name, content))
