"""Version numbers: what 1.0 is called, what comes after it, and how it stands in an address."""

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"(0|[1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})")


@dataclass(frozen=True, order=True)
class Number:
    """A version's number, in the order of versions: 1.9, 1.10, 2.0."""

    major: int
    minor: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}"

    def following(self) -> "tuple[Number, Number]":
        """Return what a small and a large step from here are called."""
        return Number(self.major, self.minor + 1), Number(self.major + 1, 0)


FIRST = Number(1, 0)


def parse(text: str) -> Number | None:
    """Return the number that `text` says in its one way of being written, or None."""
    found = _NUMBER.fullmatch(text)
    return Number(int(found[1]), int(found[2])) if found else None


def choices_after(newest: Number | None) -> tuple[Number, ...]:
    """Return what the version to come may be called, the suggestion first."""
    return newest.following() if newest else (FIRST,)


class NumberConverter:
    """Lets an address hold a version's number."""

    regex = _NUMBER.pattern.replace("(0|", "(?:0|")

    def to_python(self, value: str) -> Number:
        number = parse(value)
        if number is None:
            raise ValueError(value)
        return number

    def to_url(self, value: object) -> str:
        return str(value)
