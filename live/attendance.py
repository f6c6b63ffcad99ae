"""Who is here: the tables that say so for all processes. Which tab is open where, and which processes live.

Plain SQL on two tables without models: rows that are only about now are never looked at one by one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from live import conf

# One batch at a time in the whole installation: two that take a person's last two tabs must see each other.
_LOCK = 0x6C697665


class Place(NamedTuple):
    """One tab of one person at one board."""

    kind: str
    key: str
    person: str
    tab: str


class Word(NamedTuple):
    """What a tab said last: whether it is hidden, and the number of that word."""

    away: bool
    said: int


@dataclass(frozen=True)
class Batch:
    """What a hub has to tell: tabs that are open with it, those it has lost, and words of tabs that others have."""

    open: dict[Place, Word] = field(default_factory=dict)
    closed: Sequence[Place] = ()
    said: dict[Place, Word] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """`boards` are the (kind, key) at which somebody came, went or turned away; `anew` when the hub was not known."""

    boards: frozenset[tuple[str, str]]
    anew: bool


def people(kind: str, key: str) -> dict[str, bool]:
    """Who is here, by person: True with a tab that is shown, False when all of theirs are hidden."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT person, bool_or(NOT away) FROM live_tab WHERE kind = %s AND key = %s GROUP BY person", [kind, key]
        )
        return dict(cursor.fetchall())


def tell(hub: str, batch: Batch) -> Outcome:
    """Say that the hub lives, write what it has to tell, and forget hubs that have not been heard of for long."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        anew = _sign(cursor, hub)
        lost, ghosts = _dead(cursor)
        persons = {place[:3] for place in (*batch.open, *batch.closed, *batch.said)} | ghosts
        before = _states(cursor, persons)
        cursor.execute("DELETE FROM live_hub WHERE id = ANY(%s)", [lost])
        _write(cursor, hub, batch)
        after = _states(cursor, persons)
    changed = {person[:2] for person in persons if before.get(person) != after.get(person)}
    return Outcome(frozenset(changed), anew)


def _sign(cursor: CursorWrapper, hub: str) -> bool:
    cursor.execute(
        "INSERT INTO live_hub VALUES (%s, clock_timestamp())"
        " ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at RETURNING xmax = 0",
        [hub],
    )
    return bool(cursor.fetchone()[0])


def _dead(cursor: CursorWrapper) -> tuple[list[str], set[tuple[str, str, str]]]:
    # A process that was killed says no goodbye.
    cursor.execute(
        "SELECT h.id, t.kind, t.key, t.person FROM live_hub h LEFT JOIN live_tab t ON t.hub = h.id"
        " WHERE h.seen_at < clock_timestamp() - %s * interval '1 second'",
        [conf.get("LIVE_HUB_SECONDS")],
    )
    rows = cursor.fetchall()
    return list({row[0] for row in rows}), {row[1:] for row in rows if row[1] is not None}


def _states(cursor: CursorWrapper, persons: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str, str], bool]:
    asked = [*persons]
    if not asked:
        return {}
    cursor.execute(
        "SELECT kind, key, person, bool_or(NOT away) FROM live_tab"
        " JOIN unnest(%s::text[], %s::text[], %s::text[]) AS asked (kind, key, person) USING (kind, key, person)"
        " GROUP BY kind, key, person",
        _columns(asked),
    )
    return {(kind, key, person): here for kind, key, person, here in cursor.fetchall()}


def _write(cursor: CursorWrapper, hub: str, batch: Batch) -> None:
    if batch.open:
        # Whoever has the stream has the tab; of two words the later one holds.
        cursor.execute(
            "INSERT INTO live_tab AS t (kind, key, person, tab, away, said, hub)"
            " SELECT *, %s FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::bool[], %s::int[])"
            " ON CONFLICT (kind, key, person, tab) DO UPDATE SET hub = excluded.hub,"
            " away = CASE WHEN excluded.said < t.said THEN t.away ELSE excluded.away END,"
            " said = greatest(excluded.said, t.said)",
            [hub, *_columns([*place, *word] for place, word in batch.open.items())],
        )
    if batch.said:
        cursor.execute(
            "UPDATE live_tab AS t SET away = word.away, said = word.said"
            " FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::bool[], %s::int[])"
            " AS word (kind, key, person, tab, away, said)"
            " WHERE (t.kind, t.key, t.person, t.tab) = (word.kind, word.key, word.person, word.tab)"
            " AND t.said < word.said",
            _columns([*place, *word] for place, word in batch.said.items()),
        )
    if batch.closed:
        # Not when the tab has come back meanwhile by another process.
        cursor.execute(
            "DELETE FROM live_tab WHERE hub = %s AND (kind, key, person, tab) IN"
            " (SELECT * FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[]))",
            [hub, *_columns(batch.closed)],
        )


def _columns(rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]
