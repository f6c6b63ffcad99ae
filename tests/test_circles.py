"""An answered request is gone at once: nothing waits for the garbage collector, which stops everybody."""

import gc
from typing import Any

import pytest
from django.core.handlers.asgi import ASGIRequest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

from live import seats
from tests.sittings import sat, sitting
from workshops.models import Stage


def left_over(*kinds: type[Any]) -> list[Any]:
    return [thing for thing in gc.get_objects() if isinstance(thing, kinds)]


@pytest.fixture
def no_collector() -> Any:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.django_db(transaction=True)
def test_no_request_of_a_page_is_left(no_collector: None) -> None:
    here, serve = sitting(Stage.VOTING), WSGIHandler()
    here.listed("Meet new engineers")
    # The test client holds on to its requests; a server does not.
    asked = sat(here.ann)._base_environ(PATH_INFO=here.url("workshop"))
    before = len(left_over(WSGIRequest))
    for _ in range(5):
        answer = serve(asked, lambda status, headers, *_: None)
        assert b"Meet new engineers" in b"".join(answer)
        answer.close()
        del answer
    assert len(left_over(WSGIRequest)) == before


@pytest.mark.django_db
def test_no_request_of_a_stream_is_left(no_collector: None) -> None:
    scope: Any = {
        "type": "http",
        "method": "GET",
        "path": "/w/x/live/",
        "query_string": b"stage=voting",
        "headers": [(b"cookie", b"sessionid=nobody")],
    }
    before = len(left_over(ASGIRequest))
    for _ in range(5):
        asked = seats.request(scope)
        assert not asked.user.is_authenticated
        del asked
    assert len(left_over(ASGIRequest)) == before
