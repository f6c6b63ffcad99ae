"""python -m deploy.bench: prints one JSON object. Never a test: it says how fast, not whether."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

import psutil
import uvloop

from config.embedded import ROOT
from deploy.bench import fanout, people
from deploy.bench.connection import Request
from deploy.bench.load import hammer, once
from deploy.installation import Installation

CONNECTIONS = 32
# As many responsibilities as thirteen people list in an hour; every voter goes round a few of them.
CARDS = 90
VOTED_ON = 8
SECONDS = 12.0
STREAMS = 50
CHANGES = 60


def main() -> None:
    """Measure votes and arrivals, each beside its yardstick, on an installation of its own."""
    with Installation() as remit:
        votes = uvloop.run(measure_votes(remit))
        arrivals = uvloop.run(measure_arrivals(remit))
    print(json.dumps({"cores": psutil.cpu_count(), "votes": votes, "arrivals": arrivals}, indent=1))


async def measure_votes(remit: Installation) -> dict[str, Any]:
    """Return votes a second through everything, and of the same SQL alone, first and again afterwards."""
    workshop, cards = bring_in(remit, CARDS)
    voters = await people.join(remit.url, workshop, CONNECTIONS)
    sweeps = [people.sweep(workshop, voter, cards[:VOTED_ON], number) for number, voter in enumerate(voters)]
    port = int(remit.url.rpartition(":")[2])
    # From here on everybody changes votes that are there: the same statements again and again.
    await once(port, sweeps)
    requests = [people.as_recorded(request) for sweep in sweeps for request in sweep]
    file = remit.data / "requests.json"
    file.write_text(json.dumps(requests))
    with beside(remit, "deploy.bench.bare", str(file)) as (bare, said):
        places = [[Request.post(f"/{number * VOTED_ON + i}") for i in range(VOTED_ON)] for number in range(CONNECTIONS)]
        ours = [remit.pid, bare]
        before = await hammer(said["port"], places, SECONDS / 2, ours)
        whole = await hammer(port, sweeps, SECONDS, ours)
        after = await hammer(said["port"], places, SECONDS / 2, ours)
    alone = (before.per_second + after.per_second) / 2
    return {
        "connections": CONNECTIONS,
        "statements": said["statements"],
        "remit": asdict(whole),
        "bare_sql": [asdict(before), asdict(after)],
        "share_of_bare_sql": round(whole.per_second / alone, 3),
    }


async def measure_arrivals(remit: Installation) -> dict[str, Any]:
    """Return how long a vote that changes what everybody sees takes to reach 50 streams, and a bare loop's time."""
    workshop, [card] = bring_in(remit, 1)
    voters = await people.join(remit.url, workshop, CHANGES)
    changes = [voter.vote(workshop, card, "green") for voter in voters]
    streams = [(f"{workshop.place}live/?at={voters[-1].position}", voter.cookies) for voter in voters[:STREAMS]]
    port = int(remit.url.rpartition(":")[2])
    whole = await fanout.measure(port, streams, changes, [remit.pid])
    with beside(remit, "deploy.bench.floor", str(whole.bytes_each)) as (floor, said):
        same = [Request.post("/", "." * 100)] * CHANGES
        bare = await fanout.measure(said["port"], [("/", "")] * STREAMS, same, [remit.pid, floor])
    return {
        "streams": STREAMS,
        "remit": asdict(whole),
        "bare_loop": asdict(bare),
        "times_bare_p50": round(whole.p50_ms / bare.p50_ms, 2),
        "times_bare_p95": round(whole.p95_ms / bare.p95_ms, 2),
    }


def bring_in(remit: Installation, cards: int) -> tuple[people.Workshop, list[str]]:
    """Import a workshop at its Voting stage; return it and the ids of its responsibilities."""
    document = {
        "format": "remit.workshop/1",
        "title": "Benchmark",
        "role": "Engineering Manager",
        "stage": "voting",
        "categories": [{"key": "one", "name": "One"}, {"key": "two", "name": "Two"}],
        "participants": [],
        "responsibilities": [
            {"key": f"r{number}", "text": f"Responsibility number {number}", "category": "one"}
            for number in range(cards)
        ],
    }
    path = remit.data / "workshop.json"
    path.write_text(json.dumps(document))
    said = json.loads(remit.manage("import_workshop", str(path)))
    return people.Workshop(said["id"], said["code"]), json.loads(
        remit.manage("shell", "--no-imports", "-c", _IDS % said["id"])
    )


_IDS = """
import json
from responsibilities.models import Responsibility
print(json.dumps([str(id) for id in Responsibility.objects.filter(workshop="%s").values_list("id", flat=True)]))
"""


@contextmanager
def beside(remit: Installation, module: str, *words: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Run a yardstick as a process of the installation; give its number and the first thing it says."""
    process = subprocess.Popen(
        [sys.executable, "-m", module, *words],
        cwd=ROOT,
        env=remit.environment(DJANGO_SETTINGS_MODULE="config.settings"),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process.pid, json.loads(process.stdout.readline() if process.stdout else "")
    finally:
        process.terminate()
        process.wait(15)


if __name__ == "__main__":
    main()
