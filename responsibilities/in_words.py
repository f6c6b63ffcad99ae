"""Votes and their colours in words, for what is drawn once per line: each is said once in a language, and kept."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from workshops.plates import drawn_once


@drawn_once(100)
def colour_name(colour: str) -> str:
    """Return what people call "green", "amber" or "red"."""
    return {"green": _("Green"), "amber": _("Amber"), "red": _("Red")}.get(colour, colour)


@drawn_once(100)
def colour_letter(colour: str) -> str:
    """Return the one or two letters that tell a colour from the others where there is no room for its name."""
    return {
        "green": pgettext("letter for Green", "G"),
        "amber": pgettext("letter for Amber", "A"),
        "red": pgettext("letter for Red", "R"),
    }.get(colour, colour)


@drawn_once(10_000)
def votes_in_words(green: int, amber: int, red: int) -> str:
    """Return a tally as a sentence says it: "6 green, 3 amber, 4 red"."""
    return _("%(green)s green, %(amber)s amber, %(red)s red") % {"green": green, "amber": amber, "red": red}
