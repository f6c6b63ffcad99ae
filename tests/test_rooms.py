"""A room imports the rooms above it and never one below, so that a change stays where it was made."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded import ROOT

# From the top of the house to the bottom.
ROOMS = ["live", "communities", "workshops", "responsibilities", "frameworks", "growth", "config"]
FILES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_imports_only_rooms_above_its_own(path: Path) -> None:
    level = ROOMS.index(path.relative_to(ROOT).parts[0])
    below = {room for room in imported_rooms(path) if ROOMS.index(room) > level}
    assert not below, f"{path.relative_to(ROOT)} imports {', '.join(sorted(below))}"


def imported_rooms(path: Path) -> Iterator[str]:
    """Yield the room of every import in a file, those inside functions included."""
    for node in ast.walk(ast.parse(path.read_text())):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = [node.module]
        yield from (room for name in names if (room := name.split(".")[0]) in ROOMS)


def test_imports_inside_functions_are_seen(tmp_path: Path) -> None:
    (tmp_path / "late.py").write_text("def late():\n    from frameworks.models import Framework\n")
    assert list(imported_rooms(tmp_path / "late.py")) == ["frameworks"]
