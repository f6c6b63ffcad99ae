"""Chance, so that many who wait for the same thing do not all come back at the same moment."""

import secrets


def between(low: float, high: float) -> float:
    """A number from `low` to `high`."""
    return low + (high - low) * secrets.randbelow(10_000) / 10_000
