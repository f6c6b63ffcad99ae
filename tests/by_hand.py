"""The rules of the verdict once more, worked out from a workshop file by whole numbers alone.

Deliberately written in another way than responsibilities/verdict.py and results.py, to check them.
"""

import functools
from decimal import Decimal, localcontext
from typing import Any

Document = dict[str, Any]
Counts = tuple[int, int, int]


def expected(document: Document) -> Document:
    """Return what `manage.py verdicts` must print for `document`."""
    top, bottom = map(int, document.get("settings", {}).get("threshold", "2/3").split("/"))
    people = len(document["participants"])
    standing = [item for item in document["responsibilities"] if item.get("merged_into") is None]
    lines = []
    for item in standing:
        counts = _counts(item, document)
        colour = _colour(counts, top, bottom)
        lines.append((item["key"], counts, colour, _contested(counts, colour)))
    ordered = sorted(lines, key=functools.cmp_to_key(_before))
    return {
        "verdicts": {
            key: {
                "green": counts[0],
                "amber": counts[1],
                "red": counts[2],
                "verdict": colour,
                "contested": contested,
                "disagreement": _rounded(counts),
                "thin": sum(counts) * 2 < people,
            }
            for key, counts, colour, contested in lines
        },
        "discussion_order": [line[0] for line in ordered],
        "totals": {
            "green": sum(line[2] == "green" for line in lines),
            "amber": sum(line[2] == "amber" for line in lines),
            "red": sum(line[2] == "red" for line in lines),
            "contested": sum(line[3] for line in lines),
        },
    }


def _counts(item: Document, document: Document) -> Counts:
    last = (item.get("ballots") or [{}])[-1]
    if "tally" in last:
        return tuple(int(last["tally"].get(colour, 0)) for colour in ("green", "amber", "red"))  # type: ignore[return-value]
    heard = dict(last.get("votes", {}))
    for other in document["responsibilities"]:
        if other.get("merged_into") == item["key"] and other.get("ballots"):
            for voter, colour in other["ballots"][-1].get("votes", {}).items():
                if voter not in heard:
                    heard[voter] = colour
    voices = list(heard.values())
    return voices.count("green"), voices.count("amber"), voices.count("red")


def _colour(counts: Counts, top: int, bottom: int) -> str | None:
    green, _, red = counts
    everybody = sum(counts)
    if everybody == 0:
        return None
    if green * bottom >= top * everybody:
        return "green"
    return "red" if red * bottom >= top * everybody else "amber"


def _contested(counts: Counts, colour: str | None) -> bool:
    return colour == "amber" and min(counts[0], counts[2]) * 4 >= sum(counts)


def _spread(counts: Counts) -> int:
    """Disagreement times the square of the number of votes: always a whole number."""
    green, _, red = counts
    return (green + red) * sum(counts) - (green - red) ** 2


def _rounded(counts: Counts) -> float:
    if not sum(counts):
        return 0.0
    with localcontext(prec=80):
        exact = Decimal(_spread(counts)) / Decimal(sum(counts) ** 2)
        return float(exact.quantize(Decimal("0.000001")))


def _before(one: Any, other: Any) -> int:
    """Less than 0 if `one` is discussed before `other`, which was created later; 0 leaves them as they were."""
    heaps = [_heap(line) for line in (one, other)]
    if heaps[0] != heaps[1]:
        return int(heaps[0] - heaps[1])
    (first, second), everybody = (one[1], other[1]), (sum(one[1]), sum(other[1]))
    if heaps[0] == 0:
        return int(_spread(second) * everybody[0] ** 2 - _spread(first) * everybody[1] ** 2)
    if heaps[0] == 1:
        return int(second[1] * everybody[0] - first[1] * everybody[1])
    return 0


def _heap(line: Any) -> int:
    return 0 if line[3] else {"amber": 1, "red": 2, "green": 3, None: 4}[line[2]]
