"""What casting one vote reads and writes, in two statements that the ORM need not compose anew with every vote."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from live.announce import Write
from workshops.models import Participant, Workshop
from workshops.refusal import Refusal
from workshops.rows import Asked, together

_CURRENT = """
SELECT ballot.id, ballot.revealed_at IS NOT NULL, ballot.green IS NOT NULL, coalesce(vote.colour, ''),
    reason.id IS NOT NULL, coalesce(turnout.votes, 0)
FROM responsibilities_responsibility r
LEFT JOIN LATERAL (
    SELECT * FROM responsibilities_ballot WHERE responsibility_id = r.id ORDER BY number DESC LIMIT 1
) ballot ON true
LEFT JOIN responsibilities_vote vote ON vote.ballot_id = ballot.id AND vote.participant_id = %(voter)s
LEFT JOIN responsibilities_reason reason ON reason.ballot_id = ballot.id AND reason.participant_id = %(voter)s
LEFT JOIN responsibilities_turnout turnout ON turnout.participant_id = %(voter)s
WHERE r.id = %(id)s AND r.workshop_id = %(workshop)s AND r.removed_at IS NULL AND r.merged_into_id IS NULL
"""
_CAST = """
INSERT INTO responsibilities_vote (workshop_id, ballot_id, participant_id, colour, by_stand_in)
VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (ballot_id, participant_id) DO UPDATE SET colour = excluded.colour, by_stand_in = excluded.by_stand_in
"""
_COUNT = """
INSERT INTO responsibilities_turnout (participant_id, workshop_id, votes) VALUES (%s, %s, 1)
ON CONFLICT (participant_id) DO UPDATE SET votes = responsibilities_turnout.votes + 1
"""


class NotOnTheWall(Refusal):
    message = _("That responsibility is no longer on the wall.")


@dataclass(frozen=True)
class CurrentBallot:
    """The current ballot on a responsibility, if there is one, as one voter finds it; `colour` is theirs so far.

    `votes` are how many of those that are counted are the voter's.
    """

    id: UUID | None
    is_revealed: bool
    is_tally: bool
    colour: str
    has_reason: bool
    votes: int


def hold_with_ballot(voter: Participant, responsibility_id: UUID) -> tuple[Workshop, CurrentBallot | None]:
    """Hold the voter's workshop and return it with the ballot; without one when that is not on the wall."""
    with together():
        held = Workshop.objects.ask_to_hold(voter.workshop)
        found = Asked(_CURRENT, {"id": responsibility_id, "workshop": voter.workshop_id, "voter": voter.id})
    workshop, row = held(), found.one()
    return workshop, CurrentBallot(*row) if row else None


def cast(workshop: Workshop, ballot_id: UUID, voter: Participant, colour: str, *, by_stand_in: bool = False) -> Write:
    """Return what writes the vote, whether it is the first or a second thought."""
    return _CAST, [workshop.id, ballot_id, voter.id, colour, by_stand_in]


def counted(workshop: Workshop, voter: Participant) -> Write:
    """Return what counts one more vote of the voter."""
    return _COUNT, [voter.id, workshop.id]
