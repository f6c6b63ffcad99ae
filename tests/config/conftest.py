"""An installation of one's own for tests that start and stop the whole application."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.launching import Launch


@pytest.fixture
def launch(tmp_path: Path) -> Iterator[Launch]:
    installation = Launch(tmp_path / "data")
    yield installation
    installation.tidy()
