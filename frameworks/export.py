"""A version as a file: the same bytes every time, for it never changes. Reviews are not part of it."""

import json as json_format
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from frameworks.markdown import literal, paragraphs
from frameworks.models import Version
from responsibilities.in_words import colour_letter, colour_name, votes_in_words
from responsibilities.outcome import whom
from workshops.shares import in_words

_SHAPES = {"green": "●", "amber": "◆", "red": "■"}


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
    """Return the document in Markdown, in its own language. What people wrote comes out as they wrote it."""
    with override(version.language):
        return _markdown(version)


def _markdown(version: Version) -> str:
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
    return _("Published %(day)s by %(who)s, from the workshop “%(workshop)s” of %(community)s.") % {
        "day": f"{version.published_at:%Y-%m-%d}",
        "who": literal(version.published_by),
        "workshop": literal(workshop),
        "community": literal(community),
    }


def _area(area: Mapping[str, Any]) -> Iterable[str]:
    yield f"## {literal(' '.join((area['emoji'], area['name'])))}"
    yield paragraphs(area["description"])
    yield _lines(area["in_role"])
    if area["still_open"]:
        yield "### " + _("Still open")
        yield _lines(area["still_open"])


def _unsorted(unsorted: Mapping[str, Any]) -> Iterable[str]:
    if unsorted["in_role"] or unsorted["still_open"]:
        yield from _area({"emoji": "", "name": _("Not in an area yet"), "description": "", **unsorted})


def _not_ours(hand_overs: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for place, hand_over in enumerate(hand_overs):
        if place == 0:
            yield "## " + _("Not ours, and whose")
        owner = whom(hand_over["owner"])
        yield f"### {literal(owner)}"
        yield _lines(hand_over["lines"])


def _ideas(ideas: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    found = [": ".join(filter(None, (f"{i['emoji']} {i['name']}".strip(), i["description"]))) for i in ideas]
    if found:
        yield "## " + _("Ideas for the next version")
        yield _list(literal(idea) for idea in found)


def _making(content: Mapping[str, Any]) -> Iterable[str]:
    made = content["making"]
    yield "## " + _("How it was made")
    yield _(
        "%(people)s people, %(responsibilities)s responsibilities, %(votes)s votes. "
        "The votes alone settled %(agreed)s of the %(voted)s that were voted on; "
        "that takes %(share)s of them."
    ) % {**made, "share": in_words(content["threshold"])}


def _lines(lines: Iterable[Mapping[str, Any]]) -> str:
    return _list(_line(line) for line in lines)


def _line(line: Mapping[str, Any]) -> str:
    tally = line["tally"]
    said = [f"{_mark(line['colour'])} {literal(line['text'])}"]
    if any(tally.values()):
        said.append(f"({votes_in_words(tally['green'], tally['amber'], tally['red'])})")
    if line["decision"]:
        said.append(_("Decided:") + f" {colour_name(line['decision']).lower()}.")
    if line["rationale"]:
        said.append(_("Why:") + f" {literal(line['rationale'])}")
    return " ".join(said)


def _mark(colour: str | None) -> str:
    return f"{_SHAPES[colour]} {colour_letter(colour)}" if colour else "○ " + _("no votes")


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)
