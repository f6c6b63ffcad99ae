"""Forms of Voting: one's own vote, and the reveal."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from responsibilities.actions.voting import ReasonNeeded, cast_vote, reveal_votes
from workshops import answers
from workshops.access import Viewer, facilitator_view, participant_view
from workshops.refusal import Refusal


@require_POST
@participant_view
def vote(request: HttpRequest, viewer: Viewer, responsibility_id: UUID) -> HttpResponse:
    """Cast or change a vote. A red one without a word is asked why before the next one comes."""
    colour, reason, owner = (request.POST.get(name) for name in ("colour", "reason", "owner"))
    explained = reason is not None or owner is not None
    ask = {"card": str(responsibility_id), "ask": "1"}
    try:
        cast_vote(
            voter=viewer.participant,
            responsibility_id=responsibility_id,
            colour=colour or "",
            reason=reason,
            owner=owner,
        )
    except ReasonNeeded as refusal:
        if not explained:
            return answers.done(request, viewer, asked=ask)
        return answers.refused(request, viewer, refusal, mine=True)
    except Refusal as refusal:
        return answers.refused(request, viewer, refusal, mine=True)
    asked = ask if colour == "red" and not explained else {"after": str(responsibility_id)}
    return answers.done(request, viewer, asked=asked)


@require_POST
@facilitator_view
def reveal(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    try:
        reveal_votes(workshop=viewer.workshop)
    except Refusal as refusal:
        return answers.refused(request, viewer, refusal)
    return answers.done(request, viewer, shared=True)
