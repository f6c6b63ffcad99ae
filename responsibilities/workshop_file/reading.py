"""The way in: bytes that may be anything become a document that can be imported, or a refusal."""

from typing import Any

from responsibilities.workshop_file import links, schema, syntax


def read(raw: bytes) -> dict[str, Any]:
    """Return the workshop file in `raw` as plain values, checked in every way, or raise NotAWorkshopFile."""
    document: dict[str, Any] = syntax.parse(raw)
    schema.check(document)
    links.check(document)
    return document
