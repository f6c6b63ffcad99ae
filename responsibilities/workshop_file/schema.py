"""The file's shape, as `data/workshop.schema.json` has it, with reasons in plain words."""

import functools
import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from responsibilities.workshop_file.refusal import quoted, refused

FORMAT = "remit.workshop/1"
_SCHEMA = Path(__file__).resolve().parent.parent / "data/workshop.schema.json"
_TYPES = {
    "object": "an object",
    "array": "a list",
    "string": "a text",
    "integer": "a whole number",
    "boolean": "true or false",
    "null": "null",
}
_PATTERNS = {
    "key": "must be 1 to 64 small letters, digits, “-” and “_”, the first a letter or a digit",
    "line": "must be one line, without control characters",
    "threshold": "must be a fraction such as “2/3”",
}


def check(document: Any) -> None:
    """Raise NotAWorkshopFile at the first place, in reading order, where `document` is not of the right shape."""
    if isinstance(document, dict) and document.get("format", FORMAT) != FORMAT:
        raise refused(("format",), f"must be “{FORMAT}”")
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
    value, limit, _ = _parts(error)
    match error.validator:
        case "required":
            return "is missing"
        case "additionalProperties":
            return "is not a part of a workshop file"
        case "type":
            return f"must be {_TYPES[limit]}"
        case "enum":
            return f"must be one of {', '.join(quoted(choice) for choice in limit)}"
        case "minLength":
            return "must not be empty"
        case "maxLength":
            return f"is {len(value)} characters long; at most {limit} fit"
        case "minItems" | "maxItems":
            return f"has {len(value)} entries; {'at least' if error.validator == 'minItems' else 'at most'} {limit}"
        case "minimum":
            return f"must be at least {limit}"
        case "pattern":
            return _PATTERNS[_pattern_name(error)]
    return f"must be “{limit}”"


def _pattern_name(error: ValidationError) -> str:
    if "threshold" in error.absolute_path:
        return "threshold"
    return "line" if "minLength" in _parts(error)[2] else "key"


def _parts(error: ValidationError) -> tuple[Any, Any, Any]:
    """The value that does not fit, what the schema asks of it, and the part of the schema that asks."""
    return error.instance, error.validator_value, error.schema
