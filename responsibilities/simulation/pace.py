"""When simulated people act: in bursts with pauses between them, and some faster than others."""

import random
import time

# One wait in six is a pause, several times as long as the others; together they average 1.
_PAUSES = 1 / 6
_BURST, _PAUSE = 0.4, 4.0


class Pace:
    """`mean` is the average number of seconds between two acts of this person."""

    def __init__(self, mean: float, dice: random.Random) -> None:
        self._mean = mean
        self._dice = dice
        self._next: float | None = None

    def until_next(self) -> float:
        """Return in how many seconds the next act is due. Time that an answer took is not waited for again."""
        now = time.monotonic()
        if self._next is None:
            # Not everybody begins in the same moment.
            self._next = now + self._dice.uniform(0, self._mean)
        else:
            # Somebody held up hurries, but does not make up for more than one pause.
            self._next = max(self._next, now - _PAUSE * self._mean) + self._step()
        return max(0.0, self._next - now)

    def _step(self) -> float:
        part = _PAUSE if self._dice.random() < _PAUSES else _BURST
        return part * self._mean * self._dice.uniform(0.5, 1.5)
