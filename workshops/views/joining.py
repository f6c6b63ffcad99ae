"""Coming in: with a link or a code, and a name."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from workshops import answers
from workshops.access import enter, give_seat
from workshops.actions.people import join_workshop
from workshops.attempts import TooManyWrongCodes, note_wrong_code, source_of
from workshops.models import Workshop
from workshops.models.workshop import CODE_LENGTH
from workshops.refusal import Refusal

NO_SUCH_CODE = "No workshop has that code. Look again: it never has the letters I, L or O, nor the digits 0 and 1."


class WrongCode(Refusal):
    field = "code"
    message = NO_SUCH_CODE


def tidy_code(typed: str) -> str:
    return "".join(typed.split()).replace("-", "").upper()[: CODE_LENGTH * 2]


def find_workshop(request: HttpRequest, code: str) -> Workshop:
    """Return the workshop with this code. Raises WrongCode, or TooManyWrongCodes for one who keeps guessing."""
    source = source_of(request)
    TooManyWrongCodes.check(source)
    workshop: Workshop | None = Workshop.objects.filter(code=code).first()
    if workshop is None:
        note_wrong_code(source)
        raise WrongCode
    return workshop


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Ask for the code that the facilitator shows."""
    code = tidy_code(request.POST.get("code", ""))
    if request.method != "POST":
        return render(request, "workshops/join.html")
    try:
        workshop = find_workshop(request, code)
    except Refusal as refusal:
        context = {"typed": request.POST.dict(), "error": refusal}
        return render(request, "workshops/join.html", context, status=refusal_status(refusal))
    name = request.POST.get("name", "")
    if not name.strip():
        return answers.SeeOther(reverse("join-by-link", args=(workshop.code,)))
    return _seat(request, workshop) or _take_seat(request, workshop, "workshops/join.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_by_link(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a name, and take a seat. Somebody who has one goes straight in."""
    try:
        workshop = find_workshop(request, tidy_code(code))
    except Refusal as refusal:
        context = {"typed": {"code": code}, "error": refusal}
        status = 404 if isinstance(refusal, WrongCode) else refusal_status(refusal)
        return render(request, "workshops/join.html", context, status=status)
    if already := _seat(request, workshop):
        return already
    if request.method != "POST":
        return render(request, "workshops/join_by_link.html", {"workshop": workshop})
    return _take_seat(request, workshop, "workshops/join_by_link.html")


def _take_seat(request: HttpRequest, workshop: Workshop, template: str) -> HttpResponse:
    try:
        participant = join_workshop(workshop=workshop, name=request.POST.get("name", ""))
    except Refusal as refusal:
        context = {"workshop": workshop, "typed": request.POST.dict(), "error": refusal}
        return render(request, template, context, status=422)
    return give_seat(answers.SeeOther(answers.board_url(workshop.id)), participant)


def _seat(request: HttpRequest, workshop: Workshop) -> HttpResponse | None:
    try:
        enter(request, workshop.id)
    except PermissionDenied:
        return None
    return answers.SeeOther(answers.board_url(workshop.id))


def refusal_status(refusal: Refusal) -> int:
    return 429 if isinstance(refusal, TooManyWrongCodes) else 422
