"""Quiet signals as people give them: a hand that is up for a while, and "I'm ready" from most who are done."""

import random
from collections.abc import Callable, Mapping

from responsibilities.simulation.page import Form
from responsibilities.simulation.person import Person

# How many seconds pass where people talk, on average, from one hand to the next, whoever's they are.
BETWEEN_HANDS = 25.0
# How readily people ask for the word, compared to where they talk.
_TALKATIVE = {"discussion": 1.0, "listing": 0.6, "clustering": 0.2, "voting": 0.1}
# So many hands of theirs are up at once, at most.
MOST_UP = 2
# For so many acts a hand stays up, unless a facilitator lowers it.
HELD = (5, 20)
# How many never say that they are done, and how often the others do when they could: not all in the same moment.
KEEPS_QUIET, SAYS_SO = 0.3, 0.25


def hands(people: int, each: float) -> float:
    """Return how often an act of one of `people` is to raise a hand, if they act every `each` seconds."""
    return each / (people * BETWEEN_HANDS)


class Signaller:
    """`often` is how often an act is to raise a hand; `done` tells by stage whether this person has finished there."""

    def __init__(
        self, person: Person, dice: random.Random, *, often: float, done: Mapping[str, Callable[[], bool]]
    ) -> None:
        self._person, self._dice, self._often, self._done = person, dice, often, done
        self._stage = ""
        self._keeps_quiet = False
        self._held = 0

    async def act(self) -> bool:
        """Raise or lower one's hand, or say that one is ready; return whether it was time for that."""
        hand, ready = self._person.own.form("own-hand"), self._person.own.form("own-ready")
        if ready and ready.fields["for"] != self._stage:
            self._stage = ready.fields["for"]
            self._keeps_quiet = self._dice.random() < KEEPS_QUIET
        if hand and self._moves(hand):
            await self._person.signal(hand)
        elif ready and self._says(ready):
            await self._person.signal(ready)
        else:
            return False
        return True

    def _moves(self, hand: Form) -> bool:
        """Whether to do with one's hand what its button does now."""
        raised, seat = self._person.room.raised, self._person.seat
        if hand.fields["up"] == "0":  # it is up
            raised.add(seat)
            self._held -= 1
            return self._held <= 0
        raised.discard(seat)
        if len(raised) >= MOST_UP or self._dice.random() >= self._often * _TALKATIVE.get(self._stage, 0.0):
            return False
        raised.add(seat)
        self._held = self._dice.randint(*HELD)
        return True

    def _says(self, ready: Form) -> bool:
        is_done = self._done.get(self._stage)
        if ready.fields["ready"] != "1" or self._keeps_quiet or is_done is None or not is_done():
            return False
        return self._dice.random() < SAYS_SO
