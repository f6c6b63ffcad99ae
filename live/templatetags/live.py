"""What a page needs to be live: one line for the stream."""

from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from live import conf

register = template.Library()


@register.simple_tag
def live_stream(address: str, position: str) -> SafeString:
    """The element on which the stream hangs: {% live_stream "/w/<id>/live/" drawing.position %}.

    `position` is that of the drawing which the page shows. The element stands outside of everything
    that changes. The page's own part listens to it: hx-trigger="mine from:#live".
    """
    if (language := get_language()) not in (None, settings.LANGUAGE_CODE):
        # For what a stream says to people: tabs.py reads it.
        address += ("&" if "?" in address else "?") + urlencode({"lang": language})
    return format_html(
        '<div id="live" data-live="{}" data-position="{}" data-beat="{}" hx-swap="none" hidden></div>',
        address,
        position,
        conf.get("LIVE_BEAT_SECONDS"),
    )
