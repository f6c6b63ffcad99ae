"""What is asked most often is gone once answered: nothing waits for the garbage collector, which stops everybody."""

import gc
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponse
from django.middleware.csrf import _get_new_csrf_string

from live import seats
from tests.sittings import sitting
from workshops.access import give_seat
from workshops.models import Stage


def left_over(*kinds: type[Any]) -> int:
    return sum(isinstance(thing, kinds) for thing in gc.get_objects())


@pytest.fixture
def no_collector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.django_db(transaction=True)
def test_no_request_that_voted_is_left(no_collector: None) -> None:
    here, serve, token = sitting(Stage.VOTING), WSGIHandler(), _get_new_csrf_string()
    card = here.listed("Meet new engineers")
    seat = give_seat(HttpResponse(), here.ann).cookies.values()
    asked: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": here.url("vote", card.id),
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": "12",
        "HTTP_COOKIE": "; ".join([f"{settings.CSRF_COOKIE_NAME}={token}", *(f"{one.key}={one.value}" for one in seat)]),
        "HTTP_HX_REQUEST": "true",
        "HTTP_X_CSRFTOKEN": token,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
    }
    said: list[str] = []
    before = left_over(WSGIRequest)
    for _ in range(5):
        start: Any = lambda status, headers, *_: said.append(status)  # noqa: E731
        answer: Any = serve({**asked, "wsgi.input": io.BytesIO(b"colour=green")}, start)
        answer.close()
        del answer
    assert said == ["200 OK"] * 5
    assert left_over(WSGIRequest) == before


@pytest.mark.django_db
def test_no_request_of_a_stream_is_left(no_collector: None) -> None:
    scope: Any = {
        "type": "http",
        "method": "GET",
        "path": "/w/x/live/",
        "query_string": b"stage=voting",
        "headers": [(b"cookie", b"sessionid=nobody")],
    }
    before = left_over(ASGIRequest)
    for _ in range(5):
        asked = seats.request(scope)
        assert not asked.user.is_authenticated
        del asked
    assert left_over(ASGIRequest) == before
