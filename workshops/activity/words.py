"""A line of the log in words, with what people typed kept apart from the sentence around it."""

from collections.abc import Callable
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from workshops.activity.kinds import kind_of
from workshops.figures import grouped
from workshops.models import Activity, Participant, Workshop

SOMEBODY = _("Somebody")
# The kinds of lines that are about another line.
UNDONE, DONE_AGAIN = "undone", "done again"
AGAIN = {UNDONE: _("{who} undid: {what}"), DONE_AGAIN: _("{who} did again: {what}")}
# Longer words than these are cut: the log is for finding a deed, not for reading the responsibility.
LONGEST = 80

Part = Callable[[str], str]
Fill = Callable[..., str]


def in_words(line: Activity, workshop: Workshop) -> str:
    """Return the line as plain text, without a full stop."""
    return _sentence(line, workshop, str, str.format)


def marked_up(line: Activity, workshop: Workshop) -> SafeString:
    """Return the line as HTML in which each part that people typed keeps its own direction."""
    return SafeString(_sentence(line, workshop, lambda part: format_html("<bdi>{}</bdi>", part), format_html))


def _sentence(line: Activity, workshop: Workshop, part: Part, fill: Fill) -> str:
    if line.of is not None:
        what = _sentence(line.of, workshop, part, fill)
        return fill(str(AGAIN[line.kind]), who=_who(line, line.actor, workshop, part), what=what)
    kind = kind_of(line)
    says = kind.says_many if kind.says_many and line.said.get("count", 1) != 1 else kind.says
    parts = {name: _said(kind.labels.get(name, {}), value, part) for name, value in line.said.items()}
    return fill(str(says), who=_who(line, line.actor, workshop, part), **parts)


def _said(labels: Any, value: Any, part: Part) -> str:
    if value in labels:
        return str(labels[value])
    if isinstance(value, int):
        return grouped(value)
    return part(value if len(value) <= LONGEST else f"{value[: LONGEST - 1]}…")


def _who(line: Activity, person: Participant | None, workshop: Workshop, part: Part) -> str:
    return part(person.name) if person and kind_of(line).tells_who(workshop) else str(SOMEBODY)
