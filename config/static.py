"""Where style sheets, scripts and pictures are."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile, File
from whitenoise.storage import CompressedManifestStaticFilesStorage

from config import joining

# Whole lines of comment, and comments of style sheets: they are for whoever reads the source, and are a sixth of it.
_COMMENT = {".js": re.compile(rb"^\s*//.*\n", re.MULTILINE), ".css": re.compile(rb"/\*.*?\*/", re.DOTALL)}
# One file for many is a quarter smaller when it is compressed, and waited for once.
_IMPORT = re.compile(rb'^@import "([\w.-]+\.css)";$', re.MULTILINE)
_INDENT = re.compile(rb"^[ \t]+|\n(?=\n)", re.MULTILINE)
# Style sheets mean the same without these; no text in ours has any of them.
_AIR = re.compile(rb"\s*([{};,])\s*|(?<=:)[ ]+")


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Keeps what is served of our own scripts and styles joined, without comments and indents.

    Names are worked out once: every page has a dozen of them, and they stay as they are while a process lives.
    """

    # Our scripts know each other by the names that stay for ever: of what is loaded later, no other edition is taken.
    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (
        "js/*.js",
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],
    )

    @lru_cache(1_000)  # noqa: B019 - there is one storage
    def url(self, name: str, force: bool = False) -> str:
        return str(super().url(name, force))

    def save(self, name: str, content: "File[bytes]", max_length: int | None = None) -> str:
        return str(super().save(name, ContentFile(served(name)) if is_ours(name) else content, max_length))

    def post_process(self, paths: dict[str, Any], *args: Any, **options: Any) -> Iterator[Any]:
        # The names come from what is served: a joined file changes with every part of it.
        sources = {name: (Served(), name) if is_ours(name) else source for name, source in paths.items()}
        yield from super().post_process(sources, *args, **options)


class Served:
    """Our own files as they are served, for whoever opens them by their names."""

    def open(self, name: str) -> "File[bytes]":
        return ContentFile(served(name))


def is_ours(name: str) -> bool:
    return name.startswith(("js/", "css/"))


def written(name: str) -> bytes:
    """Return a file as it is written."""
    return Path(str(finders.find(name))).read_bytes()


def served(name: str) -> bytes:
    """Return a script or style sheet of ours with what it imports, and without what only its readers need."""
    if name.endswith(".css"):
        whole = _IMPORT.sub(lambda one: written(f"css/{one[1].decode()}"), written(name))
    elif joining.is_entry(name):
        whole = joining.join(name, lambda one: written(one).decode()).encode()
    else:
        whole = written(name)
    return slim(name, whole)


def slim(name: str, source: bytes) -> bytes:
    """Return a script or style sheet without what only its readers need; anything else as it is.

    Comments of scripts stand on lines of their own, and no text in them begins a line with two slashes.
    """
    comment = _COMMENT.get(name[name.rfind(".") :])
    if not comment:
        return source
    bare = _INDENT.sub(b"", comment.sub(b"", source))
    return _AIR.sub(rb"\1", bare) if name.endswith(".css") else bare
