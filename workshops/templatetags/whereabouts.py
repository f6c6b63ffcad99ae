"""Whether somebody is here, in words: drawn for every person of a list, so said once in a language, and kept."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from workshops.plates import drawn_once

register = template.Library()


@register.filter
@drawn_once(10)
def whereabouts(presence: str) -> SafeString:
    """Return what follows a name where presence is "here", "away", "gone" or "no-device"."""
    words = {
        "here": _("is here"),
        "away": _('<span class="sr"> is </span>away'),
        "gone": _('<span class="sr"> is </span>not here'),
        "no-device": _("(no device)"),
    }
    return SafeString(words[presence])
