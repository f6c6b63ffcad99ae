"""Who may see an author, a vote, a reason, a hidden responsibility. Everything that is shown asks here.

Nobody has a better view than anybody else, the facilitator included. So what may be seen depends on how
far the workshop has come and on what it promised; only what is one's own is always there.
"""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from responsibilities.models import Ballot, Reason, Responsibility, Vote
from workshops.models import Names, Participant, Workshop

_BROUGHT = ~Q(came_from="")


@dataclass(frozen=True)
class Sight:
    """What the people in one workshop may be told now."""

    workshop: Workshop
    wall: bool
    names: bool

    def responsibilities(self, participant: Participant | None = None) -> "QuerySet[Responsibility]":
        """Those that `participant` may read: their own, and everybody's once the wall is shown.

        What was brought along from a published version is nobody's secret: it can be read from the start.
        """
        kept = Responsibility.objects.kept().filter(workshop=self.workshop).in_order()
        if self.wall:
            return kept
        return kept.filter(_BROUGHT | Q(author=participant)) if participant else kept.filter(_BROUGHT)

    def ballots(self) -> "QuerySet[Ballot]":
        """Those that have been revealed. A sealed ballot's colours and reasons are told to nobody."""
        return Ballot.objects.filter(workshop=self.workshop, revealed_at__isnull=False)

    def reasons(self) -> "QuerySet[Reason]":
        """What people gave as reasons on revealed ballots, in an order that says nothing about who spoke when."""
        return (
            Reason.objects.filter(workshop=self.workshop, ballot__revealed_at__isnull=False)
            .filter(Q(participant=None) | Q(participant__removed_at=None))
            .order_by("ballot_id", "owner", "text", "id")
        )

    def votes(self) -> "QuerySet[Vote]":
        """Who voted what: nothing at all unless the workshop is a named one and the ballot is revealed."""
        revealed = Vote.objects.filter(workshop=self.workshop, ballot__revealed_at__isnull=False)
        return revealed if self.names else revealed.none()

    def author(self, responsibility: Responsibility) -> str:
        """The author's name, or "" where it may not be told."""
        return responsibility.author.name if self.names and responsibility.author else ""


def keeps_authors(workshop: Workshop) -> bool:
    """Whether it may be noted who did something to what they wrote. In any other workshop it is not even kept."""
    return workshop.names == Names.NAMED


def sight(workshop: Workshop) -> Sight:
    """Return what may be seen of `workshop` now. Names only where it promised them, and only after the reveal."""
    return Sight(
        workshop=workshop,
        wall=workshop.wall_is_shown,
        names=workshop.names == Names.NAMED and workshop.revealed_at is not None,
    )
