"""What simulated people think: a leaning on every responsibility that most share, and reasons in plain words."""

import random

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


def colour_for(text: str, dice: random.Random) -> str:
    """Return what somebody votes on a responsibility."""
    return dice.choices(COLOURS, weights=_leaning(text))[0]


def _leaning(text: str) -> tuple[int, int, int]:
    # A string seeds the generator the same way in every process, so everybody leans alike.
    return random.Random(text).choice(_LEANINGS)


def why(offered: list[str], dice: random.Random) -> dict[str, str]:
    """Return what somebody answers when asked why red; `offered` are the owners the form suggests."""
    owner = dice.choice([*offered, *OWNERS]) if dice.random() < 0.7 else ""
    return {"reason": dice.choice(REASONS), "owner": owner}
