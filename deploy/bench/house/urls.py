"""The real addresses, an empty page, and a way to change the one region."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from config.urls import urlpatterns as real
from deploy.bench.house.board import change


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@csrf_exempt
def step(request: HttpRequest) -> HttpResponse:
    return HttpResponse(headers={"Live-Position": change()})


urlpatterns = [path("bench/empty/", empty), path("bench/step/", step), *real]
