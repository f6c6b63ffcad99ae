"""Which ids stand on a page, and which inside which: enough to tell whether an update finds its place."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from responsibilities.simulation.page import Part, attributes, tags

_EMPTY = frozenset({"input", "br", "img", "meta", "link", "hr", "source", "wbr", "col"})
# What stands in here is one person's alone; no update that goes to everybody is for it.
_OWN = "mine"


@dataclass(frozen=True)
class Outline:
    """`nesting` pairs every id with the id that it stands in, "" at the top. Equal pages have equal outlines."""

    nesting: frozenset[tuple[str, str]]

    @cached_property
    def outside(self) -> dict[str, str]:
        """The id that each id stands in."""
        return dict(self.nesting)

    def without(self, id: str) -> "Outline":
        """Return the outline once the element is emptied."""
        inner = {id}
        while more := {one for one, outer in self.nesting if outer in inner} - inner:
            inner |= more
        gone = inner - {id}
        return Outline(frozenset(pair for pair in self.nesting if pair[0] not in gone))


def of(page: str) -> Outline:
    """Return the outline of a whole page, without the part that is one person's alone."""
    return _read(page).without(_OWN)


# A crowd shows the same page and is sent the same bytes: all of it is worked out once.
@lru_cache(maxsize=512)
def after(outline: Outline, part: Part) -> Outline | None:
    """Return the outline once a part is in its place; None if it has no place, or brings something else."""
    outer, new = outline.outside.get(part.target), _read(part.html)
    if outer is None:
        return None
    emptied = outline.without(part.target).nesting
    if part.inside:
        return Outline(emptied | {(id, into or part.target) for id, into in new.nesting})
    if new.outside.get(part.target) != "":
        return None
    return Outline(emptied - {(part.target, outer)} | {(id, into or outer) for id, into in new.nesting})


def _read(html: str) -> Outline:
    open_tags: list[tuple[str, str]] = []
    nesting: set[tuple[str, str]] = set()
    inside = ""
    for closing, tag, written in tags(html):
        if closing:
            while open_tags:
                name, inside = open_tags.pop()
                if name == tag:
                    break
        else:
            id = attributes(written).get("id", "") if " id=" in written else ""
            if id:
                nesting.add((id, inside))
            if tag not in _EMPTY and not written.endswith("/"):
                open_tags.append((tag, inside))
                inside = id or inside
    return Outline(frozenset(nesting))
