"""Everything that came of a simulation, as one JSON object."""

from collections.abc import Mapping
from typing import Any

from responsibilities.simulation import ledger as ledgers
from responsibilities.simulation.arrivals import latency
from responsibilities.simulation.ledger import Kept, Ledger


def report(
    ledger: Ledger, kept: Mapping[str, Kept], *, ended: float, server: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Return what docs/simulate.md explains; `ended` is when it was over, as `time.monotonic` tells it."""
    streams = ledger.stream_bytes
    return {
        "joined": ledger.joined,
        **ledgers.counts(ledger, kept),
        "reasons": ledger.reasons,
        "errors": dict(ledger.errors),
        "faults": ledger.faults,
        "latency_ms": latency(ledger.changes, ledger.lines, ended),
        "reconnects": ledger.reconnects,
        "streams": {
            "opened": ledger.streams_opened,
            "broken": ledger.broken_streams,
            "bytes": sum(streams),
            "bytes_mean": round(sum(streams) / len(streams)) if streams else 0,
            "bytes_max": max(streams, default=0),
        },
        "pages": {
            "answers": ledger.pages,
            "bytes": ledger.page_bytes,
            "bytes_mean": round(ledger.page_bytes / ledger.pages) if ledger.pages else 0,
        },
        "server": server,
    }
