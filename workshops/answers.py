"""How a workshop answers a form: with the parts of the page that changed, or with the page."""

import functools
from collections.abc import Callable, Mapping
from typing import Concatenate, ParamSpec
from urllib.parse import quote, urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from live.boards import Drawing
from live.drawings import draw
from live.models import OWN
from live.positions import reaches
from live.regions import partials
from workshops import plates
from workshops.access import NotForThem, Viewer, give_way_back
from workshops.models import Workshop
from workshops.moments import server_now
from workshops.refusal import Refusal
from workshops.stages import TOKEN, Attempt, Look, look_of, room_of
from workshops.standing_in import asked_for, carried

# What a board's template leaves open for the part that is one person's alone; see templates/workshops/_mine.html.
SLOT = "<!--mine-->"

P = ParamSpec("P")
Asked = Mapping[str, str]


class SeeOther(HttpResponseRedirectBase):
    """After a POST, go and look: the browser repeats nothing on reload."""

    status_code = 303


def board_url(workshop_id: UUID, asked: Mapping[str, str] | None = None) -> str:
    return reverse("workshop", args=(workshop_id,)) + (f"?{urlencode(asked)}" if asked else "")


def page(request: HttpRequest, viewer: Viewer, attempt: Attempt | None = None) -> HttpResponse:
    """The whole page of a workshop, with the form that was refused back in its place."""
    look, drawing = _drawn(request, viewer)
    workshop = viewer.workshop
    asked = attempt.typed if attempt else request.GET.dict()
    own = _mine(request, viewer, asked, attempt)
    parts = {region.id: region.html for region in drawing.regions}
    needs = room_of(look.stage).needs(look)
    frame = {
        "workshop_id": workshop.id,
        "title": workshop.title,
        "stage": str(look.stage.label),
        "steering": viewer.is_facilitator,
        "reason_needed": workshop.red_needs_reason,
        "styles": tuple(one for one in needs if one.endswith(".css")),
        "scripts": tuple(one for one in needs if one.endswith(".js")),
        "stream": f"/w/{workshop.id}/live/{_query(look, viewer)}",
        "at": look.stage.value,
        "sheet": f"/w/{workshop.id}/{_query(None, viewer)}" if viewer.stand_in else "",
    }
    untold = attempt.refusal if attempt and not _says(own, attempt.refusal) else None
    filling = {
        "name": viewer.participant.name,
        "seat": str(viewer.participant.id),
        "position": drawing.position,
        "stages": parts["stages"],
        "rehearsal": parts["rehearsal"],
        "controls": SafeString(parts.get("controls", "") + parts.get("lull", "")),
        "clock": parts["clock"],
        "server_now": str(server_now()),
        "crew": parts["crew"],
        "own": _own(request, viewer),
        "activity": parts["activity"],
        "refusal": render_to_string("workshops/_refusal.html", {"refusal": untold}) if untold else "",
        "board": SafeString(carried(parts["board"], viewer).replace(SLOT, own, 1)),
    }
    html = plates.fill(request, "workshops/workshop.html", frame, filling)
    return _led_back(HttpResponse(html, status=422 if attempt else 200), viewer)


def _drawn(request: HttpRequest, viewer: Viewer) -> tuple[Look, Drawing]:
    """What all see, and the viewer's workshop brought up to it.

    What is theirs alone is drawn next, and may not be of an older stage: the page's position says that it is not.
    """
    workshop = viewer.workshop
    while True:
        look = look_of(viewer, _wanted(request))
        drawing = draw(Workshop.kind, str(workshop.id), look.audience, at=workshop.position, settled=workshop.settled)
        # It may have moved on since the door, or another may have drawn it who came later.
        if reaches(workshop.position, drawing.position):
            return look, drawing
        workshop.refresh_from_db()


