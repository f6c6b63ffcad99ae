"""The workshop's page, the part of it that is one person's alone, and the presenter's screen."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from live.drawings import draw
from workshops import answers
from workshops.access import Viewer, facilitator_by_token, facilitator_view, give_seat, participant_view
from workshops.actions.details import describe_workshop
from workshops.actions.stages import move_stage, show_wall
from workshops.answers import form_view
from workshops.models import Stage, Workshop
from workshops.moments import server_now
from workshops.refusal import Refusal
from workshops.stages import SCREEN
from workshops.standing_in import sheet_view


@require_safe
@sheet_view
def workshop(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    return answers.page(request, viewer)


@require_safe
@sheet_view
def mine(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    return answers.mine(request, viewer)


@require_safe
@participant_view
def screen(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    drawing = draw(Workshop.kind, str(viewer.workshop.id), SCREEN)
    heading, rehearsal, board = drawing.regions
    context = {
        "workshop": viewer.workshop,
        "stream": f"{answers.board_url(viewer.workshop.id)}live/?as={SCREEN}",
        "position": drawing.position,
        "heading": heading,
        "rehearsal": rehearsal,
        "board": board,
        "server_now": server_now(),
    }
    return render(request, "workshops/screen.html", context)


@require_GET
def facilitate(request: HttpRequest, workshop_id: UUID, token: str) -> HttpResponse:
    """A facilitator's own link: it makes this browser theirs and goes to the workshop."""
    facilitator = facilitator_by_token(workshop_id, token)
    response = answers.SeeOther(answers.board_url(workshop_id))
    response["Referrer-Policy"] = "no-referrer"
    return give_seat(response, facilitator)


@require_POST
@facilitator_view
@form_view(shared=True)
def stage(request: HttpRequest, viewer: Viewer) -> None:
    """Move to another stage, unless somebody has moved already."""
    expected, to = request.POST.get("expected", ""), request.POST.get("to", "")
    if expected not in Stage.values or to not in Stage.values:
        raise Refusal(_("There is no such stage."))
    move_stage(workshop=viewer.workshop, expected=Stage(expected), to=Stage(to), by=viewer.participant)


@require_POST
@facilitator_view
@form_view(shared=True)
def wall(request: HttpRequest, viewer: Viewer) -> None:
    show_wall(workshop=viewer.workshop, by=viewer.participant)


@require_POST
@facilitator_view
@form_view(shared=True, mine=True)
def details(request: HttpRequest, viewer: Viewer) -> None:
    """Change what the workshop is about."""
    describe_workshop(workshop=viewer.workshop, said=request.POST.dict(), by=viewer.participant)
