"""A board is a tree of regions: each one template, an id in the page, and the plain data it shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Region:
    """A pure function of its context. A region inside another one is a value of its context.

    The template's root element has `id="{{ id }}"`; a child is placed with `{{ name }}`.
    Two regions with equal contexts look the same, so comparing contexts tells what changed
    without rendering anything.
    """

    id: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def html(self) -> SafeString:
        return get_template(self.template).template.render(self._django_context())  # type: ignore[attr-defined]

    def __html__(self) -> str:
        return self.html

    def __str__(self) -> str:
        return self.html
