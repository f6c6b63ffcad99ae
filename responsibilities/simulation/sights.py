"""When something that might have been sealed was first sent to somebody: compared at the end with when it was shown."""

import time
from collections import deque

from responsibilities.simulation.page import words_of

# Drawn wherever votes are counted, and nowhere else.
_COUNTED = ('id="result"', 'class="votes ', 'class="spread"')
_REMEMBERED = 64


class Sights:
    """Shared by everybody in one simulation. Times are those of the clock on the wall, as in the database."""

    def __init__(self) -> None:
        self.colours: float | None = None
        self.texts: dict[str, float] = {}
        self._hidden: set[str] = set()
        self._recent: deque[str] = deque(maxlen=_REMEMBERED)

    def look_out_for(self, text: str) -> None:
        """Somebody types this; it is another's to read only once it is shown."""
        if text and text not in self.texts:
            self._hidden.add(text)

    def see(self, html: str) -> None:
        """Somebody was sent this, as everybody is."""
        if html in self._recent:
            return
        self._recent.append(html)
        self.glance(html)
        if self._hidden:
            words = words_of(html)
            for text in [text for text in self._hidden if text in words]:
                self._hidden.discard(text)
                self.texts[text] = time.time()

    def glance(self, html: str) -> None:
        """Somebody was sent this, with what is their own in it."""
        if self.colours is None and any(mark in html for mark in _COUNTED):
            self.colours = time.time()
