"""Ids as forms send them."""

import re
from collections.abc import Iterable
from uuid import UUID, uuid4

_NOT_IN_KEY = re.compile(r"[^0-9A-Za-z-]+")


def uuid_or_none(typed: str | None) -> UUID | None:
    """Return the id that was sent, or None for nothing and for what is no id."""
    try:
        return UUID(typed or "")
    except ValueError:
        return None


def uuids(typed: Iterable[str]) -> list[UUID]:
    """Return those of the values that are ids."""
    return [found for value in typed if (found := uuid_or_none(value)) is not None]


def client_key(typed: str | None) -> str:
    """Return the key that a form was sent with, at most 32 letters and digits; a new one if it had none."""
    return _NOT_IN_KEY.sub("", typed or "")[:32] or uuid4().hex
