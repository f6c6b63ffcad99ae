"""A version as a file: the same bytes every time, for it never changes. Reviews are not part of it."""

import json as json_format
from collections.abc import Iterable, Mapping
from typing import Any

from frameworks.markdown import literal, paragraphs
from frameworks.models import Version
from workshops.shares import in_words

_MARKS = {"green": "● G", "amber": "◆ A", "red": "■ R", None: "○ no votes"}


def json(version: Version) -> str:
    """Return what the version is called, then its content in the order of the database, as one JSON document."""
    document = {
        "format": version.content["format"],
        "title": version.framework.title,
        "version": str(version.number),
        "published_at": version.published_at.isoformat(timespec="seconds"),
        "published_by": version.published_by,
        "summary": version.summary,
    }
    return json_format.dumps({**document, **version.content}, ensure_ascii=False, indent=2) + "\n"


def markdown(version: Version) -> str:
    """Return the document in Markdown. What people wrote comes out as they wrote it, whatever it contains."""
    content = version.content
    blocks = [
        f"# {literal(version.framework.title)} {version.number}",
        _origin(version),
        paragraphs(version.summary),
        paragraphs(content["purpose"]),
        _list(f"{fact['name']}: {literal(fact['value'])}" for fact in content["context"]),
        *(block for area in content["areas"] for block in _area(area)),
        *_unsorted(content["unsorted"]),
        *_not_ours(content["not_ours"]),
        *_ideas(content["ideas"]),
        *_making(content),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _origin(version: Version) -> str:
    workshop, community = version.content["workshop"], version.content["community"]
    return (
        f"Published {version.published_at:%Y-%m-%d} by {literal(version.published_by)}, "
        f"from the workshop “{literal(workshop)}” of {literal(community)}."
    )


def _area(area: Mapping[str, Any]) -> Iterable[str]:
    yield f"## {literal(' '.join((area['emoji'], area['name'])))}"
    yield paragraphs(area["description"])
    yield _lines(area["in_role"])
    if area["still_open"]:
        yield "### Still open"
        yield _lines(area["still_open"])


def _unsorted(unsorted: Mapping[str, Any]) -> Iterable[str]:
    if unsorted["in_role"] or unsorted["still_open"]:
        yield from _area({"emoji": "", "name": "Not in an area yet", "description": "", **unsorted})


def _not_ours(hand_overs: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for place, hand_over in enumerate(hand_overs):
        if place == 0:
            yield "## Not ours, and whose"
        yield f"### {literal(hand_over['owner'])}"
        yield _lines(hand_over["lines"])


def _ideas(ideas: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    found = [": ".join(filter(None, (f"{i['emoji']} {i['name']}".strip(), i["description"]))) for i in ideas]
    if found:
        yield "## Ideas for the next version"
        yield _list(literal(idea) for idea in found)


def _making(content: Mapping[str, Any]) -> Iterable[str]:
    made = content["making"]
    yield "## How it was made"
    yield (
        f"{made['people']} people, {made['responsibilities']} responsibilities, {made['votes']} votes. "
        f"The votes alone settled {made['agreed']} of the {made['voted']} that were voted on; "
        f"that takes {in_words(content['threshold'])} of them."
    )


def _lines(lines: Iterable[Mapping[str, Any]]) -> str:
    return _list(_line(line) for line in lines)


def _line(line: Mapping[str, Any]) -> str:
    tally = line["tally"]
    said = [f"{_MARKS[line['colour']]} {literal(line['text'])}"]
    if any(tally.values()):
        said.append(f"({tally['green']} green, {tally['amber']} amber, {tally['red']} red)")
    if line["decision"]:
        said.append(f"Decided: {line['decision']}.")
    if line["rationale"]:
        said.append(f"Why: {literal(line['rationale'])}")
    return " ".join(said)


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)
