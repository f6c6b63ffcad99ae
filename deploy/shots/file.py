"""The thirteen managers' workshop before it begins: they have written and voted, and nothing is decided."""

import json
from pathlib import Path
from typing import Any

from config.embedded import ROOT

SOURCE = ROOT / "responsibilities/data/thirteen_ems.json"
# These have not voted on everything yet, so that somebody is missing while the others are done.
SLOW = ("em05", "em09", "em11")
LEFT_OVER = 6
# Every so many is not in its area yet, so that there is something left to sort.
UNSORTED = 9


def write(folder: Path) -> Path:
    """Write the workshop file into `folder` and return where."""
    document: dict[str, Any] = json.loads(SOURCE.read_text())
    document |= {"stage": "lobby", "ideas": []}
    lines = document["responsibilities"]
    for place, line in enumerate(lines):
        line.pop("decision", None)
        if place % UNSORTED == 0:
            line.pop("area", None)
        if place >= len(lines) - LEFT_OVER:
            for ballot in line.get("ballots", ()):
                for name in SLOW:
                    ballot.get("votes", {}).pop(name, None)
                    ballot.get("reasons", {}).pop(name, None)
    path = folder / "workshop.json"
    path.write_text(json.dumps(document, ensure_ascii=False))
    return path
