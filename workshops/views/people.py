"""The people of a workshop, for those who steer it."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from workshops.access import Viewer, facilitator_view
from workshops.actions.people import let_back_in, remove_participant
from workshops.answers import form_view
from workshops.models import Participant


def _participant(viewer: Viewer, participant_id: UUID) -> Participant:
    return get_object_or_404(Participant, workshop=viewer.workshop, id=participant_id)


@require_POST
@facilitator_view
@form_view(shared=True)
def remove(request: HttpRequest, viewer: Viewer, participant_id: UUID) -> None:
    participant = _participant(viewer, participant_id)
    remove_participant(workshop=viewer.workshop, participant=participant, by=viewer.participant)


@require_POST
@facilitator_view
@form_view(shared=True)
def let_in(request: HttpRequest, viewer: Viewer, participant_id: UUID) -> None:
    participant = _participant(viewer, participant_id)
    let_back_in(workshop=viewer.workshop, participant=participant, by=viewer.participant)
