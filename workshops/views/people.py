"""The people of a workshop, for those who steer it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from workshops import answers
from workshops.access import Viewer, facilitator_view
from workshops.actions.people import let_back_in, remove_participant
from workshops.models import Participant
from workshops.refusal import Refusal


def _participant(viewer: Viewer, participant_id: UUID) -> Participant:
    return get_object_or_404(Participant, workshop=viewer.workshop, id=participant_id)


@require_POST
@facilitator_view
def remove(request: HttpRequest, viewer: Viewer, participant_id: UUID) -> HttpResponse:
    try:
        remove_participant(workshop=viewer.workshop, participant=_participant(viewer, participant_id))
    except Refusal as refusal:
        return answers.refused(request, viewer, refusal)
    return answers.done(request, viewer, shared=True)


@require_POST
@facilitator_view
def let_in(request: HttpRequest, viewer: Viewer, participant_id: UUID) -> HttpResponse:
    try:
        let_back_in(workshop=viewer.workshop, participant=_participant(viewer, participant_id))
    except Refusal as refusal:
        return answers.refused(request, viewer, refusal)
    return answers.done(request, viewer, shared=True)
