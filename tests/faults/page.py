"""One page of a browser, and what htmx does to it with the parts of a message or of an answer."""

from tests.faults.tree import Element, lines, parse

# The regions that everybody's page is made of; the personal part stands in the board.
REGIONS = ("stages", "board", "controls")


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

    def put(self, html: str, position: str) -> None:
        """Put in every part of a message or an answer that shows the board at `position`."""
        for part in parse(html).elements():
            if part.tag == "hx-partial":
                self._place(part, position)

    def fill(self, id: str, html: str) -> None:
        """Put `html` into the element of that id."""
        if element := self.body.find(id):
            element.children = parse(html).children

    def asked(self) -> dict[str, str]:
        """What the personal part says it was asked to show."""
        state = self.body.find("mine-state")
        return state.values() if state else {}

    def looks(self) -> dict[str, list[str]]:
        """How each of its regions looks, line by line."""
        found = {id: self.body.find(id) for id in REGIONS}
        return {id: lines(element) for id, element in found.items() if element}

    def _place(self, part: Element, position: str) -> None:
        id = part.attributes["hx-target"].removeprefix("#")
        path = self.body.path(id)
        if not path or any(older(position, self._shown.get(above.id, "")) for above in path):
            return
        if part.attributes.get("hx-swap") == "outerMorph":
            [new] = part.elements()
            _spare(path[-1], new)
            path[-2].replace(path[-1], new)
        else:
            path[-1].children = part.children
        self._shown[id] = position
        there = {one.id for one in self.body.walk()}
        self._shown = {id: at for id, at in self._shown.items() if id in there}


def _spare(old: Element, new: Element) -> None:
    """Carry over what a morph must leave alone."""
    spared = {one.id: one for one in old.walk() if one.id and "hx-morph-skip" in one.attributes}
    for parent in list(new.walk()):
        for child in list(parent.elements()):
            if "hx-morph-skip" in child.attributes and child.id in spared:
                parent.replace(child, spared[child.id])
