"""Voting: a colour on every responsibility, sealed until the reveal."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from live.announce import announce
from responsibilities.models import Ballot, Colour, Reason, Responsibility, Vote
from workshops.actions.people import takes_part
from workshops.actions.stages import must_be_at
from workshops.lines import optional_line
from workshops.models import Participant, Stage, Workshop
from workshops.refusal import Refusal

REASON_LENGTH = 1000
OWNER_LENGTH = 100


class VotingClosed(Refusal):
    message = "These votes have been revealed, so yours can no longer be changed."


class NoSuchColour(Refusal):
    field = "colour"
    message = "Choose Green, Amber or Red."


class NotOnTheWall(Refusal):
    message = "That responsibility is no longer on the wall."


class ReasonNeeded(Refusal):
    field = "reason"
    message = "This workshop asks for a reason with every Red."


@transaction.atomic
def cast_vote(
    *,
    voter: Participant,
    responsibility_id: UUID,
    colour: str,
    reason: str | None = None,
    owner: str | None = None,
) -> Vote:
    """Record the voter's colour on the open ballot; voting again changes it, until the reveal.

    `reason` and `owner` are kept as they were where they are None. Raises VotingClosed, NoSuchColour, NotOnTheWall,
    ReasonNeeded, BadText, WrongStage.
    """
    if colour not in Colour.values:
        raise NoSuchColour
    workshop = Workshop.objects.hold(voter.workshop)
    must_be_at(workshop, Stage.VOTING, Stage.DISCUSSION)
    ballot = _open_ballot(workshop, responsibility_id)
    if reason is not None or owner is not None or colour != Colour.RED:
        _keep_reason(ballot, voter, colour, reason, owner)
    if colour == Colour.RED and workshop.red_needs_reason and not _has_reason(ballot, voter):
        raise ReasonNeeded
    # One statement, whether it is the first vote or a second thought.
    [vote] = Vote.objects.bulk_create(
        [Vote(workshop=workshop, ballot=ballot, participant=voter, colour=colour)],
        update_conflicts=True,
        unique_fields=("ballot", "participant"),
        update_fields=("colour",),
    )
    takes_part(voter)
    announce(workshop, bell=[str(voter.id)])
    return vote


def _open_ballot(workshop: Workshop, responsibility_id: UUID) -> Ballot:
    """The sealed ballot on a standing responsibility; in Voting the first vote of all opens it."""
    responsibility = Responsibility.objects.standing().filter(workshop=workshop, id=responsibility_id).first()
    if responsibility is None:
        raise NotOnTheWall
    ballot = responsibility.ballots.order_by("-number").first()
    if ballot is None and workshop.at is Stage.VOTING:
        ballot = Ballot.objects.create(workshop=workshop, responsibility=responsibility)
    if ballot is None or ballot.revealed_at is not None:
        raise VotingClosed
    if ballot.is_tally:
        raise VotingClosed("Only the tally is left of this vote; nobody can add to it.")
    return ballot


def _keep_reason(ballot: Ballot, voter: Participant, colour: str, reason: str | None, owner: str | None) -> None:
    known = Reason.objects.filter(ballot=ballot, participant=voter).first()
    said = known or Reason(workshop_id=ballot.workshop_id, ballot=ballot, participant=voter)
    if reason is not None:
        said.text = optional_line(reason, most=REASON_LENGTH, field="reason")
    if owner is not None:
        said.owner = optional_line(owner, most=OWNER_LENGTH, field="owner")
    if colour != Colour.RED:
        said.owner = ""
    if said.text or said.owner or said.colour:
        said.save()
    elif known is not None:
        known.delete()


def _has_reason(ballot: Ballot, voter: Participant) -> bool:
    return Reason.objects.filter(ballot=ballot, participant=voter).exclude(text="").exists()


def open_sealed_ballots(workshop: Workshop) -> None:
    """Reveal every sealed ballot of a locked workshop.

    A responsibility that nobody voted on is given a revealed, empty ballot, so that nobody can vote on it
    with everybody else's colours before their eyes. A re-vote that nobody took part in never was.
    """
    now = timezone.now()
    Ballot.objects.filter(workshop=workshop, revealed_at=None, number__gt=1, votes=None, green=None).delete()
    unvoted = Responsibility.objects.standing().filter(workshop=workshop, ballots=None)
    Ballot.objects.bulk_create(Ballot(workshop=workshop, responsibility=r, revealed_at=now) for r in unvoted)
    Ballot.objects.filter(workshop=workshop, revealed_at=None).update(revealed_at=now)
    if workshop.revealed_at is None:
        workshop.revealed_at = now


def reveal_on_entering(workshop: Workshop, came_from: Stage) -> None:
    """From Discussion on it is about revealed votes: coming there from Voting or earlier opens them."""
    if came_from.rank < Stage.DISCUSSION.rank:
        open_sealed_ballots(workshop)


@transaction.atomic
def reveal_votes(*, workshop: Workshop) -> Workshop:
    """Open every sealed ballot to everybody at once."""
    workshop = Workshop.objects.hold(workshop)
    must_be_at(workshop, Stage.VOTING)
    open_sealed_ballots(workshop)
    workshop.save(update_fields=("revealed_at",))
    announce(workshop, bell="all")
    return workshop
