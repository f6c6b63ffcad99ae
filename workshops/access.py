"""The one door: who is this, and may they be in this workshop?"""

import functools
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, parse_cookie
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from workshops.cookies import COOKIE, WAY_BACK
from workshops.ids import uuid_or_none
from workshops.models import Newcomer, Participant, Workshop
from workshops.rows import columns, made, one

COOKIE_AGE = 60 * 60 * 24 * 60
# In an address: the participant without a device for whom a facilitator acts. See standing_in.py.
FOR = "for"
_SEAT = "workshops.seat"
_FACILITATOR = "workshops.facilitator"
_RESUME = "workshops.resume"

P = ParamSpec("P")


class NotInWorkshop(PermissionDenied):
    """Somebody without a seat here; the page they get says how to join."""


class StillWaiting(NotInWorkshop):
    """Somebody whom no facilitator has let in yet; `newcomer` is who."""

    def __init__(self, newcomer: Newcomer) -> None:
        super().__init__()
        self.newcomer = newcomer


class RemovedFromWorkshop(PermissionDenied):
    """Somebody whom a facilitator has removed."""


class NotForThem(PermissionDenied):
    """Something that is not done for somebody else, or not any more; `message` says why."""

    def __init__(self, workshop_id: UUID | str, message: str) -> None:
        super().__init__(message)
        self.workshop_id, self.message = workshop_id, message


@dataclass(frozen=True)
class Viewer:
    """A participant looking at their workshop. `stand_in` is the facilitator who does so for one without a device."""

    workshop: Workshop
    participant: Participant
    stand_in: Participant | None = None

    @property
    def at_the_device(self) -> Participant:
        """Whose browser it is."""
        return self.stand_in or self.participant

    @property
    def is_facilitator(self) -> bool:
        return self.participant.is_facilitator

    @property
    def audience(self) -> str:
        return audience_of(self.participant.role)


def audience_of(role: str) -> str:
    """Return as what somebody with this role in a workshop looks at it."""
    return "facilitator" if role == Participant.Role.FACILITATOR else "participant"


def enter(request: HttpRequest, workshop_id: UUID | str) -> Viewer:
    """Return who is looking at the workshop; raise Http404 (no such workshop) or PermissionDenied (not theirs).

    What is asked for somebody else is refused here: where that can be done, `standing_in.sheet_view` is the door.
    """
    viewer = own_seat(request, workshop_id)
    if FOR in request.GET:
        translation.activate(viewer.workshop.language)
        raise NotForThem(viewer.workshop.id, _("That cannot be done for somebody else."))
    return viewer


def own_seat(request: HttpRequest, workshop_id: UUID | str) -> Viewer:
    """Return who is looking at the workshop, whomever they ask about; raises what `enter` does."""
    viewer = find_viewer(request, workshop_id)
    if viewer is None:
        if not Workshop.objects.filter(id=workshop_id).exists():
            raise Http404("There is no such workshop.")
        if newcomer := find_newcomer(request, workshop_id):
            raise StillWaiting(newcomer)
        raise NotInWorkshop
    return viewer


def find_viewer(request: HttpRequest, workshop_id: UUID | str) -> Viewer | None:
    """Return who is looking at the workshop if they have a seat there. Raises RemovedFromWorkshop."""
    viewer = _by_cookie(request, workshop_id) or _by_account(request, workshop_id)
    if viewer and viewer.participant.removed_at is not None:
        raise RemovedFromWorkshop
    return viewer


def find_newcomer(request: HttpRequest, workshop_id: UUID | str) -> Newcomer | None:
    """Return who waits with this browser to be let into the workshop. Asks nothing of who has no cookie of ours."""
    claimed = claim(request)
    if claimed is None or uuid_or_none(claimed[0]) is None:
        return None
    waiting = Newcomer.objects.filter(workshop_id=workshop_id, id=claimed[0], pass_key=claimed[1])
    return waiting.select_related("workshop").first()


def by_former_code(request: HttpRequest, code: str) -> Workshop | None:
    """Return the workshop that once had this code, for a browser that has a seat in it and for no other."""
    claimed = claim(request)
    if not code or claimed is None or uuid_or_none(claimed[0]) is None:
        return None
    held = Participant.objects.filter(id=claimed[0], pass_key=claimed[1]).select_related("workshop").first()
    return held.workshop if held and code in held.workshop.former_codes.split() else None


def claim(request: HttpRequest) -> tuple[str, str] | None:
    """Return the participant's id and pass that a cookie of ours holds; whether they are right is another question."""
    return _claimed_by(request.COOKIES, _hour())


def claim_in(cookies: str) -> tuple[str, str] | None:
    """Return what a Cookie header claims; see `claim`."""
    return _claimed_in(cookies, _hour())


def _hour() -> int:
    return int(time.time() / 3600)


@functools.lru_cache(10_000)
def _claimed_in(cookies: str, hour: int) -> tuple[str, str] | None:
    """Read a header; those of open streams are read every few seconds."""
    return _claimed_by(parse_cookie(cookies), hour)


def _claimed_by(cookies: Mapping[str, str], hour: int) -> tuple[str, str] | None:
    try:
        return _signed(cookies.get(COOKIE) or cookies.get(WAY_BACK, ""), hour)
    except (signing.BadSignature, ValueError, TypeError):
        return None


