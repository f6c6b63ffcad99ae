"""What time it is, and the timer and the deadline of a workshop."""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from workshops.access import Viewer, facilitator_view
from workshops.actions import clock as verbs
from workshops.answers import form_view
from workshops.moments import server_now
from workshops.refusal import Refusal

PLACE = "timer-says"


@require_safe
def clock(request: HttpRequest) -> HttpResponse:
    """The server's time in milliseconds since 1970: browsers count by it, since their own clocks are anything."""
    return JsonResponse({"now": server_now()})


@require_POST
@facilitator_view
@form_view(shared=True, place=PLACE)
def timer(request: HttpRequest, viewer: Viewer) -> None:
    minutes = whole_number(request.POST.get("minutes")) or 0
    verbs.start_timer(workshop=viewer.workshop, minutes=minutes, by=viewer.participant)


def whole_number(typed: str | None) -> int | None:
    """Return the number that was typed, or None where it is none that could be a number of minutes."""
    text = (typed or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None


@require_POST
@facilitator_view
@form_view(shared=True, place=PLACE)
def minute(request: HttpRequest, viewer: Viewer) -> None:
    verbs.add_minute(workshop=viewer.workshop, expected=request.POST.get("expected", ""))


@require_POST
@facilitator_view
@form_view(shared=True, place=PLACE)
def pause(request: HttpRequest, viewer: Viewer) -> None:
    verbs.pause_timer(workshop=viewer.workshop)


@require_POST
@facilitator_view
@form_view(shared=True, place=PLACE)
def resume(request: HttpRequest, viewer: Viewer) -> None:
    verbs.resume_timer(workshop=viewer.workshop)


@require_POST
@facilitator_view
@form_view(shared=True, place=PLACE)
def stop(request: HttpRequest, viewer: Viewer) -> None:
    verbs.stop_clock(workshop=viewer.workshop, by=viewer.participant)


@require_POST
@facilitator_view
@form_view(shared=True, place="deadline-says")
def deadline(request: HttpRequest, viewer: Viewer) -> None:
    verbs.set_deadline(workshop=viewer.workshop, until=_moment(request), by=viewer.participant)


def _moment(request: HttpRequest) -> datetime:
    """Return the moment that was chosen: `instant` in UTC, as scripts add it, else `until` in the server's zone."""
    for name, zone in (("instant", UTC), ("until", timezone.get_default_timezone())):
        try:
            found = parse_datetime(request.POST.get(name, ""))
        except ValueError:  # it looks like one and is none, such as the 31st of June
            found = None
        if found:
            return found if timezone.is_aware(found) else found.replace(tzinfo=zone)
    raise Refusal(_("Choose a date and a time."), field="until")
