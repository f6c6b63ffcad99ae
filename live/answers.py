"""Answers to a POST that bring the changed regions along, so that a page works with the stream down."""

from collections.abc import Iterable

from django.http import HttpResponse

from live.boards import Drawing
from live.regions import Region, partials

POSITION_HEADER = "Live-Position"


def with_regions(drawing: Drawing, regions: Iterable[Region] | None = None, *, content: str = "") -> HttpResponse:
    """`content`, and the regions (all of the drawing unless named), each morphed into its place.

    The position goes along: a page does not let the stream put something older over it.
    """
    chosen = drawing.regions if regions is None else regions
    return HttpResponse(content + partials(chosen), headers={POSITION_HEADER: drawing.position})
