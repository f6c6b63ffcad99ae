"""Closing a workshop."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from responsibilities.actions.closing import close_workshop
from workshops import answers
from workshops.access import Viewer, facilitator_view


@require_POST
@facilitator_view
def close(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    close_workshop(workshop=viewer.workshop)
    return answers.done(request, viewer, shared=True)
