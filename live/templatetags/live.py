"""What a page needs to be live: one line for the stream."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from live import conf

register = template.Library()


@register.simple_tag
def live_stream(address: str, position: str) -> SafeString:
    """The element on which the stream hangs: {% live_stream "/w/<id>/live/" drawing.position %}.

    `position` is that of the drawing which the page shows. The element stands outside of everything
    that changes. The page's own part listens to it: hx-trigger="mine from:#live".
    """
    return format_html(
        '<div id="live" data-live="{}" data-position="{}" data-beat="{}" hx-swap="none" hidden></div>',
        address,
        position,
        conf.get("LIVE_BEAT_SECONDS"),
    )
