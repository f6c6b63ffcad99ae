"""Somebody's own ballot paper: what there is to vote on, with their votes. By SQL, since it is read with every vote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from responsibilities.marks import Mark
from workshops.access import Viewer
from workshops.ids import uuid_or_none
from workshops.rows import every, one

_PAPERS = """
SELECT r.number, r.id, r.text, category.key, category.name, category.emoji,
    coalesce(vote.colour, ''), coalesce(reason.text, ''), coalesce(reason.owner, '')
FROM responsibilities_responsibility r
JOIN workshops_category category ON category.id = r.category_id
LEFT JOIN responsibilities_ballot ballot ON ballot.responsibility_id = r.id AND ballot.revealed_at IS NULL
LEFT JOIN responsibilities_vote vote ON vote.ballot_id = ballot.id AND vote.participant_id = %(voter)s
LEFT JOIN responsibilities_reason reason ON reason.ballot_id = ballot.id AND reason.participant_id = %(voter)s
WHERE r.workshop_id = %(workshop)s AND r.removed_at IS NULL AND r.merged_into_id IS NULL
    AND (ballot.id IS NOT NULL OR NOT EXISTS (
        SELECT FROM responsibilities_ballot revealed WHERE revealed.responsibility_id = r.id
    ))
"""
_ALL = _PAPERS + " ORDER BY r.number"
_ONE = _PAPERS + " AND r.id = %(id)s"
_LEFT_AFTER = _PAPERS + " AND vote.id IS NULL AND r.number > %(number)s ORDER BY r.number LIMIT 1"
_PROGRESS = """
SELECT coalesce(turnout.votes, 0), box.papers FROM responsibilities_ballotbox box
LEFT JOIN responsibilities_turnout turnout ON turnout.participant_id = %(voter)s
WHERE box.workshop_id = %(workshop)s
"""


@dataclass(frozen=True)
class Paper:
    """One responsibility on the paper."""

    number: int
    id: UUID
    text: str
    mark: Mark
    colour: str
    reason: str
    owner: str


def papers(viewer: Viewer) -> list[Paper]:
    """Return all of it, in order."""
    return [_paper(row) for row in every(_ALL, _of(viewer))]


def paper(viewer: Viewer, id: str | None) -> Paper | None:
    """Return the one with this id, if it is on the paper."""
    known = uuid_or_none(id or "")
    row = known and one(_ONE, _of(viewer) | {"id": known})
    return _paper(row) if row else None


def next_left(viewer: Viewer, after: int) -> Paper | None:
    """Return the next without a vote after the number `after`, else the first one."""
    row = one(_LEFT_AFTER, _of(viewer) | {"number": after}) or one(_LEFT_AFTER, _of(viewer) | {"number": -1})
    return _paper(row) if row else None


def progress(viewer: Viewer) -> tuple[int, int]:
    """Return how many votes the viewer has cast and on how many papers, as kept: right after a vote, no longer."""
    votes, papers = one(_PROGRESS, _of(viewer)) or (0, 0)
    return votes, papers


def next_paper(ballot: Sequence[Paper], asked: Mapping[str, str]) -> Paper | None:
    """Return the paper to show: the one asked for, else the next without a vote after the one just left."""
    wanted, left = asked.get("card"), asked.get("after")
    if found := next((paper for paper in ballot if str(paper.id) == wanted), None):
        return found
    place = next((i for i, paper in enumerate(ballot) if str(paper.id) == left), -1)
    around = [*ballot[place + 1 :], *ballot[: place + 1]]
    return next((paper for paper in around if not paper.colour), None)


def _of(viewer: Viewer) -> dict[str, Any]:
    return {"voter": viewer.participant.id, "workshop": viewer.workshop.id}


def _paper(row: Sequence[Any]) -> Paper:
    number, id, text, key, name, emoji, colour, reason, owner = row
    return Paper(number, id, text, Mark(key, name, emoji), colour, reason, owner)
