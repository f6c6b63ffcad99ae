"""How long a change takes to reach others: from the moment it is sent to its arrival on another stream."""

import functools
import re
import time
from dataclasses import dataclass, field
from html import unescape

from responsibilities.simulation.ledger import Ledger

# What has not been seen after this many seconds is no longer looked for.
PATIENCE = 30.0
_TAG = re.compile(r"<[^>]*>")


@dataclass
class Awaited:
    """Words that others are about to read, such as "Ada K. is done"."""

    words: str
    by: object
    since: float = field(default_factory=time.perf_counter)
    seen_by: set[int] = field(default_factory=set)


class Sightings:
    """Shared by everybody in one simulation."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._awaited: list[Awaited] = []

    def expect(self, words: str, by: object) -> None:
        """Look out for `words` on everybody's stream but `by`'s own. Say so before what causes them is sent."""
        oldest = time.perf_counter() - PATIENCE
        self._awaited = [awaited for awaited in self._awaited if awaited.since > oldest]
        self._awaited.append(Awaited(words, by))

    def see(self, html: str, by: object) -> None:
        """Somebody was sent this; note what was looked out for."""
        if not self._awaited:
            return
        text = words_of(html)
        for awaited in self._awaited:
            if awaited.by is not by and id(by) not in awaited.seen_by and awaited.words in text:
                awaited.seen_by.add(id(by))
                self._ledger.arrivals.append(time.perf_counter() - awaited.since)


# Everybody is sent the same bytes, so they are read once.
@functools.lru_cache(maxsize=64)
def words_of(html: str) -> str:
    """Return the words of a piece of HTML as a screen reader would read them."""
    return unescape(_TAG.sub("", html))
