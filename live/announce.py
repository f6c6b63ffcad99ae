"""The one thing that the other rooms call: say, inside the transaction, that something changed."""

import json
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, Literal

from django.db import transaction

from live import ringing
from live.models import ALL, OWN, LiveModel
from live.rings import Bell, Ring, merge

# A statement and its parameters.
Write = tuple[str, Sequence[Any]]


def announce(
    thing: LiveModel,
    *,
    touched: Iterable[str] = (ALL,),
    bell: Iterable[str] | Literal["all"] = (),
    door: bool = False,
    calm: bool = False,
    counts: Iterable[str] = (),
    stamps: Iterable[str] = (),
    whole: bool = False,
    writes: Sequence[Write] = (),
) -> None:
    """Give `thing` its next revision and wake everybody who watches it once the transaction commits.

    Call it as the last statement of the transaction that writes: it takes the row lock that makes
    the order of revisions the order of commits, and the lock should be held for a moment only.
    `touched` names the parts of the board that look different now, where they are few: the others are not drawn
    again. `bell` names the persons (ids) whose own part of the page changed, or "all"; `door` says that some of them
    may no longer watch, which is then looked into at once. `calm` says that nobody waits to see it: it is gathered
    with whatever else comes within a tenth of a second. `counts` names columns of the thing that grow by one with
    this change, `stamps` those that are set to now: so they cost no write of their own. `whole` says that `thing` was
    read under its lock and that nothing but this changes its row: those who watch it here can be shown the change
    without asking the database once more. `writes` are done in the same statement, in any order, none seeing another:
    where that is all that a transaction writes, it saves a trip.
    Raises RuntimeError outside a transaction, the model's DoesNotExist when the row is gone.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("announce() belongs inside the transaction that writes: use transaction.atomic()")
    marked = (*touched, OWN) if bell == "all" else tuple(touched)
    _step(thing, marked, tuple(counts), tuple(stamps), writes)
    persons: Bell = "all" if bell == "all" else frozenset(bell)
    at = thing.revision
    row = _twin(thing) if whole else None
    _pending().rings.append(Ring(thing.kind, str(thing.pk), thing.epoch, at, at, persons, door, calm, row))


def _twin(thing: LiveModel) -> LiveModel:
    """Return the thing as it is now, whatever whoever holds it does with it."""
    twin = type(thing).__new__(type(thing))
    twin.__dict__.update(thing.__dict__)
    return twin


class _Pending:
    """The rings of one transaction, rung together when it has committed."""

    def __init__(self, savepoints: list[str | None]) -> None:
        self.savepoints = savepoints
        self.rings: list[Ring] = []

    def ring(self) -> None:
        ringing.ring(merge(self.rings))


def _pending() -> _Pending:
    # Only rings of the same savepoints share one: what a savepoint takes back must ring nothing,
    # and Django forgets the callbacks of a savepoint that is rolled back, not parts of a callback.
    connection = transaction.get_connection()
    savepoints = [*connection.savepoint_ids]
    for _, callback, _ in reversed(connection.run_on_commit):
        pending = getattr(callback, "__self__", None)
        if isinstance(pending, _Pending):
            if pending.savepoints == savepoints:
                return pending
            break
    pending = _Pending(savepoints)
    transaction.on_commit(pending.ring, robust=True)
    return pending


def _step(
    thing: LiveModel,
    touched: tuple[str, ...],
    counts: tuple[str, ...],
    stamps: tuple[str, ...],
    writes: Sequence[Write],
) -> None:
    connection, options = transaction.get_connection(), thing._meta
    quote = connection.ops.quote_name
    table, key, more = quote(options.db_table), options.pk, [quote(name) for name in (*counts, *stamps)]
    grown = [f"{quote(name)} = {quote(name)} + 1" for name in counts]
    stamped = [f"{quote(name)} = clock_timestamp()" for name in stamps]
    steps = ", ".join([f"touched = {_marks(touched)}", *grown, *stamped])
    along = ", ".join(f"write_{number} AS ({sql})" for number, (sql, _) in enumerate(writes))
    with connection.cursor() as cursor:
        cursor.execute(
            f"{along and f'WITH {along} '}UPDATE {table} SET revision = revision + 1, {steps}"  # noqa: S608 - names of a model
            f" WHERE {quote(key.column)} = %s RETURNING {', '.join(['revision', 'epoch', 'touched', *more])}",
            [*chain(*(values for _, values in writes)), *touched, key.get_db_prep_value(thing.pk, connection)],
        )
        row = cursor.fetchone()
    if row is None:
        raise type(thing).DoesNotExist(f"{thing!r} is not there any more")
    thing.revision, thing.epoch, marks, *changed = row
    thing.touched = json.loads(marks)
    for name, value in zip((*counts, *stamps), changed, strict=True):
        setattr(thing, name, value)


def _marks(touched: tuple[str, ...]) -> str:
    pairs = ", ".join(["%s::text, revision + 1"] * len(touched))
    return f"touched || jsonb_build_object({pairs})" if touched else "touched"
