"""What a page needs to be live: one line for the stream, one for an answer that carries regions."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from live import regions as region_trees
from live.regions import Region

register = template.Library()


@register.simple_tag
def live_stream(address: str, position: str, **query: str) -> SafeString:
    """The element that holds the stream open: {% live_stream "/w/<id>/live/" board.position %}.

    It stands outside of everything that it changes. More names become part of the address, such as
    stage="voting" for a page that looks back.
    """
    asked = urlencode({**query, "at": position})
    return format_html(
        '<div id="live" hx-sse:connect="{}?{}" hx-swap="none" data-position="{}" hidden></div>',
        address,
        asked,
        position,
    )


@register.simple_tag
def partials(regions: Iterable[Region]) -> SafeString:
    """Regions as parts of an answer, each morphed into its place."""
    return region_trees.partials(regions)
