"""What every test stands on: the database server, Chromium, and what a failed browser test leaves behind."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.db import OperationalError
from django.db.backends.postgresql.operations import DatabaseOperations
from django.utils import translation

from config import embedded
from tests import chromium
from tests.server import _server, base_url, server, sessions_end

# A real server process on the test database, for tests anywhere in the house.
__all__ = ("_server", "base_url", "server", "sessions_end")


def pytest_configure() -> None:
    """Have a database server before Django looks for one; several runs and `make run` share it."""
    embedded.ensure()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the files that need a browser to the end: Playwright's event loop then runs in the worker's thread."""
    with_browser = {item.path for item in items if "playwright" in getattr(item, "fixturenames", ())}
    items.sort(key=lambda item: item.path in with_browser)


@pytest.fixture(scope="session", autouse=True)
def _emptied_at_the_second_try() -> None:
    """Emptying the tables locks them one by one; a server that is still reading them may stand in the way."""
    flush = DatabaseOperations.execute_sql_flush

    def again(self: DatabaseOperations, sql_list: Iterable[str]) -> None:
        for left in reversed(range(5)):
            try:
                flush(self, sql_list)
            except OperationalError as error:
                if not left or "deadlock" not in str(error):
                    raise
            else:
                break

    DatabaseOperations.execute_sql_flush = again  # type: ignore[assignment, method-assign]


@pytest.fixture(autouse=True)
def _nobodys_language() -> Iterator[None]:
    """A page leaves its language with the thread that drew it, and in a test that is the test's own."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the Chromium that is on this machine."""
    return {**browser_type_launch_args, **chromium.launch_options()}
