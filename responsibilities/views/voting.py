"""Forms of Voting: one's own vote, and the reveal."""

from uuid import UUID

from django.http import HttpRequest
from django.views.decorators.http import require_POST

from responsibilities.actions.voting import ReasonNeeded, cast_vote, reveal_votes, take_back_vote
from workshops.access import Viewer, facilitator_view
from workshops.answers import Asked, form_view
from workshops.standing_in import sheet_view


@require_POST
@sheet_view
@form_view(mine=True)
def vote(request: HttpRequest, viewer: Viewer, responsibility_id: UUID) -> Asked:
    """Cast or change a vote. A red one without a word is asked why before the next one comes."""
    colour, reason, owner = (request.POST.get(name) for name in ("colour", "reason", "owner"))
    to_explain = reason is None and owner is None
    try:
        cast_vote(
            voter=viewer.participant,
            responsibility_id=responsibility_id,
            colour=colour or "",
            reason=reason,
            owner=owner,
            by=viewer.stand_in,
        )
    except ReasonNeeded:
        if not to_explain:
            raise
    if colour == "red" and to_explain:
        return {"card": str(responsibility_id), "ask": "1"}
    return {"after": str(responsibility_id)}


@require_POST
@sheet_view
@form_view(mine=True)
def take_back(request: HttpRequest, viewer: Viewer, responsibility_id: UUID) -> Asked:
    """Undo one's vote; the answer shows its paper again."""
    take_back_vote(voter=viewer.participant, responsibility_id=responsibility_id, by=viewer.stand_in)
    return {"card": str(responsibility_id)}


@require_POST
@facilitator_view
@form_view(shared=True)
def reveal(request: HttpRequest, viewer: Viewer) -> None:
    reveal_votes(workshop=viewer.workshop, by=viewer.participant)
