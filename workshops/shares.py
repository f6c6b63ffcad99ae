"""How large a share of the votes must say so: as a fraction where it counts, and in words where people read it."""

from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# The smallest fraction that a workshop file can write down: more than half of any up to 999 votes is at least this.
MORE_THAN_HALF = "500/999"
USUAL = "2/3"
# The shares to choose from, and what each is called: in a list of them, and in a sentence.
CHOICES = (
    (USUAL, _("Two thirds (the usual)")),
    ("3/4", _("Three quarters")),
    (MORE_THAN_HALF, pgettext_lazy("share of the votes", "More than half")),
    ("1/1", pgettext_lazy("share of the votes", "All of them")),
)
_WORDS = {
    Fraction(2, 3): pgettext_lazy("share of the votes", "at least two thirds"),
    Fraction(3, 4): pgettext_lazy("share of the votes", "at least three quarters"),
    Fraction(MORE_THAN_HALF): pgettext_lazy("share of the votes", "more than half"),
    Fraction(1): pgettext_lazy("share of the votes", "all"),
}


def as_fraction(written: str) -> Fraction:
    """Return the share that "2/3" says; ValueError for what says none over 1/2 and at most 1."""
    top, _, bottom = written.partition("/")
    if not (top.isdecimal() and bottom.isdecimal() and len(written) < 10 and int(bottom)):
        raise ValueError(written)
    share = Fraction(int(top), int(bottom))
    if not Fraction(1, 2) < share <= 1:
        raise ValueError(written)
    return share


def in_words(written: str) -> str:
    """Return the share that "2/3" says as it stands in a sentence: "at least two thirds" of the votes."""
    try:
        share = as_fraction(written)
    except ValueError:
        return written
    if share in _WORDS:
        return str(_WORDS[share])
    return gettext("at least %(part)s of %(whole)s") % _parts(share)


def choices_with(*written: str) -> list[tuple[str, "StrOrPromise"]]:
    """Return the shares to choose from; those of `written` that are none of the usual ones stand behind them."""
    known = {as_fraction(value) for value, _ in CHOICES}
    others = {value: as_fraction(value) for value in written}
    more = [(value, gettext("%(part)s of %(whole)s") % _parts(share)) for value, share in others.items()]
    return [*CHOICES, *(choice for choice in more if others[choice[0]] not in known)]


def _parts(share: Fraction) -> dict[str, int]:
    return {"part": share.numerator, "whole": share.denominator}


def choice_of(numerator: int, denominator: int) -> str:
    """Return the share as a form sends it: the usual way of writing it if it is one of the usual."""
    share = Fraction(numerator, denominator)
    return next((value for value, _ in CHOICES if as_fraction(value) == share), f"{numerator}/{denominator}")
