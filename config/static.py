"""Where style sheets, scripts and pictures are."""

import re
from functools import lru_cache

from django.core.files.base import ContentFile, File
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Whole lines of comment, and comments of style sheets: they are for whoever reads the source, and are a sixth of it.
_COMMENT = {".js": re.compile(rb"^\s*//.*\n", re.MULTILINE), ".css": re.compile(rb"/\*.*?\*/", re.DOTALL)}
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
            content = ContentFile(slim(name, content.read()))
        return str(super()._save(name, content))


def slim(name: str, source: bytes) -> bytes:
    """Return a script or style sheet of ours without what only its readers need; anything else as it is.

    Comments of scripts stand on lines of their own, and no text in them begins a line with two slashes.
    """
    comment = _COMMENT.get(name[name.rfind(".") :])
    return _INDENT.sub(b"", comment.sub(b"", source)) if comment else source
