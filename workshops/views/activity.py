"""The log of what was done together: all of it, page by page, and undoing a line."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from workshops import answers
from workshops.access import Viewer, participant_view
from workshops.actions.undoing import undo as undo_line
from workshops.activity.log import page
from workshops.refusal import Refusal

LONGEST_NUMBER = 18


@require_safe
@participant_view
def activity(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    return _page(request, viewer, request.GET.get("before", ""))


@require_POST
@participant_view
def undo(request: HttpRequest, viewer: Viewer, line_id: int) -> HttpResponse:
    """Undo one line, and go back to the page of the log or to the board, wherever that was asked for."""
    before = request.POST.get("before")
    try:
        undo_line(workshop=viewer.workshop, line_id=line_id, by=viewer.participant)
    except Refusal as refusal:
        if before is None:
            return answers.refused(request, viewer, refusal, place="activity-said")
        return _page(request, viewer, before, refusal=refusal, line_id=line_id)
    if before is None:
        return answers.done(request, viewer, shared=True)
    return answers.SeeOther(_address(viewer, before))


def _address(viewer: Viewer, before: str) -> str:
    number = _number(before)
    return reverse("activity", args=(viewer.workshop.id,)) + (f"?before={number}" if number else "")


def _page(
    request: HttpRequest, viewer: Viewer, before: str, refusal: Refusal | None = None, line_id: int | None = None
) -> HttpResponse:
    lines, older = page(viewer, _number(before))
    context = {
        "viewer": viewer,
        "workshop": viewer.workshop,
        "lines": lines,
        "before": _number(before) or "",
        "older": older,
        "refusal": refusal,
        "refused": line_id,
    }
    return render(request, "workshops/activity/activity.html", context, status=422 if refusal else 200)


def _number(sent: str) -> int | None:
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) <= LONGEST_NUMBER else None
