"""Responsibilities as people really phrase them, for people who are simulated."""

import csv
import functools
from pathlib import Path

LIBRARY = Path(__file__).parent / "data" / "library.csv"


@functools.cache
def everything() -> tuple[tuple[int, str], ...]:
    """Return every responsibility of an engineering manager, with the place of its category among the usual four."""
    places = {"People": 0, "Team": 1, "Tech Wide": 2}
    with LIBRARY.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["role"] == "EM"]
    return tuple((places.get(row["category"], 3), row["text"]) for row in rows)
