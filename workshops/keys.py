"""Places and keys: what stands first, second, third in a workshop, and what its file calls it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import models

from workshops.rows import Asked

if TYPE_CHECKING:
    from workshops.models import Workshop

_PLACE = """
SELECT place.number, EXISTS (SELECT FROM {table} WHERE workshop_id = %(workshop)s AND key = %(letter)s || place.number)
FROM (SELECT coalesce(max(number), 0) + 1 AS number FROM {table} WHERE workshop_id = %(workshop)s) AS place
"""


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


def next_place(model: type[Any], workshop: "Workshop", letter: str) -> dict[str, Any]:
    """Return the `number` and `key` of the row to come, like 12 and "r12". Call it with the workshop locked."""
    return ask_for_place(model, workshop, letter)()


def ask_for_place(model: type[Any], workshop: "Workshop", letter: str) -> Callable[[], dict[str, Any]]:
    """Begin to ask for `next_place`; what is returned ends it. Between the two other questions can be put."""
    asked = Asked(_PLACE.format(table=model._meta.db_table), {"workshop": workshop.pk, "letter": letter})

    def found() -> dict[str, Any]:
        number, is_taken = asked.one()
        key = f"{letter}{number}"
        # An imported file chooses its own keys and may have taken this one.
        while is_taken:
            key = f"{key}x"
            is_taken = model.objects.filter(workshop=workshop, key=key).exists()
        return {"number": number, "key": key}

    return found
