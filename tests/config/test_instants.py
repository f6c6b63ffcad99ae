"""Points in time come out of the database as they went in, on the connections that a running installation has."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as some
from psycopg import DataError

from config.patience import Connection

Read = Callable[..., Any]


@pytest.fixture(scope="module")
def read(django_db_setup: None) -> Iterator[Read]:
    with Connection.connect(**connection.get_connection_params()) as line:

        def first(sql: str, *parameters: Any, zone: str = "UTC") -> Any:
            with line.transaction(force_rollback=True):
                line.execute("SELECT set_config('TimeZone', %s, true)", [zone])
                [found] = line.execute(sql, parameters).fetchone() or [None]
            return found

        yield first


ZONES: Any = some.timezones() | some.integers(-14 * 60, 14 * 60).map(
    lambda minutes: timezone(timedelta(minutes=minutes))
)
EARLIEST, LATEST = datetime(1, 1, 3), datetime(9999, 12, 29)  # noqa: DTZ001 - the zone is drawn apart


@given(instant=some.datetimes(EARLIEST, LATEST, timezones=ZONES))
def test_what_is_read_is_what_was_written(read: Read, instant: datetime) -> None:
    found = read("SELECT %s::timestamptz", instant)
    assert (found, found.tzinfo) == (instant.astimezone(UTC), UTC)


def test_a_session_that_speaks_of_another_zone_means_the_same(read: Read) -> None:
    found = read("SELECT '2026-03-01 12:30:00.05+00'::timestamptz", zone="Asia/Kolkata")
    assert (found, found.tzinfo) == (datetime(2026, 3, 1, 12, 30, 0, 50_000, UTC), UTC)


@pytest.mark.parametrize("said", ["infinity", "-infinity", "0044-03-15 12:00:00+00 BC"])
def test_what_python_has_no_word_for_is_an_error(read: Read, said: str) -> None:
    with pytest.raises(DataError, match="no point in time"):
        read("SELECT %s::timestamptz", said)


def test_nor_has_it_one_for_the_year_ten_thousand(read: Read) -> None:
    with pytest.raises(DataError, match="no point in time"):
        read("SELECT '10000-01-01 04:00+00'::timestamptz", zone="America/New_York")  # still 9999 there
