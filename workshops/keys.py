"""Places and keys: what stands first, second, third in a workshop, and what its file calls it."""

from django.db import models


def next_number(rows: "models.QuerySet[models.Model]") -> int:
    """Return the number after the highest among `rows`. Call it with the workshop locked."""
    highest: int | None = rows.aggregate(highest=models.Max("number"))["highest"]
    return (highest or 0) + 1


class Numbered(models.Model):
    """One of a workshop's lists: `number` is its place in the order of creation, `key` its name in the file."""

    number = models.PositiveIntegerField(editable=False)
    key = models.CharField(max_length=64, editable=False)

    class Meta:
        abstract = True
