"""Where style sheets, scripts and pictures are."""

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile, File
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Whole lines of comment, and comments of style sheets: they are for whoever reads the source, and are a sixth of it.
_COMMENT = {".js": re.compile(rb"^\s*//.*\n", re.MULTILINE), ".css": re.compile(rb"/\*.*?\*/", re.DOTALL)}
# One file for many is a quarter smaller when it is compressed, and waited for once.
_IMPORT = re.compile(rb'^@import (?:url\()?"([\w.-]+\.css)"\)?;$', re.MULTILINE)
_HASH = re.compile(r"\.[0-9a-f]{12}(?=\.css$)")
_INDENT = re.compile(rb"^[ \t]+|\n(?=\n)", re.MULTILINE)


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Keeps what is served of our own scripts and styles without comments and indents.

    Names are worked out once: every page has a dozen of them, and they stay as they are while a process lives.
    """

    @lru_cache(1_000)  # noqa: B019 - there is one storage
    def url(self, name: str, force: bool = False) -> str:
        return str(super().url(name, force))

    def _save(self, name: str, content: "File[bytes]") -> str:
        if name.startswith(("js/", "css/")):
            # It may have been read already, for the name.
            content = ContentFile(slim(name, b"".join(content.chunks()), self._read))
        return str(super()._save(name, content))

    def _read(self, name: str) -> bytes:
        """Return what another file has, with the names of others in it where that has been worked out already."""
        if not self.exists(name):
            return found(_HASH.sub("", name))
        with self.open(name) as file:
            return bytes(file.read())


def found(name: str) -> bytes:
    """Return a file of ours as it is written."""
    return Path(str(finders.find(name))).read_bytes()


def slim(name: str, source: bytes, read: Callable[[str], bytes] = found) -> bytes:
    """Return a script or style sheet of ours without what only its readers need, and with what it imports.

    Anything else is returned as it is. Comments of scripts stand on lines of their own, and no text in them begins a
    line with two slashes.
    """
    if name.startswith("css/"):
        source = _IMPORT.sub(lambda one: read(f"css/{one[1].decode()}"), source)
    comment = _COMMENT.get(name[name.rfind(".") :])
    return _INDENT.sub(b"", comment.sub(b"", source)) if comment else source