@functools.lru_cache(10_000)
def _signed(sent: str, hour: int) -> tuple[str, str]:
    """Read a cookie. Within an hour of its end one may live on."""
    participant_id, pass_key = signing.loads(sent, salt=_SEAT, max_age=COOKIE_AGE)
    return str(participant_id), str(pass_key)


def _by_cookie(request: HttpRequest, workshop_id: UUID | str) -> Viewer | None:
    claimed = claim(request)
    return _seated("p.id = %s AND p.pass_key = %s", [workshop_id, *claimed]) if claimed else None


def _seated(who: str, parameters: Sequence[Any]) -> Viewer | None:
    """Read the workshop and one of its participants; asked with every request, so the SQL is always the same."""
    seats, things = columns(Participant, "p"), columns(Workshop, "w")
    tables = "workshops_workshop w JOIN workshops_participant p ON p.workshop_id = w.id"
    row = one(f"SELECT {seats}, {things} FROM {tables} WHERE w.id = %s AND {who}", parameters)  # noqa: S608
    if row is None:
        return None
    width = len(Participant._meta.concrete_fields)
    participant, workshop = made(Participant, row[:width]), made(Workshop, row[width:])
    participant.workshop = workshop  # known already: nobody need ask the database for it
    return Viewer(workshop, participant)


def _by_account(request: HttpRequest, workshop_id: UUID | str) -> Viewer | None:
    if not request.user.is_authenticated:
        return None
    return _seated("p.user_id = %s", [workshop_id, request.user.pk])


def give_seat(response: HttpResponse, person: Participant | Newcomer) -> HttpResponse:
    """Put the signed cookie that lets this browser be `person`, at the workshop's own path and its join link.

    A newcomer's is good for nothing but waiting until they are let in; then it is their seat's.
    """
    _put_cookie(response, person, COOKIE, f"/w/{person.workshop.id}/")
    return give_way_back(response, person)


def give_way_back(response: HttpResponse, person: Participant | Newcomer) -> HttpResponse:
    """Put the cookie at the join link only: whoever has a seat needs it when there is a new code."""
    _put_cookie(response, person, WAY_BACK, f"/j/{person.workshop.code}/")
    return response


def _put_cookie(response: HttpResponse, person: Participant | Newcomer, cookie: str, path: str) -> None:
    response.set_cookie(
        cookie,
        signing.dumps([str(person.id), person.pass_key], salt=_SEAT),
        max_age=COOKIE_AGE,
        path=path,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def door(
    find: Callable[[HttpRequest, UUID | str], Viewer], *, steering: bool = False
) -> Callable[[Callable[Concatenate[HttpRequest, Viewer, P], HttpResponse]], Callable[..., HttpResponse]]:
    """Make what guards a view: whoever `find` lets in, with `steering` facilitators alone. Their language is spoken."""

    def guard(
        view: Callable[Concatenate[HttpRequest, Viewer, P], HttpResponse],
    ) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def guarded(request: HttpRequest, workshop_id: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            viewer = find(request, workshop_id)
            translation.activate(viewer.workshop.language)
            if steering and not viewer.is_facilitator:
                raise PermissionDenied("Only a facilitator of this workshop can do that.")
            return view(request, viewer, *args, **kwargs)

        return guarded

    return guard


# The doors of a workshop. That to the sheets of those without a device is in standing_in.py.
participant_view = door(enter)
facilitator_view = door(enter, steering=True)


def facilitator_token(participant: Participant) -> str:
    """Return a token that makes a browser this facilitator, for the address that `facilitator_url` gives."""
    return signing.dumps([str(participant.id), participant.pass_key], salt=_FACILITATOR, compress=True)


def facilitator_url(participant: Participant) -> str:
    path = reverse("facilitate", args=(participant.workshop_id, facilitator_token(participant)))
    return f"{settings.SITE_URL}{path}"


def facilitator_by_token(workshop_id: UUID, token: str) -> Participant:
    """Return the facilitator that `token` speaks for, or raise Http404."""
    try:
        participant_id, pass_key = signing.loads(token, salt=_FACILITATOR)
    except (signing.BadSignature, ValueError, TypeError):
        raise Http404("This facilitator's link is not valid.") from None
    facilitator = (
        Participant.objects.present()
        .filter(workshop_id=workshop_id, id=participant_id, pass_key=pass_key, role=Participant.Role.FACILITATOR)
        .select_related("workshop")
        .first()
    )
    if facilitator is None:
        raise Http404("This facilitator's link is not valid.")
    return facilitator


def resume_url(participant: Participant) -> str:
    """Return the link with which `participant` goes on with another device. It ends with their pass."""
    # As short as it can be, for the QR code: the pass says who, and only we can sign it.
    token = signing.TimestampSigner(salt=_RESUME).sign(participant.pass_key)
    return f"{settings.SITE_URL}{reverse('resume', args=(participant.workshop_id, token))}"


def seat_by_token(workshop_id: UUID, token: str) -> Participant:
    """Return whose seat a link of `resume_url` leads to. Raises Http404, RemovedFromWorkshop."""
    try:
        pass_key = signing.TimestampSigner(salt=_RESUME).unsign(token, max_age=COOKIE_AGE)
    except (signing.BadSignature, ValueError):
        raise Http404("This link is not valid any more.") from None
    seats = Participant.objects.filter(workshop_id=workshop_id, pass_key=pass_key)
    participant = seats.select_related("workshop").first()
    if participant is None:
        raise Http404("This link is not valid any more.")
    if participant.removed_at is not None:
        raise RemovedFromWorkshop
    found: Participant = participant
    return found
