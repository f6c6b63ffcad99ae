"""HTML as a browser holds it: a tree that is read by the rules of HTML 5, searched by id, and compared."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

# What differs from one drawing to the next though nothing has changed: tokens, and what somebody has unfolded.
_TOKENS = ("csrfmiddlewaretoken", "client_key")
_UNFOLDED = ("details", "open")


@dataclass(eq=False)
class Element:
    """One element; compared as itself, since two of the same looks are still two."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.attributes.get("id", "")

    def walk(self) -> Iterator["Element"]:
        """This element and all in it."""
        yield self
        for child in self.elements():
            yield from child.walk()

    def elements(self) -> Iterator["Element"]:
        """The elements directly in it."""
        return (child for child in self.children if isinstance(child, Element))

    def find(self, id: str) -> "Element | None":
        """The element of that id, in here or this one."""
        return next((one for one in self.walk() if one.id == id), None)

    def path(self, id: str) -> "list[Element]":
        """From here down to the element of that id, both included; empty when there is none."""
        if self.id == id:
            return [self]
        for child in self.elements():
            if below := child.path(id):
                return [self, *below]
        return []

    def replace(self, old: "Element", new: "Element") -> None:
        """Put `new` where `old` stands directly in here."""
        self.children[self.children.index(old)] = new

    def values(self) -> dict[str, str]:
        """What its inputs hold, by name."""
        named = (one for one in self.walk() if one.tag == "input" and "name" in one.attributes)
        return {one.attributes["name"]: one.attributes.get("value", "") for one in named}


def parse(html: str) -> Element:
    """The body of a page, or a body around a part of one."""
    body = LexborHTMLParser(html).body
    assert body is not None, "HTML always has a body"
    return _copy(body)


def _copy(node: LexborNode) -> Element:
    made = Element(node.tag or "", {name: value or "" for name, value in node.attributes.items()})
    for child in node.iter(include_text=True):
        if child.is_text_node:
            made.children.append(child.text_content or "")
        elif child.is_element_node:
            made.children.append(_copy(child))
    return made


def lines(element: Element, depth: int = 0) -> list[str]:
    """What it looks like, a line for each tag and text: equal for elements that nobody could tell apart."""
    if element.tag == "input" and element.attributes.get("name") in _TOKENS:
        return []
    # The slot of what is personal stays as its page was opened; what is in it is what counts.
    kept = {"id": "mine"} if element.id == "mine" else element.attributes
    said = [f'{name}="{value}"' for name, value in sorted(kept.items()) if (element.tag, name) != _UNFOLDED]
    found = [f"{' ' * depth}<{' '.join([element.tag, *said])}>"]
    for child in element.children:
        if isinstance(child, Element):
            found += lines(child, depth + 1)
        elif words := " ".join(child.split()):
            found.append(f"{' ' * depth} {words}")
    return found
