"""What a page needs to be live: one line for the stream, one for an answer that carries regions."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from live import conf
from live import regions as region_trees
from live.regions import Region

register = template.Library()


@register.simple_tag
def live_stream(address: str, position: str, *, background: bool = False) -> SafeString:
    """The element on which the stream hangs: {% live_stream "/w/<id>/live/" drawing.position %}.

    `position` is that of the drawing which the page shows. The element stands outside of everything
    that changes; `background=True` keeps the line open while the page is hidden, as a projector needs.
    The page's own part listens to it: hx-trigger="mine from:#live".
    """
    return format_html(
        '<div id="live" data-live="{}" data-position="{}" data-beat="{}"{} hx-swap="none" hidden></div>',
        address,
        position,
        conf.get("LIVE_BEAT_SECONDS"),
        mark_safe(" data-background") if background else "",
    )


@register.simple_tag
def partials(regions: Iterable[Region]) -> SafeString:
    """Regions as parts of an answer, each morphed into its place."""
    return region_trees.partials(regions)
