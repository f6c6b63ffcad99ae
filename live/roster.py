"""How many streams there are, and for whom there is no more room."""

from collections import Counter

from live import conf
from live.streams import Stream


class Full(Exception):
    """No more streams for this person, this topic or this process: try again later."""


class Roster:
    """Counts streams. A tab that comes back replaces its earlier stream, which may be half dead."""

    def __init__(self) -> None:
        self._inside: dict[Stream, tuple[tuple[str, str], str | None]] = {}
        self._topics: Counter[tuple[str, str]] = Counter()
        self._persons: Counter[str] = Counter()
        self._tabs: dict[tuple[str, str], Stream] = {}

    def __len__(self) -> int:
        return len(self._inside)

    def enter(self, topic: tuple[str, str], stream: Stream) -> None:
        """Count a stream in. Raises Full."""
        person = stream.seat.person
        if person and (earlier := self._tabs.get((person, stream.tab))):
            earlier.end()
            self.leave(earlier)
        if (
            len(self) >= conf.get("LIVE_STREAMS")
            or self._topics[topic] >= conf.get("LIVE_STREAMS_PER_TOPIC")
            or (person and self._persons[person] >= conf.get("LIVE_STREAMS_PER_PERSON"))
        ):
            raise Full
        self._inside[stream] = (topic, person)
        self._topics[topic] += 1
        if person:
            self._persons[person] += 1
            if stream.tab:
                self._tabs[person, stream.tab] = stream

    def leave(self, stream: Stream) -> None:
        """Count a stream out; nothing happens if it is out already."""
        if stream not in self._inside:
            return
        topic, person = self._inside.pop(stream)
        self._topics -= Counter([topic])
        if person:
            self._persons -= Counter([person])
            if self._tabs.get((person, stream.tab)) is stream:
                del self._tabs[person, stream.tab]
