"""Forms of Discussion, all of them the facilitator's."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from responsibilities.actions import discussion
from workshops import answers
from workshops.access import Viewer, facilitator_view
from workshops.refusal import Refusal


def _verb(act: Callable[..., Any]) -> Callable[..., HttpResponse]:
    """A view for a verb that only needs to know which responsibility it is about."""

    @require_POST
    @facilitator_view
    def view(request: HttpRequest, viewer: Viewer, responsibility_id: UUID) -> HttpResponse:
        try:
            act(workshop=viewer.workshop, responsibility_id=responsibility_id)
        except Refusal as refusal:
            return answers.refused(request, viewer, refusal)
        return answers.done(request, viewer, shared=True)

    return view


focus = _verb(discussion.focus_on)
re_vote = _verb(discussion.open_re_vote)
reveal_re_vote = _verb(discussion.reveal_re_vote)
withdraw = _verb(discussion.withdraw_decision)
park = _verb(discussion.park_as_idea)
take_up = _verb(discussion.take_up_again)


@require_POST
@facilitator_view
def decision(request: HttpRequest, viewer: Viewer, responsibility_id: UUID) -> HttpResponse:
    """Record what was decided."""
    try:
        discussion.record_decision(
            workshop=viewer.workshop,
            responsibility_id=responsibility_id,
            colour=request.POST.get("colour", ""),
            rationale=request.POST.get("rationale", ""),
            owner=request.POST.get("owner", ""),
        )
    except Refusal as refusal:
        return answers.refused(request, viewer, refusal, mine=True)
    return answers.done(request, viewer, shared=True)


@require_POST
@facilitator_view
def accept(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Accept everything the votes agreed on."""
    try:
        discussion.accept_all_agreed(workshop=viewer.workshop)
    except Refusal as refusal:
        return answers.refused(request, viewer, refusal)
    return answers.done(request, viewer, shared=True)
