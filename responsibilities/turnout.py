"""Counting votes without looking at them: how many are in, of how many, and who is done."""

from dataclasses import dataclass
from uuid import UUID

from live.boards import once
from live.models import ALL
from responsibilities.models import Turnout
from responsibilities.papers import SEALED, TO_VOTE_ON
from workshops.models import Workshop
from workshops.rows import every, one

# By SQL, since it is read for every drawing while people come.
_PAPERS = f"SELECT count(*) FROM responsibilities_responsibility r {SEALED} WHERE {TO_VOTE_ON}"  # noqa: S608
_VOTES = """
SELECT vote.participant_id, count(*) FROM responsibilities_vote vote
JOIN responsibilities_ballot b ON b.id = vote.ballot_id AND b.revealed_at IS NULL
JOIN responsibilities_responsibility r ON r.id = b.responsibility_id
WHERE vote.workshop_id = %s AND r.removed_at IS NULL AND r.merged_into_id IS NULL GROUP BY vote.participant_id
"""
_COUNTED = "SELECT participant_id, votes FROM responsibilities_turnout WHERE workshop_id = %s"
_JOINED = """
SELECT id, name, without_device FROM workshops_participant
WHERE workshop_id = %s AND removed_at IS NULL AND takes_part ORDER BY number, id
"""


@dataclass(frozen=True)
class Voter:
    id: UUID
    name: str
    votes: int
    done: bool
    without_device: bool = False


@dataclass(frozen=True)
class Progress:
    """How far the voting has come: `papers` are what there is to vote on, `voters` those who take part."""

    papers: int
    voters: tuple[Voter, ...]

    @property
    def votes(self) -> int:
        return sum(voter.votes for voter in self.voters)


def papers_in(workshop: Workshop) -> int:
    """Return on how many responsibilities there is to vote."""
    [papers] = one(_PAPERS, {"workshop": workshop.id})
    return int(papers)


def is_right(workshop: Workshop) -> bool:
    """Whether what was counted last still holds: since then there have been votes, and nothing else."""
    return workshop.counted_at is not None and workshop.touched.get(ALL, 0) <= workshop.counted_at


def votes_in(workshop: Workshop) -> tuple[int, int]:
    """Return how many votes are in, and on how many responsibilities there is to vote."""
    if is_right(workshop):
        return workshop.votes_counted, workshop.papers_counted
    now = progress(workshop)
    return now.votes, now.papers


@once
def progress(workshop: Workshop) -> Progress:
    """Return how far every single one has come."""
    if is_right(workshop):
        cast, papers = dict(every(_COUNTED, [workshop.id])), workshop.papers_counted
    else:
        cast, papers = _counted(workshop)
    joined = every(_JOINED, [workshop.id])
    return Progress(
        papers,
        tuple(
            Voter(id, name, cast.get(id, 0), 0 < papers <= cast.get(id, 0), without_device)
            for id, name, without_device in joined
        ),
    )


def _counted(workshop: Workshop) -> tuple[dict[UUID, int], int]:
    """Return how many votes of each person are in, and on how many responsibilities there is to vote."""
    return dict(every(_VOTES, [workshop.id])), papers_in(workshop)


def count_anew(workshop: Workshop) -> None:
    """Count every vote of a locked workshop, once: from here on each vote keeps the numbers right."""
    cast, papers = _counted(workshop)
    joined = set(workshop.participants.joined().values_list("id", flat=True))
    Turnout.objects.filter(workshop=workshop).delete()
    Turnout.objects.bulk_create(
        Turnout(participant_id=person, workshop=workshop, votes=votes) for person, votes in cast.items()
    )
    workshop.counted_at, workshop.papers_counted = workshop.revision, papers
    workshop.votes_counted = sum(votes for person, votes in cast.items() if person in joined)
    workshop.save(update_fields=("counted_at", "papers_counted", "votes_counted"))
