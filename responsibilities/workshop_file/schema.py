"""The file's shape, as `data/workshop.schema.json` has it, with reasons in plain words."""

import functools
import json
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from responsibilities.workshop_file.refusal import quoted, refused

FORMAT = "remit.workshop/1"
_SCHEMA = Path(__file__).resolve().parent.parent / "data/workshop.schema.json"
_TYPES = {
    "object": gettext_lazy("must be an object"),
    "array": gettext_lazy("must be a list"),
    "string": gettext_lazy("must be a text"),
    "integer": gettext_lazy("must be a whole number"),
    "boolean": gettext_lazy("must be true or false"),
    "null": gettext_lazy("must be null"),
}
_PATTERNS = {
    "key": gettext_lazy("must be 1 to 64 small letters, digits, “-” and “_”, the first a letter or a digit"),
    "line": gettext_lazy("must be one line, without control characters"),
    "threshold": gettext_lazy("must be a fraction such as “2/3”"),
}


def check(document: Any) -> None:
    """Raise NotAWorkshopFile at the first place, in reading order, where `document` is not of the right shape."""
    if isinstance(document, dict) and document.get("format", FORMAT) != FORMAT:
        raise refused(("format",), _must_be(FORMAT))
    error = next(_validator().iter_errors(_thinned(document)), None)
    if error is not None:
        error = _innermost(error)
        raise refused((*error.absolute_path, *_absent_or_unknown(error)), _reason(error))


@functools.cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(_SCHEMA.read_bytes()))


def _thinned(document: Any) -> Any:
    """Return `document` with one vote of each colour per ballot: the schema says the same of all the others.

    Half a million votes are the bulk of a big file, and would take it a minute.
    """
    if not isinstance(document, dict) or not isinstance(document.get("responsibilities"), list):
        return document
    return document | {"responsibilities": [_with_few_votes(item) for item in document["responsibilities"]]}


def _with_few_votes(item: Any) -> Any:
    if not isinstance(item, dict) or not isinstance(item.get("ballots"), list):
        return item
    return item | {"ballots": [_few_votes(ballot) for ballot in item["ballots"]]}


def _few_votes(ballot: Any) -> Any:
    votes = ballot.get("votes") if isinstance(ballot, dict) else None
    if not isinstance(votes, dict):
        return ballot
    few: dict[str, tuple[str, Any]] = {}
    for voter, colour in votes.items():
        few.setdefault(colour if isinstance(colour, str) else "", (voter, colour))
    return ballot | {"votes": dict(few.values())}


def _innermost(error: ValidationError) -> ValidationError:
    """Of "this or null", return what is wrong with this."""
    while error.validator == "anyOf":
        branches = [e for e in error.context or () if e.validator_value != "null"]
        error = branches[0]
    return error


def _absent_or_unknown(error: ValidationError) -> tuple[str, ...]:
    """The name that an object lacks, or has and should not have."""
    there, limit, schema = _parts(error)
    match error.validator:
        case "required":
            return (next(name for name in limit if name not in there),)
        case "additionalProperties":
            return (next(name for name in there if name not in schema["properties"]),)
    return ()


def _reason(error: ValidationError) -> str:
    """Return what is wrong in plain words, never repeating more than a line of the document."""
    value, limit = _parts(error)[:2]
    match error.validator:
        case "required":
            return _("is missing")
        case "additionalProperties":
            return _("is not a part of a workshop file")
        case "type":
            return str(_TYPES[limit])
        case "enum":
            return _("must be one of %(choices)s") % {"choices": ", ".join(quoted(choice) for choice in limit)}
        case "minLength":
            return _("must not be empty")
        case "maxLength":
            return _("is %(length)s characters long; at most %(most)s fit") % {"length": len(value), "most": limit}
        case "minItems":
            return _("has %(entries)s entries; at least %(fewest)s") % {"entries": len(value), "fewest": limit}
        case "maxItems":
            return _("has %(entries)s entries; at most %(most)s") % {"entries": len(value), "most": limit}
        case "minimum":
            return _("must be at least %(least)s") % {"least": limit}
        case "pattern":
            return str(_PATTERNS[_pattern_name(error)])
    return _must_be(limit)


def _must_be(value: Any) -> str:
    return _("must be “%(value)s”") % {"value": value}


def _pattern_name(error: ValidationError) -> str:
    if "threshold" in error.absolute_path:
        return "threshold"
    return "line" if "minLength" in _parts(error)[2] else "key"


def _parts(error: ValidationError) -> tuple[Any, Any, Any]:
    """The value that does not fit, what the schema asks of it, and the part of the schema that asks."""
    return error.instance, error.validator_value, error.schema
