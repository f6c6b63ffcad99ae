"""One page of a browser, and what htmx does to it with the parts of a message or of an answer."""

from collections.abc import Collection

from tests.faults.tree import Element, lines, parse

# The regions that everybody's page is made of; the personal part stands in the board.
REGIONS = ("stages", "clock", "rehearsal", "activity", "board", "crew", "controls", "lull", "screen-top")


def older(one: str, other: str) -> bool:
    """Whether a position is before another one of the same epoch; never for what is no position."""
    epoch, _, revision = one.rpartition(".")
    epoch_of_other, _, revision_of_other = other.rpartition(".")
    return bool(epoch) and epoch == epoch_of_other and int(revision) < int(revision_of_other)


class Page:
    """What a tab shows."""

    def __init__(self, html: str) -> None:
        self.body = parse(html)
        live = self.body.find("live")
        self.stream = live.attributes["data-live"] if live else ""
        self.position = live.attributes["data-position"] if live else ""
        # At which position each region was last put in, by id: nothing older may come after it.
        self._shown: dict[str, str] = {}
        # At which position an answer brought it ahead of the stream.
        self._ahead: dict[str, str] = {}

    def put(self, html: str, position: str, held: str) -> None:
        """Put in every part of an answer that shows the board at `position`, unless the stream has brought newer."""
        late = REGIONS if older(position, held) else ()
        self._ahead |= {id: position for id in self._place_all(html, position, late) if id in REGIONS}

    def follow(self, html: str, position: str, held: str) -> bool:
        """Put in what the stream brings, if anything; False if it may leave out of it what an answer has changed."""
        for id in self._place_all(html, position):
            self._ahead.pop(id, None)
        come = {id: at for id, at in self._ahead.items() if not older(position, at)}
        self._ahead = {id: at for id, at in self._ahead.items() if id not in come}
        return not any(older(held, at) and older(at, position) for at in come.values())

    def _place_all(self, html: str, position: str, but: Collection[str] = ()) -> list[str]:
        parts = {
            part.attributes["hx-target"].removeprefix("#"): part
            for part in parse(html).elements()
            if part.tag == "hx-partial"
        }
        return [id for id, part in parts.items() if id not in but and self._place(id, part, position)]

    def fill(self, id: str, html: str) -> None:
        """Put `html` into the element of that id."""
        if element := self.body.find(id):
            # What is for another place comes as a part of its own, as in every answer.
            element.children = [child for child in parse(html).children if not _is_part(child)]

    def asked(self) -> dict[str, str]:
        """What the personal part says it was asked to show."""
        state = self.body.find("mine-state")
        return state.values() if state else {}

    def looks(self) -> dict[str, list[str]]:
        """How each of its regions looks, line by line."""
        found = {id: self.body.find(id) for id in REGIONS}
        return {id: lines(element) for id, element in found.items() if element}

    def _place(self, id: str, part: Element, position: str) -> bool:
        path = self.body.path(id)
        if not path or any(older(position, self._shown.get(above.id, "")) for above in path):
            return False
        if part.attributes.get("hx-swap") == "outerMorph":
            [new] = part.elements()
            _spare(path[-1], new)
            path[-2].replace(path[-1], new)
        else:
            path[-1].children = part.children
        self._shown[id] = position
        there = {one.id for one in self.body.walk()}
        self._shown = {id: at for id, at in self._shown.items() if id in there}
        return True


def _is_part(child: Element | str) -> bool:
    return isinstance(child, Element) and child.tag == "hx-partial"


def _spare(old: Element, new: Element) -> None:
    """Carry over what a morph must leave alone."""
    spared = {one.id: one for one in old.walk() if one.id and "hx-morph-skip" in one.attributes}
    for parent in list(new.walk()):
        for child in list(parent.elements()):
            if "hx-morph-skip" in child.attributes and child.id in spared:
                parent.replace(child, spared[child.id])
