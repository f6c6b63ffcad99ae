"""Rows that every request reads, by SQL written once: composing the same query anew costs more than running it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Model
from django.db.models.base import ModelState

from live.announce import Write

M = TypeVar("M", bound=Model)
Parameters = Sequence[Any] | Mapping[str, Any]


@cache
def columns(model: type[Model], alias: str) -> str:
    """Return the columns of a model for a SELECT, in the order that `made` takes them."""
    names = (field.column or "" for field in model._meta.concrete_fields)
    return ", ".join(f"{alias}.{connection.ops.quote_name(name)}" for name in names)


def made(model: type[M], values: Sequence[Any]) -> M:
    """Return a model made of the values of `columns`, as the ORM would, but for the signals that nobody hears."""
    names, readers = _fields(model)
    found = model.__new__(model)
    state = found._state = ModelState()
    state.adding, state.db = False, DEFAULT_DB_ALIAS
    known = found.__dict__
    known.update(zip(names, values, strict=True))
    for name, read in readers:
        known[name] = read(known[name], None, connection)
    return found


@cache
def _fields(model: type[Model]) -> tuple[list[str], list[tuple[str, Callable[..., Any]]]]:
    """The names of a model's fields, and how those are read whose values are kept in another form."""
    fields = model._meta.concrete_fields
    readers = [(field.attname, field.from_db_value) for field in fields if hasattr(field, "from_db_value")]
    return [field.attname for field in fields], readers


class Asked:
    """A statement that is on its way; inside `together` nobody waits for it before its rows are wanted."""

    def __init__(self, sql: str, parameters: Parameters) -> None:
        self._cursor = connection.cursor()
        self._cursor.execute(sql, parameters)

    def one(self) -> Any:
        """Return the only row that was found, or None."""
        return self._cursor.fetchone()

    def every(self) -> list[Any]:
        """Return all rows that were found."""
        return list(self._cursor.fetchall())


def inserted(row: Model) -> Write:
    """Return what inserts a row, as the ORM would, but for the signals that nobody hears. Have it done at once: from
    here on the row counts as kept."""
    fields = row._meta.concrete_fields
    names = ", ".join(connection.ops.quote_name(field.column or "") for field in fields)
    places = ", ".join(["%s"] * len(fields))
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    table = connection.ops.quote_name(row._meta.db_table)
    return f"INSERT INTO {table} ({names}) VALUES ({places})", values  # noqa: S608 - names of a model


@contextmanager
def together() -> Iterator[None]:
    """Have the statements inside travel as one: the database runs them in order, and answers all of them at once.

    Only for plain SQL: the ORM looks at how many rows it wrote before the answer is there.
    """
    line = connections[DEFAULT_DB_ALIAS]  # `connection` looks for it with every name that is asked of it
    line.ensure_connection()
    with line.wrap_database_errors, line.connection.pipeline():
        yield


def one(sql: str, parameters: Parameters) -> Any:
    """Return the only row that `sql` finds, or None."""
    return Asked(sql, parameters).one()


def every(sql: str, parameters: Parameters) -> list[Any]:
    """Return all rows that `sql` finds."""
    return Asked(sql, parameters).every()
