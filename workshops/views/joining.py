"""Coming in: with a link or a code, and a name."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from workshops import answers, plates
from workshops.access import by_former_code, find_newcomer, find_viewer, give_seat
from workshops.actions.people import join_workshop
from workshops.actions.waiting import ask_to_come_in
from workshops.attempts import TooManyWrongCodes, note_wrong_code, source_of, workshop_by_code
from workshops.ids import client_key
from workshops.models import Newcomer, Participant, Workshop
from workshops.models.workshop import CODE_LENGTH
from workshops.refusal import Refusal
from workshops.ways_in import WrongPassphrase

NO_SUCH_CODE = _("No workshop has that code. Look again: it never has the letters I, L or O, nor the digits 0 and 1.")


class WrongCode(Refusal):
    field = "code"
    message = NO_SUCH_CODE


def tidy_code(typed: str) -> str:
    """Return the letters and digits of what was typed: "abc-d ef" is ABCDEF."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())[: CODE_LENGTH * 2]


def find_workshop(request: HttpRequest, code: str) -> Workshop:
    """Return the workshop with this code. Raises WrongCode, or TooManyWrongCodes for one who keeps guessing."""
    source = source_of(request)
    workshop = workshop_by_code(source, code) or by_former_code(request, code)
    if workshop is None:
        note_wrong_code(source)
        raise WrongCode
    translation.activate(workshop.language)
    return workshop


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Ask for the code that the facilitator shows."""
    code = tidy_code(request.POST.get("code", ""))
    if request.method != "POST":
        return render(request, "workshops/join.html", {"client_key": client_key(None)})
    try:
        workshop = find_workshop(request, code)
    except Refusal as refusal:
        return render(request, "workshops/join.html", _again(request, refusal), status=refusal_status(refusal))
    link = reverse("join-by-link", args=(workshop.code,))
    if not request.POST.get("name", "").strip():
        return answers.SeeOther(link)
    # The browser sends the form once more, to where it also shows the seat that it has in this workshop, or had.
    return HttpResponseRedirect(link, preserve_request=True)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_by_link(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a name, and take a seat. Somebody who has one goes straight in."""
    try:
        workshop = find_workshop(request, tidy_code(code))
    except Refusal as refusal:
        context = {"typed": {"code": code}, "error": refusal, "client_key": client_key(None)}
        status = 404 if isinstance(refusal, WrongCode) else refusal_status(refusal)
        return render(request, "workshops/join.html", context, status=status)
    if already := _seat(request, workshop):
        return already
    if request.method != "POST":
        return HttpResponse(_form(request, workshop))
    return _take_seat(request, workshop)


def _form(request: HttpRequest, workshop: Workshop) -> str:
    """The empty form: a whole room asks for it at once."""
    return plates.fill(request, "workshops/join_by_link.html", _about(workshop), {"client_key": client_key(None)})


def _about(workshop: Workshop) -> dict[str, str | bool]:
    """What somebody is told of a workshop who is not in it yet."""
    return {
        "title": workshop.title,
        "purpose": workshop.purpose,
        "names": workshop.names,
        "has_passphrase": workshop.has_passphrase,
        "asks_first": workshop.asks_first,
    }


def _take_seat(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    if workshop.has_passphrase and not {"passphrase", "simulated"} & request.POST.keys():
        # They come from the page that asks for the code, which knows of no passphrase.
        context = {**_about(workshop), "typed": request.POST.dict(), "client_key": client_key(None)}
        return render(request, "workshops/join_by_link.html", context)
    try:
        person = _come_in(request, workshop)
    except Refusal as refusal:
        if isinstance(refusal, WrongPassphrase):
            note_wrong_code(source_of(request))
        context = {**_about(workshop), **_again(request, refusal)}
        return render(request, "workshops/join_by_link.html", context, status=422)
    return give_seat(answers.SeeOther(_place_of(person)), person)


def _come_in(request: HttpRequest, workshop: Workshop) -> Participant | Newcomer:
    name, key = request.POST.get("name", ""), client_key(request.POST.get("client_key"))
    # A colleague of a rehearsal was sent for by the facilitator.
    simulated = request.POST.get("simulated", "")
    if workshop.asks_first and not simulated:
        return ask_to_come_in(workshop=workshop, name=name, client_key=key)
    passphrase = request.POST.get("passphrase", "")
    return join_workshop(workshop=workshop, name=name, client_key=key, passphrase=passphrase, simulated=simulated)


def _place_of(person: Participant | Newcomer) -> str:
    """Where somebody goes on: into the workshop, or to the page on which they wait."""
    if isinstance(person, Newcomer):
        return reverse("waiting", args=(person.workshop_id,))
    return answers.board_url(person.workshop_id)


def _again(request: HttpRequest, refusal: Refusal) -> dict[str, Any]:
    """The context of a form that was refused: what was typed, why not, and the same key, for nothing was made."""
    typed = request.POST.dict()
    return {"typed": typed, "error": refusal, "client_key": client_key(typed.get("client_key"))}


def _seat(request: HttpRequest, workshop: Workshop) -> HttpResponse | None:
    """Send somebody who has a seat to it, or waits for one. Raises RemovedFromWorkshop: who was shown out stays out."""
    if find_viewer(request, workshop.id):
        return answers.SeeOther(answers.board_url(workshop.id))
    newcomer = find_newcomer(request, workshop.id)
    return answers.SeeOther(_place_of(newcomer)) if newcomer else None


def refusal_status(refusal: Refusal) -> int:
    return 429 if isinstance(refusal, TooManyWrongCodes) else 422
