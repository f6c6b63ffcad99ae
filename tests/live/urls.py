"""The addresses of the test server: a page that watches, a way to write through it, and a sign of life."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from live import boards, drawings
from tests.live.actions import rename
from workshops.models import Category, Workshop


def page(request: HttpRequest, key: str) -> HttpResponse:
    board = boards.board("w")
    drawing = drawings.draw("w", key, board.seat(request, key).audience)
    return render(request, "live_tests/page.html", {"key": key, "drawing": drawing, "live_address": f"/w/{key}/live/"})


def mine(request: HttpRequest, key: str) -> HttpResponse:
    return HttpResponse(f"mine at {get_object_or_404(Workshop, id=key).position}")


def write(request: HttpRequest, key: str) -> HttpResponse:
    card = get_object_or_404(Category, workshop=key, number=1)
    rename(card, request.POST["name"])
    return HttpResponse("written")


def fail(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<p>a page that must not be swapped in</p>", status=int(request.GET["status"]))


def large(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"x" * (5 * 1024 * 1024))


@csrf_exempt
def echo(request: HttpRequest, rest: str = "") -> HttpResponse:
    length = len(request.body)
    return HttpResponse(f"{request.method} {request.path} {length} {request.META.get('HTTP_X_FORWARDED_FOR', '-')}")


urlpatterns = [
    path("health/live", lambda request: HttpResponse("ok")),
    path("page/<str:key>/", page),
    path("mine/<str:key>/", mine),
    path("write/<str:key>/", write),
    path("fail/", fail),
    path("large/", large),
    path("echo/", echo),
    path("echo/<path:rest>", echo),
]
