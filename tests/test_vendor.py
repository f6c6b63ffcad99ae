"""What others wrote is served as they published it."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from config.embedded import ROOT

VENDOR = ROOT / "static/vendor"
FILES: list[dict[str, Any]] = json.loads((VENDOR / "manifest.json").read_text())["files"]


@pytest.mark.parametrize("entry", FILES, ids=lambda entry: entry["file"])
def test_a_vendored_file_is_unmodified(entry: dict[str, Any]) -> None:
    assert hashlib.sha256((VENDOR / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
    assert entry["name"]
    assert entry["version"]
    assert entry["licence"]


def test_every_vendored_file_is_in_the_manifest() -> None:
    found = {path.name for path in Path(VENDOR).iterdir()} - {"manifest.json"}
    assert found == {entry["file"] for entry in FILES}
