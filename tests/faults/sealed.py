"""What must not be in any byte that is sent to somebody, as long as it is sealed."""

import re

from tests.faults.tab import Person

_CARD = re.compile(r'<article class="card" id="r-.*?</article>', re.DOTALL)


class Sealed:
    """Words that only their owners may read. Everything that arrives anywhere is searched for them.

    A seal is broken before the request that opens it is sent: from then on the words may arrive.
    """

    def __init__(self, *, names_are_told: bool) -> None:
        self.broken: list[str] = []
        self._words: dict[str, tuple[str, str]] = {}
        self._people: set[str] = set()
        self._names_are_told = names_are_told
        self._revealed = False

    def knows(self, name: str) -> None:
        """There is a person of that name."""
        self._people.add(name)

    def keep(self, word: str, owner: str, what: str) -> None:
        """Nobody but `owner` may be sent `word` before `what` is opened."""
        self._words[word] = (owner, what)

    def open(self, what: str = "") -> None:
        """From now on this may be read; everything if nothing is named."""
        self._revealed = self._revealed or not what
        self._words = {word: of for word, of in self._words.items() if what and of[1] != what}

    def heard(self, person: Person, text: str) -> None:
        """Note what somebody was sent and should not have been."""
        for word, (owner, what) in self._words.items():
            if owner != person.name and word in text:
                self.broken.append(f"{person.name} was sent {owner}'s {word!r}, sealed until {what!r}")
        if self._revealed and self._names_are_told:
            return
        for card in _CARD.findall(text):
            self.broken += [f"{person.name} was told of {name}: {card}" for name in self._people if name in card]

    def streamed(self, person: Person, text: str) -> None:
        """The same for what came by the stream, which is the same for everybody: it has no colour yet."""
        if not self._revealed and "#shape-" in text:
            self.broken.append(f"{person.name}'s stream had a colour before the reveal: {text}")
