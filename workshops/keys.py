"""Places and keys: what stands first, second, third in a workshop, and what its file calls it."""

from typing import Any

from django.db import models


class Numbered(models.Model):
    """One of a workshop's lists: `number` is its place in the order of creation, `key` its name in the file."""

    number = models.PositiveIntegerField(editable=False)
    key = models.CharField(max_length=64, editable=False)

    class Meta:
        abstract = True


def next_number(rows: "models.QuerySet[Any]") -> int:
    """Return the number after the highest among `rows`. Call it with the workshop locked."""
    highest: int | None = rows.aggregate(highest=models.Max("number"))["highest"]
    return (highest or 0) + 1


def next_place(rows: "models.QuerySet[Any]", letter: str) -> dict[str, Any]:
    """Return the `number` and `key` of the row to come, like 12 and "r12". Call it with the workshop locked."""
    number = next_number(rows)
    key = f"{letter}{number}"
    # An imported file chooses its own keys and may have taken this one.
    while rows.filter(key=key).exists():
        key = f"{key}x"
    return {"number": number, "key": key}
