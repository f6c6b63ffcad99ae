"""What casting one vote reads and writes, in two statements that the ORM need not compose anew with every vote."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from workshops.models import Participant, Workshop
from workshops.refusal import Refusal
from workshops.rows import one

_CURRENT = """
SELECT ballot.id, ballot.revealed_at IS NOT NULL, ballot.green IS NOT NULL, coalesce(vote.colour, ''),
    reason.id IS NOT NULL, box.counted_at
FROM responsibilities_responsibility r
LEFT JOIN LATERAL (
    SELECT * FROM responsibilities_ballot WHERE responsibility_id = r.id ORDER BY number DESC LIMIT 1
) ballot ON true
LEFT JOIN responsibilities_vote vote ON vote.ballot_id = ballot.id AND vote.participant_id = %(voter)s
LEFT JOIN responsibilities_reason reason ON reason.ballot_id = ballot.id AND reason.participant_id = %(voter)s
LEFT JOIN responsibilities_ballotbox box ON box.workshop_id = r.workshop_id
WHERE r.id = %(id)s AND r.workshop_id = %(workshop)s AND r.removed_at IS NULL AND r.merged_into_id IS NULL
"""
_CAST = """
INSERT INTO responsibilities_vote (workshop_id, ballot_id, participant_id, colour) VALUES (%s, %s, %s, %s)
ON CONFLICT (ballot_id, participant_id) DO UPDATE SET colour = excluded.colour
"""


class NotOnTheWall(Refusal):
    message = "That responsibility is no longer on the wall."


@dataclass(frozen=True)
class CurrentBallot:
    """The current ballot on a responsibility, if there is one, as one voter finds it; `colour` is theirs so far.

    `counted_at` is when the workshop's ballot box was last counted.
    """

    id: UUID | None
    is_revealed: bool
    is_tally: bool
    colour: str
    has_reason: bool
    counted_at: int | None


def current_ballot(workshop: Workshop, responsibility_id: UUID, voter: Participant) -> CurrentBallot:
    """Return the ballot in a locked workshop. Raises NotOnTheWall."""
    row = one(_CURRENT, {"id": responsibility_id, "workshop": workshop.id, "voter": voter.id})
    if row is None:
        raise NotOnTheWall
    return CurrentBallot(*row)


def put_vote(workshop: Workshop, ballot_id: UUID, voter: Participant, colour: str) -> None:
    """Write the vote, whether it is the first or a second thought."""
    with connection.cursor() as cursor:
        cursor.execute(_CAST, (workshop.id, ballot_id, voter.id, colour))