def mine(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The part that is one person's alone, to be put into the page they have."""
    html = _mine(request, viewer, request.GET.dict()) + _own_part(request, viewer)
    return _led_back(_stamped(HttpResponse(html), viewer), viewer)


def form_view(
    *, shared: bool = False, mine: bool = False, signal: bool = False, place: str = "banner"
) -> Callable[[Callable[Concatenate[HttpRequest, Viewer, P], Asked | None]], Callable[..., HttpResponse]]:
    """Make a view of a function that acts: its refusal is answered by `refused`, everything else by `done`.

    What the function returns is what the personal part is asked to show next, if it is to show anything else.
    With `signal` the answer leaves the personal part alone, whatever is open in it.
    `place` is the id of where a refusal stands that no form says; {words} of the address can be in it.
    """

    def decorate(
        act: Callable[Concatenate[HttpRequest, Viewer, P], Asked | None],
    ) -> Callable[..., HttpResponse]:
        @functools.wraps(act)
        def view(request: HttpRequest, viewer: Viewer, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            try:
                asked = act(request, viewer, *args, **kwargs)
            except Refusal as refusal:
                return refused(request, viewer, refusal, mine=mine, place=place.format(**kwargs))
            if signal:
                return signalled(request, viewer)
            return done(request, viewer, shared=shared, asked=asked)

        return view

    return decorate


def done(request: HttpRequest, viewer: Viewer, *, shared: bool = False, asked: Asked | None = None) -> HttpResponse:
    """Answer a form that was taken: what is mine, and with `shared` what everybody sees, stream or no stream.

    `asked` is what the personal part is asked to show next, as a query of the page would. Where the stage's room
    knows what little of it that changes, only that is sent.
    """
    asked = dict(asked or {})
    if not request.htmx:  # type: ignore[attr-defined]
        return SeeOther(board_url(viewer.workshop.id, {**_back(request), **asked_for(viewer), **asked}))
    brief = _brief(request, viewer, asked)
    html = brief or _partial("#mine", "innerMorph", _mine(request, viewer, asked)) + _own_part(request, viewer)
    if shared:
        html = _shared(request, viewer) + html
    response = _stamped(HttpResponse(html), viewer)
    if brief:
        # The rest of it is as old as it was: whoever has not asked since the bell last rang for all must ask.
        response["Live-Bell"] = str(viewer.workshop.touched.get(OWN, 0))
    return response


def signalled(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Answer a signal that was taken: with what everybody sees, and the viewer's own buttons."""
    if not request.htmx:  # type: ignore[attr-defined]
        return SeeOther(board_url(viewer.workshop.id, _back(request)))
    response = _stamped(HttpResponse(_shared(request, viewer) + _own_part(request, viewer)), viewer)
    response["Live-Bell"] = str(viewer.workshop.touched.get(OWN, 0))
    return response


def refused(
    request: HttpRequest, viewer: Viewer, refusal: Refusal, *, mine: bool = False, place: str = "banner"
) -> HttpResponse:
    """Answer a form that was not taken.

    With `mine` it stands in the personal part, which comes back with what was typed and, beside it, why not.
    The forms everybody sees alike have nothing typed in them: the reason goes to the banner, or to the `place`
    beside the form, as it does where no form of the personal part says it.
    """
    viewer.workshop.refresh_from_db()
    attempt = Attempt(request.POST.dict(), refusal)
    if not request.htmx:  # type: ignore[attr-defined]
        return page(request, viewer, attempt)
    html = _mine(request, viewer, attempt.typed, attempt) if mine else _shared(request, viewer)
    return _refusing(html if _says(html, refusal) else html + _said(refusal, place), refusal)


def not_for_them(request: HttpRequest, refusal: NotForThem) -> HttpResponse:
    """Answer what is not done for somebody else, or not any more: a form in words, as any that is refused."""
    if request.htmx and request.method == "POST":  # type: ignore[attr-defined]
        return _refusing(_said(refusal), refusal)
    return render(request, "workshops/not_for_them.html", {"refusal": refusal}, status=403)


def _said(refusal: Refusal | NotForThem, place: str = "banner") -> SafeString:
    return _partial(f"#{place}", "innerHTML", render_to_string("workshops/_refusal.html", {"refusal": refusal}))


def _refusing(html: str, refusal: Refusal | NotForThem) -> HttpResponse:
    """Say it also to scripts that send what was kept while there was no line, and say later what became of it."""
    return HttpResponse(html, status=422, headers={"Live-Refusal": quote(str(refusal))})


def _says(html: str, refusal: Refusal) -> bool:
    """Whether the reason stands in it already. Where a form has gone meanwhile, nothing is left to say it."""
    return conditional_escape(str(refusal)) in html


def _shared(request: HttpRequest, viewer: Viewer) -> SafeString:
    look = look_of(viewer, _wanted(request))
    return partials(draw(Workshop.kind, str(viewer.workshop.id), look.audience, at=viewer.workshop.position).regions)


def _mine(request: HttpRequest, viewer: Viewer, asked: Mapping[str, str], attempt: Attempt | None = None) -> SafeString:
    look = look_of(viewer, _wanted(request))
    template, context = room_of(look.stage).mine(viewer, look, asked, attempt)
    if viewer.stand_in and not room_of(look.stage).for_others:
        template, context = "workshops/_nothing_to_enter.html", {"name": viewer.participant.name}
    token = plates.token_of(request)
    context |= {"workshop": viewer.workshop, "back": look.stage.value if look.is_back else "", "csrf_token": token}
    return carried(render_to_string(template, context, request=request).replace(TOKEN, token), viewer)


def _brief(request: HttpRequest, viewer: Viewer, asked: Asked) -> SafeString:
    look = look_of(viewer, _wanted(request))
    parts = room_of(look.stage).brief(viewer, look, asked)
    # Whoever is answered with pieces has scripts, which send the token themselves.
    html = "".join(_partial(f"#{part.id}", part.swap, part.html) for part in parts)
    return carried(html.replace(TOKEN, ""), viewer)


def _own(request: HttpRequest, viewer: Viewer) -> SafeString:
    """The viewer's own buttons below the board; facilitators have the dock instead, and signal for nobody."""
    if viewer.is_facilitator or viewer.stand_in or viewer.workshop.is_closed:
        return SafeString("")
    person, stage = viewer.participant, viewer.workshop.stage
    same = {"workshop_id": viewer.workshop.id, "stage": stage}
    same |= {"hand": person.hand_raised_at is not None, "ready": person.ready_for == stage}
    return plates.fill(request, "workshops/crew/_own.html", same, {})


def _own_part(request: HttpRequest, viewer: Viewer) -> SafeString:
    return SafeString("") if viewer.is_facilitator else _partial("#own-signals", "innerMorph", _own(request, viewer))


def _led_back(response: HttpResponse, viewer: Viewer) -> HttpResponse:
    """Once there is a new code, give those inside the cookie that knows them at the new link."""
    return give_way_back(response, viewer.at_the_device) if viewer.workshop.former_codes else response


def _wanted(request: HttpRequest) -> str | None:
    return request.POST.get("stage") or request.GET.get("stage")


def _query(look: Look | None, viewer: Viewer) -> str:
    """What an address of this very page asks for, if anything."""
    asked = {**({"stage": look.stage.value} if look and look.is_back else {}), **asked_for(viewer)}
    return f"?{urlencode(asked)}" if asked else ""


def _back(request: HttpRequest) -> dict[str, str]:
    wanted = _wanted(request)
    return {"stage": wanted} if wanted else {}


def _partial(target: str, swap: str, html: str) -> SafeString:
    return SafeString(f'<hx-partial hx-target="{target}" hx-swap="{swap}">{html}</hx-partial>')


def _stamped(response: HttpResponse, viewer: Viewer) -> HttpResponse:
    """Say which position the answer shows, so that a bell for the same change is not answered twice."""
    response["Live-Position"] = viewer.workshop.position
    return response
