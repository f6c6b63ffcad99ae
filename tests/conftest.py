"""What every test stands on: the database server, Chromium, and what a failed browser test leaves behind."""

from typing import Any

import pytest

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


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the Chromium that is on this machine."""
    return {**browser_type_launch_args, **chromium.launch_options()}
