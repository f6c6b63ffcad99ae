"""How a category is marked wherever it is shown: a small icon and a word."""

from dataclasses import dataclass

from workshops.models import Category


@dataclass(frozen=True)
class Mark:
    key: str
    name: str
    emoji: str


def mark(category: Category) -> Mark:
    return Mark(category.key, category.name, category.emoji)
