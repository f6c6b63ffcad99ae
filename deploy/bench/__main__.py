"""python -m deploy.bench [--quick] [FIGURE ...]: measures and prints one JSON object; how it goes is said on stderr.

Never a test: it says how fast, not whether. A whole run also writes the table and the chart in docs/bench/.
"""

import argparse
import json
import resource
import signal
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import uvloop

from deploy.bench import report
from deploy.bench.entries import Figure, Measured, Scale, middle
from deploy.bench.figures import FIGURES
from deploy.bench.machine import described
from deploy.bench.site import Site

QUIET = 0.15  # foreign cores: above, somebody else was busy and it is measured again
PATIENCE = 900.0  # seconds after which nothing is measured again, so that a whole run has an end


def main() -> None:
    """Measure what is named, or everything."""
    asked = _asked()
    # Whoever stops it stops its server, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    figures = [figure for figure in FIGURES if not asked.figures or figure.name in asked.figures]
    scale = Scale(0.1) if asked.quick else Scale()
    with Site() as site:
        spare = 0 if asked.quick else asked.spare
        until = time.monotonic() + PATIENCE
        found = {figure: _tried(site, figure, scale, spare, until) for figure in figures}
    result = _result(found)
    print(json.dumps(result, indent=1))
    if not asked.figures and not asked.quick:
        report.write(result)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m deploy.bench", description=__doc__)
    parser.add_argument("figures", nargs="*", metavar="FIGURE", help=", ".join(figure.name for figure in FIGURES))
    parser.add_argument("--quick", action="store_true", help="a short look at everything, whose numbers mean nothing")
    parser.add_argument("--spare", type=int, default=2, help="rounds more, at most, when somebody else was busy")
    asked = parser.parse_args()
    if unknown := set(asked.figures) - {figure.name for figure in FIGURES}:
        parser.error(f"there is no figure {', '.join(sorted(unknown))}")
    return asked


def _tried(site: Site, figure: Figure, scale: Scale, spare: int, until: float) -> list[Measured]:
    """Measure as many rounds as the figure asks for, and up to `spare` more for those in which somebody else was busy.

    The quietest are returned; fewer, when some did not come to an end.
    """
    found: list[Measured] = []
    rounds = 1 if scale.part < 1 else figure.rounds
    for number in range(1, rounds + spare + 1):
        _say(f"{figure.name}: {figure.load}{f', round {number}' if number > 1 else ''} ...")
        try:
            found.append(uvloop.run(figure.measure(site, scale)))
        except Exception as error:  # noqa: BLE001 - the other figures are still to be measured
            _say(f"  failed: {error!r}")
            continue
        _tell(found[-1])
        quiet = [one for one in found if one.foreign_cores <= QUIET]
        if len(quiet) >= rounds or (len(found) >= rounds and time.monotonic() > until):
            break
    return sorted(found, key=lambda one: one.foreign_cores)[:rounds]


def _tell(measured: Measured) -> None:
    for entry in measured.entries:
        beside = "" if entry.baseline is None else f", beside {entry.baseline:g}: {entry.ratio:g}"
        _say(f"  {entry.name}: {entry.ours:g} {entry.unit}{beside}; {entry.limit}: {'met' if entry.met else 'MISSED'}")
    if measured.foreign_cores > QUIET:
        _say(f"  somebody else used {measured.foreign_cores:g} cores")


def _result(found: dict[Figure, list[Measured]]) -> dict[str, Any]:
    best = {figure: middle(rounds) for figure, rounds in found.items() if rounds}
    rows = []
    for figure, measured in best.items():
        for entry in measured.entries:
            noted = replace(entry, foreign_cores=measured.foreign_cores)
            rows.append({"figure": figure.name, **noted.said(), "baseline_is": figure.baseline})
    failed = [figure.name for figure, rounds in found.items() if not rounds]
    return {
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": described(),
        "met": not failed and all(row["met"] for row in rows),
        "failed": failed,
        "figures": rows,
        "details": {figure.name: measured.details for figure, measured in best.items() if measured.details},
    }


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
