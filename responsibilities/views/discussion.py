"""Forms of Discussion, all of them the facilitator's."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from responsibilities.actions import discussion
from workshops.access import Viewer, facilitator_view
from workshops.answers import form_view


def _verb(act: Callable[..., Any]) -> Callable[..., HttpResponse]:
    """A view for a verb that only needs to know which responsibility it is about."""

    @require_POST
    @facilitator_view
    @form_view(shared=True)
    def view(request: HttpRequest, viewer: Viewer, responsibility_id: UUID) -> None:
        act(workshop=viewer.workshop, responsibility_id=responsibility_id, by=viewer.participant)

    return view


focus = _verb(discussion.focus_on)
re_vote = _verb(discussion.open_re_vote)
reveal_re_vote = _verb(discussion.reveal_re_vote)
withdraw = _verb(discussion.withdraw_decision)
park = _verb(discussion.park_as_idea)
take_up = _verb(discussion.take_up_again)


@require_POST
@facilitator_view
@form_view(shared=True, mine=True)
def decision(request: HttpRequest, viewer: Viewer, responsibility_id: UUID) -> None:
    """Record what was decided."""
    discussion.record_decision(
        workshop=viewer.workshop,
        responsibility_id=responsibility_id,
        colour=request.POST.get("colour", ""),
        rationale=request.POST.get("rationale", ""),
        owner=request.POST.get("owner", ""),
        by=viewer.participant,
    )


@require_POST
@facilitator_view
@form_view(shared=True)
def accept(request: HttpRequest, viewer: Viewer) -> None:
    """Accept everything the votes agreed on."""
    discussion.accept_all_agreed(workshop=viewer.workshop, by=viewer.participant)
