"""What simulated people think: leanings that most share, and reasons in plain words."""

import random
from collections.abc import Sequence

COLOURS = ("green", "amber", "red")
# How often each colour is chosen of a responsibility that people see alike, are unsure of, split on, or give away.
_LEANINGS = ((90, 8, 2), (90, 8, 2), (75, 20, 5), (25, 60, 15), (45, 10, 45), (5, 10, 85))
REASONS = (
    "I would miss it if nobody did it, but it need not be me.",
    "The team can do this without a manager in the room.",
    "Half of us do it, and the other half never heard of it.",
    "It was handed to me once and never handed back.",
    "Somebody closer to the code would do it better.",
    "That belongs where the budget is.",
)
OWNERS = ("Tech Lead", "Product Manager", "Delivery lead", "HR")
# Where a workshop has fewer areas than this, people think of others.
AREAS = ("Joining and leaving", "Growing people", "Running the team", "Delivery", "Beyond the team", "Tools and budget")


def colour_for(text: str, dice: random.Random) -> str:
    """Return what somebody votes on a responsibility."""
    return dice.choices(COLOURS, weights=_alike(text).choice(_LEANINGS))[0]


def why(offered: Sequence[str], dice: random.Random) -> dict[str, str]:
    """Return what somebody answers when asked why red; `offered` are the owners the form suggests."""
    owner = dice.choice([*offered, *OWNERS]) if dice.random() < 0.7 else ""
    return {"reason": dice.choice(REASONS), "owner": owner}


def area_for(text: str, areas: Sequence[str]) -> str:
    """Return the area that comes to mind for a responsibility, of those there are or of one's own."""
    every = areas if len(areas) >= len(AREAS) else [*areas, *(own for own in AREAS if own not in areas)]
    return _alike(text).choice(every)


def _alike(text: str) -> random.Random:
    # A string seeds the generator the same way in every process, so everybody leans alike.
    return random.Random(text)
