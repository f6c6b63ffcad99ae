"""What a change did to which rows: kept with its line in the log, so that it can be taken back exactly.

`Changes` is plain JSON: {"was": rows, "is": rows, "about": ids}. `rows` maps "area:<id>" to the fields that differ, or
to None where there is no such row. `about` are the ids of these rows and of those they point to.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Field, ForeignKey, Model, QuerySet

from workshops.keys import next_place
from workshops.models import Workshop

Row = dict[str, Any]
Changes = dict[str, Any]
Rows = Mapping[str, Row | None]


class InTheWay(Exception):
    """Something later depends on it: it is about one of `ids`. `reason` says what stands in the way itself."""

    def __init__(self, ids: Collection[str], reason: str = "") -> None:
        self.ids = set(ids)
        self.reason = reason
        super().__init__(reason)


def _nothing(rows: "QuerySet[Any]") -> str:
    return ""


def _at_peace(workshop: Workshop, rows: "QuerySet[Any]") -> None:
    """Most rows can be as they were whatever the others are."""


@dataclass(frozen=True)
class Thing:
    """A table whose rows can be put back. `fields` are what verbs change, and what must still be as a change left it.

    `comes_and_goes` says that verbs make rows and take them away: then all there is of a row is kept.
    `in_use(rows)` says why rows cannot be taken away, or "". `settle(workshop, rows)` is asked about rows that
    are as they were again, and raises a Refusal if they cannot be.
    """

    model: type[Model]
    fields: tuple[str, ...]
    comes_and_goes: bool = False
    in_use: Callable[["QuerySet[Any]"], str] = _nothing
    settle: Callable[[Workshop, "QuerySet[Any]"], None] = _at_peace

    def columns(self) -> "dict[str, Field[Any, Any]]":
        """What is kept of a row, by the names of its attributes."""
        known = {column.attname: column for column in self.model._meta.concrete_fields if not column.generated}
        return known if self.comes_and_goes else {name: known[name] for name in self.fields}

    def rows(self, ids: Iterable[Any]) -> "QuerySet[Any]":
        return self.model._default_manager.filter(pk__in=list(ids))

    def read(self, ids: Collection[Any]) -> dict[str, Row]:
        columns, key = self.columns(), self.model._meta.pk.attname
        found = self.rows(ids).order_by().values(key, *columns) if ids else ()
        return {_key(self.model, row[key]): {name: _plain(row[name]) for name in columns} for row in found}


_things: dict[str, Thing] = {}


def register(*things: Thing) -> None:
    """Called once by each room, when it is loaded."""
    _things.update({str(thing.model._meta.model_name): thing for thing in things})


class Picture:
    """Some rows before a change: `changes()` afterwards tells what became of them. Take it with the workshop locked."""

    def __init__(self, *rows: "QuerySet[Any]") -> None:
        self._ids: dict[Thing, list[Any]] = {}
        self._was: dict[str, Row | None] = {}
        for some in rows:
            thing = _thing(some.model)
            ids = list(some.order_by().values_list("pk", flat=True))
            self._ids.setdefault(thing, []).extend(ids)
            self._was.update(thing.read(ids))

    def made(self, *rows: Model) -> None:
        """Add rows that were not there before the change."""
        for row in rows:
            self._ids.setdefault(_thing(type(row)), []).append(row.pk)
            self._was.setdefault(_key(type(row), row.pk), None)

    def changes(self) -> Changes:
        """Return what has changed since; empty if nothing has."""
        now: dict[str, Row] = {}
        for thing, ids in self._ids.items():
            now.update(thing.read(ids))
        was: dict[str, Row | None] = {}
        left: dict[str, Row | None] = {}
        for key, before in self._was.items():
            after = now.get(key)
            if before == after:
                continue
            if before and after:
                fields = _things[key.partition(":")[0]].fields
                different = [name for name in fields if before[name] != after[name]]
                before, after = ({name: row[name] for name in different} for row in (before, after))
            was[key], left[key] = before, after
        return {"was": was, "is": left, "about": sorted(_about(was) | _about(left))} if was else {}


def swapped(changes: Changes) -> Changes:
    """Return the changes that taking these back makes."""
    return {"was": changes["is"], "is": changes["was"], "about": changes["about"]}


def restore(workshop: Workshop, changes: Changes) -> None:
    """Put every row back to what it was, if it still is what the change made of it. Raises InTheWay or a Refusal."""
    must_be_unchanged(changes)
    try:
        with transaction.atomic():
            _put_back(workshop, changes["was"])
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except IntegrityError:
        raise InTheWay(changes["about"]) from None
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def must_be_unchanged(changes: Changes) -> None:
    """Raise InTheWay unless every row is as the change left it."""
    rows: Rows = changes["is"]
    now: dict[str, Row] = {}
    for thing, ids in _by_thing(rows).items():
        now.update(thing.read(ids))
    different = [key for key, row in rows.items() if not _holds(key, row, now.get(key))]
    if different:
        raise InTheWay([_id(key) for key in different])


def _holds(key: str, row: Row | None, now: Row | None) -> bool:
    if row is None or now is None:
        return row is now
    thing = _things[key.partition(":")[0]]
    return all(now[name] == value for name, value in row.items() if name in thing.fields)


def _put_back(workshop: Workshop, rows: Rows) -> None:
    """Rows that are to be there come first, then what they hold, and last go those that were not there."""
    by_thing = _by_thing(rows)
    there = {thing: thing.read(ids) for thing, ids in by_thing.items()}
    for thing, ids in by_thing.items():
        for key in (_key(thing.model, id) for id in ids):
            if (row := rows[key]) is not None and key not in there[thing]:
                _make(thing, row)
    for thing in by_thing:
        _update(thing, {key: row for key, row in rows.items() if row is not None and key in there[thing]})
    for thing, ids in by_thing.items():
        _take_away(thing, [id for id in ids if rows[_key(thing.model, id)] is None])
    for thing, ids in by_thing.items():
        thing.settle(workshop, thing.rows(id for id in ids if rows[_key(thing.model, id)] is not None))


def _make(thing: Thing, row: Row) -> None:
    """Make a row anew as it was. A number or key that another has taken since is exchanged for the next one."""
    values = _values(thing, row)
    made = thing.model(**values)
    if hasattr(made, "number") and hasattr(made, "key"):
        _number_anew(thing, made)
        values |= {"number": made.number, "key": made.key}
    made.save(force_insert=True)
    # What the database or the model fills in by itself, like a moment, is as it was too.
    thing.model._default_manager.filter(pk=made.pk).update(**values)


def _number_anew(thing: Thing, made: Any) -> None:
    others = thing.model._default_manager.filter(workshop_id=made.workshop_id)
    if others.filter(number=made.number).exists() or others.filter(key=made.key).exists():
        letter = made.key.rstrip("x0123456789") or made.key
        place = next_place(thing.model, Workshop(id=made.workshop_id), letter)
        made.number, made.key = place["number"], place["key"]


def _update(thing: Thing, rows: Rows) -> None:
    """Rows that get the same values are written together: there may be hundreds."""
    alike: dict[str, tuple[list[str], dict[str, Any]]] = {}
    for key, row in rows.items():
        values = _values(thing, row or {})
        alike.setdefault(repr(sorted(values.items())), ([], values))[0].append(_id(key))
    for ids, values in alike.values():
        thing.rows(ids).update(**values)


def _take_away(thing: Thing, ids: Collection[str]) -> None:
    if not ids:
        return
    rows = thing.rows(ids)
    if reason := thing.in_use(rows):
        raise InTheWay(ids, reason)
    rows.delete()


def _values(thing: Thing, row: Row) -> dict[str, Any]:
    columns = thing.columns()
    return {name: columns[name].to_python(value) for name, value in row.items() if name in columns}


def _by_thing(rows: Rows) -> dict[Thing, list[str]]:
    found: dict[Thing, list[str]] = {}
    for key in rows:
        found.setdefault(_things[key.partition(":")[0]], []).append(_id(key))
    return found


def _thing(model: type[Model]) -> Thing:
    return _things[str(model._meta.model_name)]


def _key(model: type[Model], id: object) -> str:
    return f"{model._meta.model_name}:{id}"


def _id(key: str) -> str:
    return key.partition(":")[2]


def _about(rows: Rows) -> set[str]:
    """The ids of the rows, and of what they point to."""
    found = {_id(key) for key in rows}
    for key, row in rows.items():
        thing = _things[key.partition(":")[0]]
        links = {name for name, column in thing.columns().items() if isinstance(column, ForeignKey)}
        found |= {value for name, value in (row or {}).items() if value and name in links.intersection(thing.fields)}
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
