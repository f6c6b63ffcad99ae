"""From bytes to plain values: JSON as strict as it must be for every value to have one meaning and a place to be kept.

Python's reader is lenient where it should not be (keys said twice, NaN, numbers of any length) and knows
no paths while it reads. So it leaves a Flaw where it found one, and the walk afterwards says where that is.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from responsibilities.workshop_file.refusal import NotAWorkshopFile, Step, quoted, refused

MOST_BYTES = 10 * 1024 * 1024
_DEEPEST = 16  # A workshop file is eight levels deep.
_LONGEST_NUMBER = 20

# Several lines may stand in these, and in a note's text.
_SEVERAL_LINES = {"purpose", "teams", "founders", "definition", "description", "rationale", "reason"}
_UNFIT_IN_LINE = re.compile("[\x00-\x1f\ud800-\udfff]")
_UNFIT_IN_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")

Path = tuple[Step, ...]


class Flaw:
    """Stands in the document for something that cannot be read."""

    def __init__(self, reason: str) -> None:
        self.reason = reason


def parse(raw: bytes) -> Any:
    """Return the JSON value in `raw`, every string and number in it fit to keep, or raise NotAWorkshopFile."""
    document = _loads(_decode(raw))
    for path, value in _walk(document, ()):
        if isinstance(value, Flaw):
            raise refused(path, value.reason)
        if isinstance(value, str):
            _check_string(path, value)
    return document


def _decode(raw: bytes) -> str:
    if len(raw) > MOST_BYTES:
        raise NotAWorkshopFile("$", _("is over %(megabytes)s MB") % {"megabytes": MOST_BYTES // 1024**2})
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotAWorkshopFile("$", _("is not UTF-8 text (byte %(byte)s)") % {"byte": error.start + 1}) from None


def _loads(text: str) -> Any:
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_whole_number,
            parse_constant=lambda name: Flaw(_("%(name)s is not a number in JSON") % {"name": name}),
        )
    except json.JSONDecodeError as error:
        said = _("is not JSON (line %(line)s, column %(column)s: %(reason)s)")
        where = {"line": error.lineno, "column": error.colno, "reason": error.msg}
        raise NotAWorkshopFile("$", said % where) from None
    except RecursionError:
        raise NotAWorkshopFile("$", _("is nested too deeply")) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any] | Flaw:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    seen: set[str] = set()
    for name, _value in pairs:
        if name in seen:
            break
        seen.add(name)
    return Flaw(_("says %(name)s twice") % {"name": quoted(name)})


def _whole_number(digits: str) -> int | Flaw:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else Flaw(_("is a number beyond all measure"))


def _walk(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Yield every value with its path, and every name in an object as a string of its own."""
    yield path, value
    if not isinstance(value, (dict, list)):
        return
    if len(path) >= _DEEPEST:
        raise refused(path, _("is nested too deeply"))
    if isinstance(value, list):
        for place, item in enumerate(value):
            yield from _walk(item, (*path, place))
        return
    for name, item in value.items():
        _check_name(path, name)
        yield from _walk(item, (*path, name))


def _check_name(path: Path, name: str) -> None:
    if unfit := _UNFIT_IN_LINE.search(name):
        raise refused(path, _("has a name with %(character)s in it") % {"character": _described(unfit[0])})


def _check_string(path: Path, text: str) -> None:
    several = bool(path) and (path[-1] in _SEVERAL_LINES or (path[-1] == "text" and path[-3:-2] == ("notes",)))
    if unfit := (_UNFIT_IN_TEXT if several else _UNFIT_IN_LINE).search(text):
        raise refused(path, _("has %(character)s in it") % {"character": _described(unfit[0])})


def _described(character: str) -> str:
    match character:
        case "\n" | "\r":
            return _("a line break")
        case "\t":
            return _("a tab")
    said = _("half a character (%(code)s)") if character >= "\ud800" else _("a control character (%(code)s)")
    return said % {"code": f"U+{ord(character):04X}"}
