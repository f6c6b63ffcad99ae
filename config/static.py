"""Where style sheets, scripts and pictures are."""

from functools import lru_cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Names are worked out once: every page has a dozen of them, and they stay as they are while a process lives."""

    @lru_cache(1_000)  # noqa: B019 - there is one storage
    def url(self, name: str, force: bool = False) -> str:
        return str(super().url(name, force))
