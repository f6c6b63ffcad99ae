"""What somebody is told who may not come in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from workshops.access import NotForThem, NotInWorkshop, RemovedFromWorkshop, StillWaiting
from workshops.answers import not_for_them

PAGES: dict[type[Exception], str] = {
    NotInWorkshop: "workshops/not_in_workshop.html",
    RemovedFromWorkshop: "workshops/removed.html",
    StillWaiting: "workshops/still_waiting.html",
}


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say why this door is shut, and which one is open."""
    if isinstance(exception, NotForThem):
        return not_for_them(request, exception)
    context = {"newcomer": exception.newcomer} if isinstance(exception, StillWaiting) else {}
    return render(request, PAGES.get(type(exception), "403.html"), context, status=403)
