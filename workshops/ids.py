"""Ids as forms send them."""

from collections.abc import Iterable
from uuid import UUID


def uuid_or_none(typed: str | None) -> UUID | None:
    """Return the id that was sent, or None for nothing and for what is no id."""
    try:
        return UUID(typed or "")
    except ValueError:
        return None


def uuids(typed: Iterable[str]) -> list[UUID]:
    """Return those of the values that are ids."""
    return [found for value in typed if (found := uuid_or_none(value)) is not None]
