"""A board is a tree of regions: each one template, an id in the page, and the plain data it shows."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


@dataclass(frozen=True)
class Region:
    """A pure function of its context. A region inside another one is a value of its context.

    The template's root element has `id="{{ id }}"`; a child is placed with `{{ name }}`, a tuple of
    children with a loop. Everything else in the context is plain data that compares by value: regions
    with equal contexts look the same, so comparing contexts tells what changed without rendering.
    Raises ValueError for an id that could not stand in a selector as it is.
    """

    id: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    language: str | None = field(default_factory=get_language)

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise ValueError(f"a region's id is letters, digits, - and _, starting with a letter: {self.id!r}")

    @property
    def html(self) -> SafeString:
        """The rendered region; rendered once, since neither it nor its data can change."""
        # Not functools.cached_property: in Python 3.11 that holds one lock for all threads while rendering.
        kept = self.__dict__
        if "_html" not in kept:
            # Perhaps long after it was made, in a thread that serves somebody else.
            with override(self.language):
                html = get_template(self.template).render({**self.context, "id": self.id})
            # Space around it would be put beside its element at each change, and stay there when that is drawn anew.
            kept["_html"] = SafeString(html.strip())
        drawn: SafeString = kept["_html"]
        return drawn

    def __html__(self) -> str:
        return self.html

    def __str__(self) -> str:
        return self.html

    def children(self) -> tuple["Region", ...]:
        """The regions directly inside this one, in the order of its context; looked for once, as for `html`."""
        kept = self.__dict__
        if "_children" not in kept:
            kept["_children"] = tuple(_inside(self.context.values()))
        found: tuple[Region, ...] = kept["_children"]
        return found

    def same_frame(self, other: "Region") -> bool:
        """Whether the two show the same but for what is inside their children."""
        return (
            self.template == other.template
            and self.language == other.language
            and self.context.keys() == other.context.keys()
            and all(_looks_same(value, other.context[name]) for name, value in self.context.items())
        )


def _inside(values: Iterable[Any]) -> Iterator[Region]:
    for value in values:
        if isinstance(value, Region):
            yield value
        elif isinstance(value, tuple | list):
            yield from (item for item in value if isinstance(item, Region))


@dataclass(frozen=True, slots=True)
class _Place:
    """Stands for a child where only the place of the child matters."""

    id: str


def _looks_same(value: Any, other: Any) -> bool:
    return value is other or _outer(value) == _outer(other)


def _outer(value: Any) -> Any:
    if isinstance(value, Region):
        return _Place(value.id)
    if isinstance(value, tuple | list) and any(isinstance(item, Region) for item in value):
        return tuple(_outer(item) for item in value)
    return value


def walk(regions: Iterable[Region]) -> Iterator[Region]:
    """Every region of the trees, parents before children."""
    for region in regions:
        yield region
        yield from walk(region.children())


def changed(old: Iterable[Region], new: Iterable[Region]) -> list[Region]:
    """The fewest regions of `new` that, put in the places of their ids, turn `old`'s page into `new`'s.

    A region whose own data differs is given whole; one that only holds changed children is not.
    """
    before = {region.id: region for region in old}
    found: list[Region] = []
    for region in new:
        earlier = before.get(region.id)
        if earlier is region:
            continue
        if earlier is None or not region.same_frame(earlier):
            found.append(region)
        else:
            found += changed(earlier.children(), region.children())
    return found


def keep_rendered(old: Iterable[Region], new: Iterable[Region]) -> None:
    """Hand the rendered HTML of unchanged regions on, so that a changed column renders one new card only."""
    before = {region.id: region for region in old}
    for region in new:
        earlier = before.get(region.id)
        if earlier is None or earlier is region:
            continue
        if "_html" in earlier.__dict__ and earlier == region:
            region.__dict__["_html"] = earlier.html
        else:
            keep_rendered(earlier.children(), region.children())


def partials(regions: Iterable[Region]) -> SafeString:
    """The regions as one htmx answer, each morphed into its place: for streams and for answers to a POST."""
    return SafeString(
        "".join(
            f'<hx-partial hx-target="#{region.id}" hx-swap="outerMorph">{region.html}</hx-partial>'
            for region in regions
        )
    )
