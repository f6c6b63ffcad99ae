"""Voting: a colour on every responsibility, sealed until the reveal."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from live.announce import announce
from live.models import ALL
from responsibilities.actions.standing_in import bells, note_sitting
from responsibilities.casting import CurrentBallot, NotOnTheWall, cast, counted, hold_with_ballot
from responsibilities.models import Ballot, Colour, Reason, Responsibility, Vote
from responsibilities.turnout import count_anew, is_right
from workshops.actions.people import takes_part
from workshops.actions.seats import must_have_no_device
from workshops.actions.stages import must_be_at
from workshops.activity.noting import note
from workshops.lines import optional_line
from workshops.models import Participant, Stage, Workshop
from workshops.parts import ACTIVE, DONE, PEOPLE, VOTES
from workshops.refusal import Refusal
from workshops.rows import Asked, inserted

REASON_LENGTH = 1000
OWNER_LENGTH = 100


class VotingClosed(Refusal):
    message = _("These votes have been revealed, so yours can no longer be changed.")


class NoSuchColour(Refusal):
    field = "colour"
    message = _("Choose Green, Amber or Red.")


class ReasonNeeded(Refusal):
    field = "reason"
    message = _("This workshop asks for a reason with every Red.")


@transaction.atomic
def cast_vote(
    *,
    voter: Participant,
    responsibility_id: UUID,
    colour: str,
    reason: str | None = None,
    owner: str | None = None,
    by: Participant | None = None,
) -> None:
    """Record the voter's colour on the open ballot; voting again changes it, until the reveal.

    `reason` and `owner` are kept as they were where they are None. `by` is the facilitator who enters it for a voter
    without a device. Raises VotingClosed, NoSuchColour, NotOnTheWall, ReasonNeeded, BadText, WrongStage, HasDevice.
    """
    if colour not in Colour.values:
        raise NoSuchColour
    workshop, ballot = hold_with_ballot(voter, responsibility_id)
    must_be_at(workshop, Stage.VOTING, Stage.DISCUSSION)
    if by:
        must_have_no_device(voter)
    if ballot is None:
        raise NotOnTheWall
    ballot_id = _opened(workshop, responsibility_id, ballot)
    if reason is not None or owner is not None or ballot.has_reason:
        _keep_reason(workshop, ballot_id, voter, colour, reason, owner)
    if colour == Colour.RED and workshop.red_needs_reason and not _has_reason(ballot_id, voter):
        raise ReasonNeeded
    _record(workshop, ballot, ballot_id, voter, colour, by)


@transaction.atomic
def take_back_vote(*, voter: Participant, responsibility_id: UUID, by: Participant | None = None) -> None:
    """Undo the voter's vote on the open ballot, and what they said with it; without a vote there is nothing to undo.

    `by` is the facilitator who does so for a voter without a device. Raises VotingClosed, NotOnTheWall, WrongStage,
    HasDevice.
    """
    workshop, ballot = hold_with_ballot(voter, responsibility_id)
    must_be_at(workshop, Stage.VOTING)
    if by:
        must_have_no_device(voter)
    if ballot is None:
        raise NotOnTheWall
    if ballot.id is None:
        return
    if ballot.is_revealed or ballot.is_tally:
        raise VotingClosed
    Reason.objects.filter(ballot=ballot.id, participant=voter).delete()
    if not Vote.objects.filter(ballot=ballot.id, participant=voter).delete()[0]:
        return
    # A ballot that a first vote opened is as if it had never been.
    Ballot.objects.filter(id=ballot.id, number=1, votes=None, reasons=None).delete()
    count_anew(workshop)
    announce(workshop, touched=(PEOPLE, VOTES, DONE), bell=bells(workshop, voter, by))


def _opened(workshop: Workshop, responsibility_id: UUID, ballot: CurrentBallot) -> UUID:
    """The sealed ballot on a standing responsibility; in Voting the first vote of all opens it."""
    if ballot.id is None and workshop.at is Stage.VOTING:
        opened = Ballot(workshop=workshop, responsibility_id=responsibility_id)
        Asked(*inserted(opened))
        return opened.id
    if ballot.id is None or ballot.is_revealed:
        raise VotingClosed
    if ballot.is_tally:
        raise VotingClosed(gettext("Only the tally is left of this vote; nobody can add to it."))
    return ballot.id


def _record(
    workshop: Workshop, ballot: CurrentBallot, ballot_id: UUID, voter: Participant, colour: str, by: Participant | None
) -> None:
    """Write the vote and tell. While voting goes on, what is counted grows with it, and nothing else is touched."""
    bell = bells(workshop, voter, by)
    noted = note_sitting(workshop, by, voter, "voted for") if by else ()
    vote = cast(workshop, ballot_id, voter, colour, by_stand_in=by is not None)
    if workshop.at is Stage.VOTING and voter.takes_part and is_right(workshop):
        announce(
            workshop,
            touched=(*_touched(workshop, ballot), *noted),
            bell=bell,
            counts=() if ballot.colour else ("votes_counted",),
            stamps=ACTIVE,
            whole=not noted,
            writes=[vote] if ballot.colour else [vote, counted(workshop, voter)],
        )
        return
    Asked(*vote)
    takes_part(voter)
    if workshop.at is Stage.VOTING:
        count_anew(workshop)
    touched = (PEOPLE, VOTES, DONE, *noted) if workshop.at is Stage.VOTING else (ALL,)
    announce(workshop, touched=touched, bell=bell, stamps=ACTIVE)


def _touched(workshop: Workshop, ballot: CurrentBallot) -> tuple[str, ...]:
    """What of the board a vote changes. A second thought changes nothing that others see."""
    if ballot.colour:
        return ()
    return (VOTES, DONE) if ballot.votes + 1 >= workshop.papers_counted else (VOTES,)


def _keep_reason(
    workshop: Workshop, ballot_id: UUID, voter: Participant, colour: str, reason: str | None, owner: str | None
) -> None:
    known = Reason.objects.filter(ballot=ballot_id, participant=voter).first()
    said = known or Reason(workshop=workshop, ballot_id=ballot_id, participant=voter)
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


def _has_reason(ballot_id: UUID, voter: Participant) -> bool:
    return Reason.objects.filter(ballot=ballot_id, participant=voter).exclude(text="").exists()


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
def reveal_votes(*, workshop: Workshop, by: Participant | None = None) -> Workshop:
    """Open every sealed ballot to everybody at once."""
    workshop = Workshop.objects.hold(workshop)
    must_be_at(workshop, Stage.VOTING)
    sealed = Ballot.objects.filter(workshop=workshop, revealed_at=None).exists()
    if sealed or workshop.revealed_at is None:
        note(workshop, by, "reveal")
    open_sealed_ballots(workshop)
    workshop.save(update_fields=("revealed_at",))
    announce(workshop, bell="all")
    return workshop
