"""One's own name, signals and devices."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from live.drawings import draw
from workshops import answers
from workshops.access import (
    NotInWorkshop,
    RemovedFromWorkshop,
    Viewer,
    find_newcomer,
    find_viewer,
    give_seat,
    give_way_back,
    participant_view,
    resume_url,
    seat_by_token,
)
from workshops.actions.people import rename_participant
from workshops.actions.seats import come_to_seat, log_out_everywhere
from workshops.actions.signals import lower_hand, raise_hand, say_ready
from workshops.answers import SeeOther, form_view
from workshops.lobby import qr
from workshops.models import Participant, Workshop
from workshops.refusal import Refusal
from workshops.stages import DOORSTEP, Attempt


@require_safe
@participant_view
def you(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    return _you(request, viewer)


def _you(request: HttpRequest, viewer: Viewer, attempt: Attempt | None = None) -> HttpResponse:
    link = resume_url(viewer.participant)
    context = {
        "workshop": viewer.workshop,
        "person": viewer.participant,
        "link": link,
        "code": qr(link, _("QR code of your private link")),
        "typed": attempt.typed if attempt else {},
        "error": attempt.refusal if attempt else None,
    }
    return render(request, "workshops/you.html", context, status=422 if attempt else 200)


@require_POST
@participant_view
def name(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Call oneself otherwise."""
    typed = request.POST.get("name", "")
    try:
        rename_participant(workshop=viewer.workshop, participant=viewer.participant, name=typed, by=viewer.participant)
    except Refusal as refusal:
        return _you(request, viewer, Attempt(request.POST.dict(), refusal))
    return SeeOther(answers.board_url(viewer.workshop.id))


@require_POST
@participant_view
def devices(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Log everybody out who is in this seat, and let this browser stay."""
    participant = log_out_everywhere(participant=viewer.participant)
    return give_seat(SeeOther(reverse("you", args=(viewer.workshop.id,))), participant)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest, workshop_id: UUID, token: str) -> HttpResponse:
    """Somebody's private link. Only the button on its page does anything: programs that fetch links change nothing."""
    person = seat_by_token(workshop_id, token)
    translation.activate(person.workshop.language)
    if request.method == "POST":
        response: HttpResponse = SeeOther(answers.board_url(workshop_id))
        give_seat(response, come_to_seat(participant=person))
    else:
        context = {"person": person, "other": _other(request, person)}
        response = render(request, "workshops/resume.html", context)
    response["Referrer-Policy"] = "same-origin"
    return response


def _other(request: HttpRequest, person: Participant) -> Participant | None:
    """Who this browser is in the workshop so far, if that is somebody else."""
    try:
        viewer = find_viewer(request, person.workshop_id)
    except RemovedFromWorkshop:
        return None
    return viewer.participant if viewer and viewer.participant != person else None


@require_safe
def waiting(request: HttpRequest, workshop_id: UUID) -> HttpResponse:
    """The page on which somebody waits to be let in, and its answer to whether they are."""
    if find_viewer(request, workshop_id):
        return _moved_on(request, answers.board_url(workshop_id))
    newcomer = find_newcomer(request, workshop_id)
    if newcomer is None:
        raise NotInWorkshop
    translation.activate(newcomer.workshop.language)
    if request.htmx:  # type: ignore[attr-defined]
        response = render(request, "workshops/_answer.html", {"newcomer": newcomer})
    else:
        drawing = draw(Workshop.kind, str(workshop_id), DOORSTEP)
        context = {
            "newcomer": newcomer,
            "stream": f"{answers.board_url(workshop_id)}live/",
            "position": drawing.position,
            "board": drawing.regions[0].html,
        }
        response = render(request, "workshops/waiting.html", context)
    return give_way_back(response, newcomer) if newcomer.workshop.former_codes else response


def _moved_on(request: HttpRequest, url: str) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(url)
    response = HttpResponse()
    response["HX-Redirect"] = url
    return response


@require_POST
@participant_view
@form_view(signal=True)
def hand(request: HttpRequest, viewer: Viewer) -> None:
    """Raise one's hand, or lower it."""
    if request.POST.get("up") == "1":
        raise_hand(workshop=viewer.workshop, participant=viewer.participant)
    else:
        lower_hand(workshop=viewer.workshop, participant=viewer.participant)


@require_POST
@participant_view
@form_view(signal=True)
def ready(request: HttpRequest, viewer: Viewer) -> None:
    """Say that one is ready with the stage at which the button was shown, or is not after all."""
    say_ready(
        workshop=viewer.workshop,
        participant=viewer.participant,
        stage=request.POST.get("for", ""),
        ready=request.POST.get("ready") == "1",
    )
