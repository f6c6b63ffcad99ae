"""Somebody's own ballot paper: what there is to vote on, with their votes. By SQL, since it is read with every vote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from live.models import ALL
from responsibilities.marks import Mark
from workshops.access import Viewer
from workshops.ids import uuid_or_none
from workshops.rows import every, one

# What there is to vote on: whatever stands whose current ballot is sealed, or not opened by a first vote yet.
SEALED = "LEFT JOIN responsibilities_ballot ballot ON ballot.responsibility_id = r.id AND ballot.revealed_at IS NULL"
TO_VOTE_ON = """
r.workshop_id = %(workshop)s AND r.removed_at IS NULL AND r.merged_into_id IS NULL
    AND (ballot.id IS NOT NULL OR NOT EXISTS (
        SELECT FROM responsibilities_ballot revealed WHERE revealed.responsibility_id = r.id
    ))
"""
# What somebody has said on a ballot.
_WORDS = "coalesce(vote.colour, ''), coalesce(reason.text, ''), coalesce(reason.owner, '')"
_OWN = """
LEFT JOIN responsibilities_vote vote ON vote.ballot_id = ballot.id AND vote.participant_id = %(voter)s
LEFT JOIN responsibilities_reason reason ON reason.ballot_id = ballot.id AND reason.participant_id = %(voter)s
"""
_PAPERS = f"""
SELECT r.number, r.id::text, r.text, category.key, category.name, category.emoji,
    {_WORDS}
FROM responsibilities_responsibility r
JOIN workshops_category category ON category.id = r.category_id
{SEALED}
{_OWN}
WHERE {TO_VOTE_ON}
"""  # noqa: S608 - made of what stands above
_BLANK = _PAPERS + " ORDER BY r.number"
_SAID = f"""
SELECT ballot.responsibility_id::text, {_WORDS} FROM responsibilities_ballot ballot {_OWN}
WHERE ballot.workshop_id = %(workshop)s AND ballot.revealed_at IS NULL
    AND (vote.id IS NOT NULL OR reason.id IS NOT NULL)
"""  # noqa: S608 - made of what stands above
_ONE = _PAPERS + " AND r.id = %(id)s"
_PLACE = "(SELECT number FROM responsibilities_responsibility WHERE id = %(id)s)"
# Most often one of the very next is left. Looking at eight costs as little on a board of thousands, however the
# database goes about it; looking at all that is left can cost it ten times the vote.
_NEAR = f"r.number > {_PLACE} AND r.number <= {_PLACE} + 8"
_NEXT = f"{_PAPERS} AND vote.id IS NULL AND {_NEAR} ORDER BY r.number LIMIT 1"
_LEFT = f"{_PAPERS} AND vote.id IS NULL ORDER BY r.number <= {_PLACE}, r.number LIMIT 1"
_COLUMNS = "(number, id, text, key, name, emoji, colour, reason, owner)"
_SWEEP = f"""
SELECT coalesce(turnout.votes, 0), w.papers_counted, voted.*, following.*
FROM workshops_workshop w
LEFT JOIN responsibilities_turnout turnout ON turnout.participant_id = %(voter)s
LEFT JOIN LATERAL ({_ONE}) voted {_COLUMNS} ON true
LEFT JOIN LATERAL ({_NEXT}) following {_COLUMNS} ON true
WHERE w.id = %(workshop)s AND w.counted_at IS NOT NULL
"""  # noqa: S608 - made of what stands above


class Paper(NamedTuple):
    """One responsibility on the paper. A hundred are made for one page, so they cost as little as can be."""

    number: int
    id: str
    text: str
    mark: Mark
    colour: str
    reason: str
    owner: str

    @property
    def is_long(self) -> bool:
        """Whether it needs smaller letters where it stands alone."""
        return len(self.text) > 90

    def after(self, colour: str = "", reason: str = "", owner: str = "") -> "Paper":
        """The same paper, once somebody has said this on it."""
        return self._replace(colour=colour, reason=reason, owner=owner)


def papers(viewer: Viewer) -> tuple[Paper, ...]:
    """Return all of it, in order. For those who have said nothing yet, it is the very tuple that all of them have."""
    workshop = viewer.workshop
    blank = _blank(workshop.id, workshop.epoch, workshop.touched.get(ALL, 0))
    said = {id: what for id, *what in every(_SAID, _of(viewer))}
    return tuple(paper.after(*said.get(paper.id, ())) for paper in blank) if said else blank


@lru_cache(1_000)
def _blank(workshop_id: UUID, epoch: str, touched: int) -> tuple[Paper, ...]:
    """Read the papers once for everybody, and again after a change that may have been to them."""
    return tuple(_paper(row) for row in every(_BLANK, {"voter": None, "workshop": workshop_id}))


@dataclass(frozen=True)
class Sweep:
    """How somebody stands right after a vote: the paper voted on, the next one left, and how far they have come."""

    voted: Paper
    following: Paper | None
    cast: int
    total: int


def sweep(viewer: Viewer, id: str | None) -> Sweep | None:
    """Return it after a vote on the responsibility with this id; None where that is not known.

    The counts are those that are kept: right after a vote, and no longer.
    """
    about = _of(viewer) | {"id": uuid_or_none(id)}
    row = one(_SWEEP, about)
    if row is None or row[3] is None:
        return None
    cast, total, voted, following = row[0], row[1], row[2:11], row[11:]
    if following[1] is None and cast < total:  # further on, or skipped
        following = one(_LEFT, about) or following
    return Sweep(_paper(voted), _paper(following) if following[1] else None, cast, total)


def next_paper(ballot: Sequence[Paper], asked: Mapping[str, str]) -> Paper | None:
    """Return the paper to show: the one asked for, else the next without a vote after the one just left."""
    wanted, left = asked.get("card"), asked.get("after")
    if found := next((paper for paper in ballot if paper.id == wanted), None):
        return found
    place = next((i for i, paper in enumerate(ballot) if paper.id == left), -1)
    around = [*ballot[place + 1 :], *ballot[: place + 1]]
    return next((paper for paper in around if not paper.colour), None)


def _of(viewer: Viewer) -> dict[str, Any]:
    return {"voter": viewer.participant.id, "workshop": viewer.workshop.id}


def _paper(row: Sequence[Any]) -> Paper:
    number, id, text, key, name, emoji, colour, reason, owner = row
    return Paper(number, id, text, _mark(key, name, emoji), colour, reason, owner)


_mark = lru_cache(1_000)(Mark)
