"""What a facilitator is told about how it goes, so that they need not watch the numbers. Nobody else is."""

from dataclasses import dataclass
from datetime import datetime

from workshops.moments import milliseconds

# So long nobody has done anything until it is worth saying.
QUIET = 120


@dataclass(frozen=True)
class Hint:
    """A sentence; {time} in it stands for how long ago `since` was.

    It holds from `after` seconds after `since` on, and the browser shows it then by itself. Without `since`, and with
    `after`, it counts from when somebody last did what the stage is for. Without either it holds now.
    """

    words: str
    since: datetime | None = None
    after: int = 0

    @property
    def since_ms(self) -> int | None:
        return milliseconds(self.since)

    @property
    def is_about_quiet(self) -> bool:
        return self.since is None and self.after > 0


def quiet(words: str) -> Hint:
    """A hint for when nobody has done for two minutes what the stage is for."""
    return Hint(words, after=QUIET)
