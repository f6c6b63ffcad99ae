"""Counting votes without looking at them: how many are in, of how many, and who is done."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from live.models import ALL
from responsibilities.models import Ballot, BallotBox, Responsibility, Turnout, Vote
from workshops.models import Workshop
from workshops.rows import one

_BOX = "SELECT counted_at, votes, papers FROM responsibilities_ballotbox WHERE workshop_id = %s"


@dataclass(frozen=True)
class Voter:
    id: UUID
    name: str
    done: bool


def to_vote_on(workshop: Workshop) -> "QuerySet[Responsibility]":
    """Standing responsibilities whose current ballot is sealed, or not opened by a first vote yet."""
    ballots = Ballot.objects.filter(responsibility=OuterRef("id"))
    sealed = ballots.filter(revealed_at=None)
    standing = Responsibility.objects.standing().filter(workshop=workshop)
    return standing.filter(Exists(sealed) | ~Exists(ballots)).in_order()


def is_right(counted_at: int | None, workshop: Workshop) -> bool:
    """Whether what was counted at that revision still holds: since then there have been votes, and nothing else."""
    return counted_at is not None and workshop.touched.get(ALL, 0) <= counted_at


def votes_in(workshop: Workshop) -> tuple[int, int]:
    """Return how many votes are in, and on how many responsibilities there is to vote."""
    counted_at, votes, papers = one(_BOX, [workshop.id]) or (None, 0, 0)
    if is_right(counted_at, workshop):
        return votes, papers
    cast, papers = _counted(workshop)
    joined = set(workshop.participants.joined().values_list("id", flat=True))
    return sum(votes for person, votes in cast.items() if person in joined), papers


def voters(workshop: Workshop) -> tuple[Voter, ...]:
    """Who takes part, and who has voted on everything there is to vote on."""
    box = BallotBox.objects.filter(workshop=workshop).first()
    if box and is_right(box.counted_at, workshop):
        cast = dict(Turnout.objects.filter(workshop=workshop).values_list("participant", "votes"))
        papers = box.papers
    else:
        cast, papers = _counted(workshop)
    joined = workshop.participants.joined().order_by("number", "id").values_list("id", "name")
    return tuple(Voter(id, name, bool(papers) and cast.get(id, 0) >= papers) for id, name in joined)


def _counted(workshop: Workshop) -> tuple[dict[UUID, int], int]:
    open_now = to_vote_on(workshop)
    votes = Vote.objects.filter(workshop=workshop, ballot__revealed_at=None, ballot__responsibility__in=open_now)
    return dict(votes.order_by().values_list("participant").annotate(Count("id"))), open_now.count()


def count_anew(workshop: Workshop) -> None:
    """Count every vote of a locked workshop, once: from here on each vote keeps the numbers right."""
    cast, papers = _counted(workshop)
    joined = set(workshop.participants.joined().values_list("id", flat=True))
    Turnout.objects.filter(workshop=workshop).delete()
    Turnout.objects.bulk_create(
        Turnout(participant_id=person, workshop=workshop, votes=votes) for person, votes in cast.items()
    )
    BallotBox.objects.update_or_create(
        workshop=workshop,
        defaults={
            "counted_at": workshop.revision,
            "papers": papers,
            "votes": sum(votes for person, votes in cast.items() if person in joined),
        },
    )
