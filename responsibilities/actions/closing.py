"""Closing a workshop: it stays readable, nobody can change it, and an anonymous one forgets who was who."""

import secrets
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from live.announce import announce
from responsibilities.actions.voting import open_sealed_ballots
from responsibilities.models import Ballot, Note, Reason, Responsibility, Vote
from responsibilities.results import ballot_tallies
from responsibilities.visibility import sight
from workshops.activity.noting import note
from workshops.models import Activity, Names, Participant, Workshop
from workshops.rehearsing import must_be_no_rehearsal


@transaction.atomic
def close_workshop(*, workshop: Workshop, by: Participant | None = None) -> Workshop:
    """Close for good. In an anonymous workshop every link between a person and a vote or text is destroyed."""
    workshop = Workshop.objects.hold(workshop)
    if workshop.is_closed:
        return workshop
    must_be_no_rehearsal(workshop)
    open_sealed_ballots(workshop)
    note(workshop, by, "closed")
    if workshop.names == Names.ANONYMOUS:
        _forget_who(workshop)
    workshop.closed_at = timezone.now()
    workshop.save(update_fields=("closed_at", "revealed_at"))
    announce(workshop, bell="all")
    return workshop


def _forget_who(workshop: Workshop) -> None:
    """Leave tallies in place of votes, and texts and reasons without people."""
    _leave_tallies(workshop)
    _unname_reasons(workshop)
    # Who sorted or decided what leads from a person to a responsibility as well.
    Activity.objects.filter(workshop=workshop).update(actor=None, undone_by=None, undo=None)
    Vote.objects.filter(workshop=workshop).delete()
    Note.objects.filter(workshop=workshop).update(author=None)
    Responsibility.objects.filter(workshop=workshop).update(author=None, client_key=None)


def _leave_tallies(workshop: Workshop) -> None:
    tallies = ballot_tallies(workshop, Ballot.objects.filter(workshop=workshop))
    changed = [b for b in Ballot.objects.filter(workshop=workshop) if not b.is_tally]
    for ballot in changed:
        tally = tallies[ballot.id]
        ballot.green, ballot.amber, ballot.red = tally.green, tally.amber, tally.red
    Ballot.objects.bulk_update(changed, ("green", "amber", "red"))


def _unname_reasons(workshop: Workshop) -> None:
    """Write the reasons anew in a random order: the old rows' order would tell who spoke first."""
    votes: dict[tuple[UUID, UUID | None], str] = {
        (ballot, participant): colour
        for ballot, participant, colour in Vote.objects.filter(workshop=workshop).values_list(
            "ballot_id", "participant_id", "colour"
        )
    }
    reasons = list(sight(workshop).reasons())
    secrets.SystemRandom().shuffle(reasons)
    Reason.objects.filter(workshop=workshop).delete()
    Reason.objects.bulk_create(
        Reason(
            workshop=workshop,
            ballot_id=reason.ballot_id,
            colour=reason.colour or votes.get((reason.ballot_id, reason.participant_id), ""),
            text=reason.text,
            owner=reason.owner,
        )
        for reason in reasons
    )
