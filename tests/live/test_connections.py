"""The pool of database connections, as a process looks after it."""

from contextlib import ExitStack

import pytest
from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper

from live import connections


@pytest.mark.django_db
def test_a_pool_that_is_looked_after_before_its_first_use_still_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    options = {"pool": {"min_size": 1, "max_size": 4, "timeout": 10}}
    pooled = DatabaseWrapper({**connection.settings_dict, "OPTIONS": options}, "pooled")
    monkeypatch.setattr(connections, "connection", pooled)
    try:
        connections.drop_dead()
        pooled.connect()
        with ExitStack() as held:
            others = [held.enter_context(pooled.pool.connection()) for _ in range(3)]
            assert [other.execute("SELECT 1").fetchone() for other in others] == [(1,)] * 3
    finally:
        pooled.close()
        pooled.close_pool()
