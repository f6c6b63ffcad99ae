"""Responsibilities as people really phrase them, to think with while listing. Nothing is added by itself."""

import csv
import functools
from collections import defaultdict
from pathlib import Path

LIBRARY = Path(__file__).parent / "data" / "library.csv"
PER_CATEGORY = 8


@functools.cache
def prompts() -> dict[str, tuple[str, ...]]:
    """Return a few prompts for each category's name, spread over the areas so that no two are alike."""
    by_category: dict[str, dict[str, str]] = defaultdict(dict)
    with LIBRARY.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["role"] == "EM" and row["ambiguous"] == "0":
                by_category[row["category"]].setdefault(row["area"], row["text"])
    return {name: tuple(by_area.values())[:PER_CATEGORY] for name, by_area in by_category.items()}


@functools.cache
def everything() -> tuple[tuple[int, str], ...]:
    """Return every responsibility of an engineering manager, with the place of its category among the usual four."""
    places = {"People": 0, "Team": 1, "Tech Wide": 2}
    with LIBRARY.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["role"] == "EM"]
    return tuple((places.get(row["category"], 3), row["text"]) for row in rows)
