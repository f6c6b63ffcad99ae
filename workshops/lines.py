"""Text as people type it, made fit to keep: one line, no control characters, not too long."""

import re

from django.utils.translation import gettext as _

from workshops.refusal import Refusal

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\ud800-\udfff]+")
_NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]+")


class BadText(Refusal):
    """The text is missing or too long; what was typed is still in the form."""


def one_line(text: str) -> str:
    """Return `text` as a single line: control characters and runs of white space become one space each."""
    return " ".join(_CONTROL.sub(" ", text).split())


def several_lines(text: str) -> str:
    """Return `text` with its line breaks kept as newlines and every other control character taken out."""
    return _NOT_IN_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def required_line(text: str, *, most: int, field: str, empty: str) -> str:
    """Return the tidied line, or raise BadText at `field` saying `empty` or by how much it is too long."""
    line = one_line(text)
    if not line:
        raise BadText(empty, field=field)
    if len(line) > most:
        raise _too_long(line, most, field)
    return line


def optional_line(text: str, *, most: int, field: str) -> str:
    line = one_line(text)
    if len(line) > most:
        raise _too_long(line, most, field)
    return line


def optional_text(text: str, *, most: int, field: str) -> str:
    tidy = several_lines(text)
    if len(tidy) > most:
        raise _too_long(tidy, most, field)
    return tidy


def _too_long(text: str, most: int, field: str) -> BadText:
    words = _("%(length)s characters; at most %(most)s fit.") % {"length": len(text), "most": most}
    return BadText(words, field=field)
