"""How many streams there are, and for whom there is no more room."""

from collections import Counter, defaultdict

from django.utils.translation import gettext_noop

from live import conf, frames
from live.streams import Stream
from live.tabs import Tab

TABS = gettext_noop("You have this open in too many tabs. Close one of them, and this one goes on by itself.")
ROOM = gettext_noop("There is no room for more people just now. This page goes on by itself as soon as there is.")


class Full(Exception):
    """No more streams for this person, this topic or this process: try again later.

    `words`, if any, say it to a person, in English.
    """

    def __init__(self, words: str = "") -> None:
        super().__init__(words)
        self.words = words


class Roster:
    """Counts streams. A tab that comes back replaces its earlier stream, which may be half dead."""

    def __init__(self) -> None:
        self._inside: dict[Stream, tuple[tuple[str, str], str | None]] = {}
        self._topics: Counter[tuple[str, str]] = Counter()
        self._persons: defaultdict[str, list[Stream]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self._inside)

    def enter(self, topic: tuple[str, str], stream: Stream) -> None:
        """Count a stream in. Raises Full."""
        person = stream.seat.person
        if person:
            self._make_way(person, stream)
        if person and len(self._persons.get(person, ())) >= conf.get("LIVE_STREAMS_PER_PERSON"):
            raise Full(TABS)
        if len(self) >= conf.get("LIVE_STREAMS") or self._topics[topic] >= conf.get("LIVE_STREAMS_PER_TOPIC"):
            raise Full(ROOM)
        self._inside[stream] = (topic, person)
        self._topics[topic] += 1
        if person:
            self._persons[person].append(stream)

    def leave(self, stream: Stream) -> None:
        """Count a stream out; nothing happens if it is out already."""
        if stream not in self._inside:
            return
        topic, person = self._inside.pop(stream)
        self._topics -= Counter([topic])
        if person:
            self._persons[person].remove(stream)
            if not self._persons[person]:
                del self._persons[person]

    def hear(self, person: str | None, tab: Tab) -> None:
        """Note what a tab says of itself; its stream may be with another process."""
        for stream in self._persons.get(person, ()) if person and tab.name else ():
            if stream.tab.name == tab.name and stream.tab.said < tab.said:
                stream.tab = tab

    def _make_way(self, person: str, stream: Stream) -> None:
        theirs = self._persons.get(person, [])
        for earlier in [one for one in theirs if stream.tab.name and one.tab.name == stream.tab.name]:
            earlier.end()
            self.leave(earlier)
        hidden = next((one for one in theirs if one.tab.away), None)
        if hidden and not stream.tab.away and len(theirs) >= conf.get("LIVE_STREAMS_PER_PERSON"):
            # Nobody sees a hidden tab: it lets go of its line until it is shown again.
            hidden.end(frames.event("rest"))
            self.leave(hidden)
