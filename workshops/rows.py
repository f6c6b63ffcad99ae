"""Rows that every request reads, by SQL written once: composing the same query anew costs more than running it."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

M = TypeVar("M", bound=Model)


@cache
def columns(model: type[Model], alias: str) -> str:
    """Return the columns of a model for a SELECT, in the order that `made` takes them."""
    names = (field.column or "" for field in model._meta.concrete_fields)
    return ", ".join(f"{alias}.{connection.ops.quote_name(name)}" for name in names)


def made(model: type[M], values: Sequence[Any]) -> M:
    """Return a model made of the values of `columns`, as the ORM would."""
    fields = model._meta.concrete_fields
    converted = [
        field.from_db_value(value, None, connection) if hasattr(field, "from_db_value") else value
        for field, value in zip(fields, values, strict=True)
    ]
    return model.from_db("default", [field.attname for field in fields], converted)


def one(sql: str, parameters: Sequence[Any] | Mapping[str, Any]) -> Any:
    """Return the only row that `sql` finds, or None."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchone()


def every(sql: str, parameters: Sequence[Any] | Mapping[str, Any]) -> list[Any]:
    """Return all rows that `sql` finds."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
