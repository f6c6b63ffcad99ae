"""Closing a workshop."""

from django.http import HttpRequest
from django.views.decorators.http import require_POST

from responsibilities.actions.closing import close_workshop
from workshops.access import Viewer, facilitator_view
from workshops.answers import form_view


@require_POST
@facilitator_view
@form_view(shared=True)
def close(request: HttpRequest, viewer: Viewer) -> None:
    close_workshop(workshop=viewer.workshop, by=viewer.participant)
