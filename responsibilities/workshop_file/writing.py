"""A workshop as a document: the frame, and the responsibilities with what may be told of each."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from responsibilities.models import Area, Decision, Idea, Note, Responsibility
from responsibilities.workshop_file.schema import FORMAT
from workshops.models import Category, Workshop

Document = dict[str, Any]
Keys = Mapping[UUID | None, str]


@dataclass(frozen=True)
class Told:
    """What of a workshop goes into its file.

    `ballots` has each responsibility's ballots as the file has them, `names` says whether authors are told,
    and `discussed` whether the decision and the notes on a responsibility are.
    """

    responsibilities: "QuerySet[Responsibility]"
    ideas: "QuerySet[Idea]"
    ballots: Mapping[UUID, Sequence[Document]]
    names: bool
    discussed: Callable[[UUID], bool]


def write(workshop: Workshop, told: Told) -> Document:
    """Return the document of `workshop`, in the same number of queries whatever its size."""
    people = list(workshop.participants.joined().order_by("number", "id"))
    rows = _without_orphans(told.responsibilities.select_related("category", "area"))
    keys: Keys = {row.id: row.key for row in rows}
    voices: Keys = {person.id: person.key for person in people} if told.names else {}
    discussions = _discussions(workshop, voices)
    return {
        **_frame(workshop),
        "categories": [_grouping(row, definition=row.definition) for row in _in_order(workshop.categories)],
        "participants": [
            {"key": person.key, "name": person.name, "role": person.role} | _set(without_device=person.without_device)
            for person in people
        ],
        "areas": [_grouping(row, description=row.description) for row in _in_order(workshop.areas)],
        "responsibilities": [
            _responsibility(row, voices)
            | _set(ballots=told.ballots.get(row.id), merged_into=keys.get(row.merged_into_id))
            | (discussions[row.id] if told.discussed(row.id) else {})
            for row in rows
        ],
        "ideas": [
            _grouping(row, description=row.description, **{"from": keys.get(row.source_id)})
            for row in _in_order(told.ideas)
        ],
    }


def _set(**parts: Any) -> Document:
    """Return those of `parts` that say something."""
    return {name: part for name, part in parts.items() if part}


def _in_order(rows: Any) -> Any:
    return rows.order_by("number", "id")


def _without_orphans(responsibilities: "QuerySet[Responsibility]") -> list[Responsibility]:
    """What was merged into something that is left out is left out with it."""
    rows = list(_in_order(responsibilities))
    survivors = {row.id for row in rows} | {None}
    return [row for row in rows if row.merged_into_id in survivors]


def _frame(workshop: Workshop) -> Document:
    context = {
        "organisation": workshop.organisation,
        "organisation_size": workshop.organisation_size,
        "funding_stage": workshop.funding_stage,
        "teams": workshop.teams,
        "founders": workshop.founders,
    }
    return {
        "format": FORMAT,
        "title": workshop.title,
        "role": workshop.role,
        **_set(purpose=workshop.purpose, context=context if any(context.values()) else None),
        "settings": {
            "names": workshop.names,
            "threshold": f"{workshop.threshold_numerator}/{workshop.threshold_denominator}",
            **_set(red_needs_reason=workshop.red_needs_reason),
        },
        "stage": workshop.stage,
    }


def _grouping(row: Category | Area | Idea, **more: str | None) -> Document:
    return {"key": row.key, "name": row.name, **_set(emoji=row.emoji, **more)}


def _responsibility(row: Responsibility, voices: Keys) -> Document:
    return {
        "key": row.key,
        "text": row.text,
        "category": row.category.key,
        "author": voices.get(row.author_id),
        "area": row.area.key if row.area else None,
    }


def _discussions(workshop: Workshop, voices: Keys) -> Mapping[UUID, Document]:
    """Decisions and notes, by responsibility."""
    found: dict[UUID, Document] = defaultdict(dict)
    for decision in Decision.objects.filter(workshop=workshop):
        content = {"colour": decision.colour, **_set(rationale=decision.rationale, owner=decision.owner)}
        found[decision.responsibility_id]["decision"] = content
    for note in Note.objects.filter(workshop=workshop).order_by("number", "id"):
        content = {"text": note.text, **_set(author=voices.get(note.author_id))}
        found[note.responsibility_id].setdefault("notes", []).append(content)
    return found
