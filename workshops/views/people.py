"""The people of a workshop, for those who steer it: a page of them, and what can be done about one."""

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from live.drawings import draw
from live.regions import partials
from workshops import answers
from workshops.access import Viewer, facilitator_view, resume_url
from workshops.actions.people import let_back_in, remove_participant, rename_participant
from workshops.actions.roles import make_facilitator, name_facilitator_in_advance, take_role_back, withdraw_seat
from workshops.actions.seats import seat_without_device
from workshops.actions.signals import lower_all_hands, lower_hand
from workshops.actions.waiting import decline, let_in
from workshops.actions.ways_in import change_way_in
from workshops.actions.ways_in import renew_code as renew
from workshops.answers import SeeOther
from workshops.ids import client_key, uuid_or_none
from workshops.lobby import join_url, qr
from workshops.models import Joining, Participant, Workshop
from workshops.refusal import Refusal
from workshops.stages import PEOPLE_PAGE, Attempt

P = ParamSpec("P")
# Whose sheet is open on the page when it is shown next, or the id of where it begins; None for its top.
Shown = Participant | str | None
Act = Callable[Concatenate[HttpRequest, Viewer, P], Shown]


def people_form(act: Act[P]) -> Callable[..., HttpResponse]:
    """Make a view of a function that acts, and answer where the form stood: on the page of people, or on the board."""

    @functools.wraps(act)
    def view(request: HttpRequest, viewer: Viewer, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        from_page = request.POST.get("at") == PEOPLE_PAGE
        try:
            shown = act(request, viewer, *args, **kwargs)
        except Refusal as refusal:
            if not from_page:
                return answers.refused(request, viewer, refusal)
            return _page(request, viewer, Attempt({**request.POST.dict(), "person": _person_in(kwargs)}, refusal))
        if not from_page:
            return answers.signalled(request, viewer)
        return _taken(request, viewer, shown)

    answering: Callable[..., HttpResponse] = view
    return require_POST(facilitator_view(answering))


def _person_in(kwargs: object) -> str:
    return str(kwargs.get("participant_id", "")) if isinstance(kwargs, dict) else ""


def _taken(request: HttpRequest, viewer: Viewer, shown: Shown) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        drawing = draw(Workshop.kind, str(viewer.workshop.id), PEOPLE_PAGE, at=viewer.workshop.position)
        response = HttpResponse(partials(drawing.regions))
        response["Live-Position"] = viewer.workshop.position
        return response
    url = reverse("people", args=(viewer.workshop.id,))
    if isinstance(shown, str):
        return SeeOther(f"{url}#{shown}")
    return SeeOther(f"{url}?person={shown.id}#person" if shown else url)


@require_safe
@facilitator_view
def people(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    return _page(request, viewer)


def _page(request: HttpRequest, viewer: Viewer, attempt: Attempt | None = None) -> HttpResponse:
    workshop = viewer.workshop
    if attempt:
        workshop.refresh_from_db()
    drawing = draw(Workshop.kind, str(workshop.id), PEOPLE_PAGE, at=workshop.position)
    typed = attempt.typed if attempt else {}
    context = {
        "viewer": viewer,
        "workshop": workshop,
        "stream": f"{answers.board_url(workshop.id)}live/?as={PEOPLE_PAGE}",
        "position": drawing.position,
        "board": SafeString("".join(region.html for region in drawing.regions)),
        "join_url": join_url(workshop),
        "ways": Joining.choices,
        "chosen": typed.get("joining") or workshop.joining,
        "passphrase": typed.get("passphrase") or workshop.passphrase,
        "client_key": client_key(typed.get("client_key")),
        "typed": typed,
        "error": attempt.refusal if attempt else None,
        **_sheet(viewer, typed.get("person") or request.GET.get("person")),
    }
    return render(request, "workshops/people.html", context, status=422 if attempt else 200)


def _sheet(viewer: Viewer, wanted: str | None) -> dict[str, object]:
    """What the sheet of one person shows, if there is one. Only a seat that nobody has taken shows its link."""
    id = uuid_or_none(wanted)
    person = viewer.workshop.participants.filter(id=id).first() if id else None
    if person is None:
        return {}
    sheet: dict[str, object] = {"person": person, "own": person == viewer.participant}
    if person.is_expected or person.without_device:
        link = resume_url(person)
        sheet |= {"link": link, "code": qr(link, _("QR code of the private link"))}
    return sheet


def _participant(viewer: Viewer, participant_id: UUID) -> Participant:
    return get_object_or_404(Participant, workshop=viewer.workshop, id=participant_id)


@people_form
def rename(request: HttpRequest, viewer: Viewer, participant_id: UUID) -> Shown:
    person = _participant(viewer, participant_id)
    name = request.POST.get("name", "")
    return rename_participant(workshop=viewer.workshop, participant=person, name=name, by=viewer.participant)


@people_form
def remove(request: HttpRequest, viewer: Viewer, participant_id: UUID) -> Shown:
    person = _participant(viewer, participant_id)
    remove_participant(workshop=viewer.workshop, participant=person, by=viewer.participant)
    return person


@people_form
def let_participant_back_in(request: HttpRequest, viewer: Viewer, participant_id: UUID) -> Shown:
    person = _participant(viewer, participant_id)
    let_back_in(workshop=viewer.workshop, participant=person, by=viewer.participant)
    return person


@people_form
def role(request: HttpRequest, viewer: Viewer, participant_id: UUID) -> Shown:
    """Make somebody a facilitator, or take the role back."""
    person, wanted = _participant(viewer, participant_id), request.POST.get("role")
    if wanted not in Participant.Role.values:
        raise Refusal(_("There is no such role."))
    change = make_facilitator if wanted == Participant.Role.FACILITATOR else take_role_back
    change(workshop=viewer.workshop, participant=person, by=viewer.participant)
    return person


@people_form
def withdraw(request: HttpRequest, viewer: Viewer, participant_id: UUID) -> Shown:
    withdraw_seat(workshop=viewer.workshop, participant=_participant(viewer, participant_id))
    return None


@people_form
def name_facilitator(request: HttpRequest, viewer: Viewer) -> Shown:
    name, key = request.POST.get("name", ""), client_key(request.POST.get("client_key"))
    return name_facilitator_in_advance(workshop=viewer.workshop, name=name, client_key=key, by=viewer.participant)


@people_form
def add_without_device(request: HttpRequest, viewer: Viewer) -> Shown:
    """Seat somebody who is in the room without a device; most often there are others."""
    name, key = request.POST.get("seat", ""), client_key(request.POST.get("client_key"))
    seat_without_device(workshop=viewer.workshop, name=name, client_key=key, by=viewer.participant)
    return "no-device"


@people_form
def joining(request: HttpRequest, viewer: Viewer) -> Shown:
    said = request.POST
    way, passphrase = said.get("joining", ""), said.get("passphrase", "")
    change_way_in(workshop=viewer.workshop, joining=way, passphrase=passphrase, by=viewer.participant)
    return None


@people_form
def renew_code(request: HttpRequest, viewer: Viewer) -> Shown:
    renew(workshop=viewer.workshop, by=viewer.participant)
    return None


@people_form
def let_newcomer_in(request: HttpRequest, viewer: Viewer, newcomer_id: UUID) -> Shown:
    let_in(workshop=viewer.workshop, newcomers=[newcomer_id], by=viewer.participant)
    return None


@people_form
def let_all_in(request: HttpRequest, viewer: Viewer) -> Shown:
    let_in(workshop=viewer.workshop, by=viewer.participant)
    return None


@people_form
def decline_newcomer(request: HttpRequest, viewer: Viewer, newcomer_id: UUID) -> Shown:
    decline(workshop=viewer.workshop, newcomers=[newcomer_id])
    return None


@people_form
def decline_all(request: HttpRequest, viewer: Viewer) -> Shown:
    decline(workshop=viewer.workshop)
    return None


@people_form
def lower(request: HttpRequest, viewer: Viewer, participant_id: UUID) -> Shown:
    """Take somebody's hand down: they have the word."""
    lower_hand(workshop=viewer.workshop, participant=_participant(viewer, participant_id))
    return None


@people_form
def lower_all(request: HttpRequest, viewer: Viewer) -> Shown:
    lower_all_hands(workshop=viewer.workshop)
    return None
