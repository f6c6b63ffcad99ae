"""The few pictures that the documentation shows, under names that stay."""

import shutil
from pathlib import Path

from config.embedded import ROOT

FOLDER = ROOT / "docs/pictures"
MOST_BYTES = 200_000
CHOSEN = {
    "lobby": "lobby-facilitator-1440-light",
    "listing": "listing-participant-768-light",
    "voting-phone": "voting-participant-390-light",
    "reveal": "reveal-facilitator-1440-light",
    "discussion": "discussion-facilitator-1440-light",
    "run-sheet": "run-sheet-1440-light",
    "clustering": "clustering-facilitator-1440-light",
    "framework": "published-participant-1440-light",
    "review": "review-open-1440-light",
    "screen": "discussion-screen-1440-dark",
}


def keep(shots: Path) -> list[str]:
    """Copy the chosen pictures; return sentences about those that are missing or too large."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    problems = []
    for name, shot in CHOSEN.items():
        source = shots / f"{shot}.png"
        if not source.exists():
            problems.append(f"the picture {name} was not taken")
        elif source.stat().st_size > MOST_BYTES:
            problems.append(f"the picture {name} has more than {MOST_BYTES:,} bytes")
        else:
            shutil.copyfile(source, FOLDER / f"{name}.png")
    return problems
