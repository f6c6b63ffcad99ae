"""A chart of a run: for each figure, how much of its limit is used. What stays left of the line is met."""

from collections.abc import Sequence
from html import escape
from typing import Any

WIDTH, ROW, TOP, LABEL, SCALE = 860, 30, 46, 330, 260  # SCALE: pixels from nothing to the limit
LONGEST = WIDTH - LABEL - 90
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #2b2620 }
.note { font-size: 11px; fill: #6b6257 }
.met { fill: #2f7d4f } .missed { fill: #b3372b } .limit { stroke: #2b2620; stroke-dasharray: 4 3 }
@media (prefers-color-scheme: dark) {
  text { fill: #ece5da } .note { fill: #a89f92 }
  .met { fill: #58b37e } .missed { fill: #e0786c } .limit { stroke: #ece5da }
}
"""


def drawn(rows: Sequence[dict[str, Any]]) -> str:
    """Return the chart as SVG; `rows` are the figures of the JSON."""
    height = TOP + ROW * len(rows) + 16
    line = LABEL + SCALE
    root = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"'
    parts = [
        f'<svg {root} aria-label="How much of each limit is used">',
        f"<style>{STYLE}</style>",
        f'<text x="{line}" y="20" text-anchor="middle" class="note">the limit: what stays left of it is met</text>',
        f'<line x1="{line}" y1="28" x2="{line}" y2="{height - 8}" class="limit"/>',
        *(_bar(row, TOP + ROW * place) for place, row in enumerate(rows)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def used(row: dict[str, Any]) -> float:
    """Return how much of its limit a figure uses: 1 is all of it, more is too much."""
    number = row["ours"] if row["ratio"] is None else row["ratio"]
    way, limit = row["limit"].split()[1:3]
    if way == "least":
        return float(limit) / number if number else float("inf")
    if float(limit) == 0:
        return 0.0 if number == 0 else float("inf")
    return float(number) / float(limit)


def _bar(row: dict[str, Any], y: int) -> str:
    length = max(2.0, min(LONGEST, used(row) * SCALE))
    number = f"{row['ours']:g} {row['unit']}".strip() if row["ratio"] is None else f"{row['ratio']:g} ×"
    kind = "met" if row["met"] else "missed"
    return (
        f'<text x="{LABEL - 12}" y="{y + 8}" text-anchor="end">{escape(row["name"])}</text>'
        f'<text x="{LABEL - 12}" y="{y + 21}" text-anchor="end" class="note">{escape(row["load"])}</text>'
        f'<rect x="{LABEL}" y="{y}" width="{length:.1f}" height="16" rx="2" class="{kind}"/>'
        f'<text x="{LABEL + length + 8:.1f}" y="{y + 13}">{escape(number)} {"" if row["met"] else "✗"}</text>'
    )
