"""What a whole run leaves in docs/bench/: the JSON, the table and the chart."""

import json
from typing import Any

from config.embedded import ROOT
from deploy.bench import chart

FOLDER = ROOT / "docs/bench"


def write(result: dict[str, Any]) -> None:
    """Replace what the last whole run has left."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "result.json").write_text(json.dumps(result, indent=1) + "\n")
    (FOLDER / "README.md").write_text(table(result))
    (FOLDER / "chart.svg").write_text(chart.drawn(result["figures"]))


def table(result: dict[str, Any]) -> str:
    """Return the page that shows a run."""
    rows = result["figures"]
    met = sum(row["met"] for row in rows)
    lines = [
        "# The last whole run of `make bench`",
        "",
        "Written by `make bench`; [../bench.md](../bench.md) says what is measured and how to read it, and",
        "[result.json](result.json) has everything.",
        "",
        f"Measured {result['measured']} on {result['machine']}. {met} of {len(rows)} limits are met."
        + (f" Not measured, because the server gave way: {', '.join(result['failed'])}." if result["failed"] else ""),
        "",
        "![How much of each limit is used](chart.svg)",
        "",
        "| figure | load | Remit | beside | ratio | must be | met | others' cores |",
        "|---|---|---:|---:|---:|---|---|---:|",
        *map(_row, rows),
        *_comparison(result["details"]),
    ]
    return "\n".join(lines) + "\n"


def _comparison(details: dict[str, Any]) -> list[str]:
    """Return what another board needs for the same; docs/bench.md says how far the two can be compared."""
    if not {"arrivals_300", "cpu_per_vote", "joining"} <= details.keys():
        return []
    arrivals = details["arrivals_300"]["remit"]["arrivals"]
    votes, joining = details["cpu_per_vote"]["ours"], details["joining"]["together"]
    each_thousand = 1000 * (votes["application"] + votes["database"]) / votes["arrivals"]["votes"]
    traffic = joining["people"] * joining["bytes_each"] / 1e6
    return [
        "",
        "## Beside a popular open-source retrospective board (Node, socket.io, Postgres, Redis)",
        "",
        "| 300 people | Remit | the other |",
        "|---|---:|---:|",
        f"| a vote's arrival at 50 votes/s, p50 | {arrivals['p50_ms']:g} ms | 19 ms |",
        f"| p95 | {arrivals['p95_ms']:g} ms | 52 ms |",
        f"| server CPU per 1,000 votes | {each_thousand:.1f} s | 14 s |",
        f"| until all have joined (a board of 90, the other's of 60) | {joining['seconds']:g} s | 28 s |",
        f"| traffic meanwhile | {traffic:,.0f} MB | 4,300 MB |",
    ]


def _row(row: dict[str, Any]) -> str:
    beside = "" if row["baseline"] is None else _number(row["baseline"], row["unit"])
    ratio = "" if row["ratio"] is None else f"{row['ratio']:g}"
    cells = (
        row["name"],
        row["load"],
        _number(row["ours"], row["unit"]),
        beside,
        ratio,
        row["limit"].removesuffix(" of the baseline") + (" ×" if ratio else ""),
        "yes" if row["met"] else "**no**",
        f"{row['foreign_cores']:g}",
    )
    return f"| {' | '.join(cells)} |"


def _number(value: float, unit: str) -> str:
    return f"{value:,.6g} {unit}".strip()
