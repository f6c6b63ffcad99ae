"""Letters by chance: of the right kind, as likely as each other, and what Django takes for a token."""

import secrets
from collections import Counter
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware import csrf
from django.test import RequestFactory
from django.utils.crypto import get_random_string
from hypothesis import given
from hypothesis import strategies as st

from config import chance
from config.chance import letters


@given(st.integers(0, 200), st.text(min_size=1, max_size=256))
def test_there_are_as_many_as_asked_for_and_only_of_those_allowed(length: int, allowed: str) -> None:
    drawn = letters(length, allowed)
    assert len(drawn) == length
    assert set(drawn) <= set(allowed)


def test_each_is_as_likely_as_any_other() -> None:
    """Of three, bytes taken round and round would give the first 86 in 256, which is not a third."""
    every_byte = bytes(range(256))
    with patch("secrets.token_bytes", return_value=every_byte):
        assert Counter(letters(255, "abc")) == {"a": 85, "b": 85, "c": 85}


def test_what_is_drawn_differs_every_time() -> None:
    assert len({letters(32) for _ in range(1000)}) == 1000


@pytest.fixture
def begun() -> Iterator[None]:
    with patch.object(csrf, "get_random_string", get_random_string):
        chance.begin()
        yield


def sent_back(token: str, secret: str) -> HttpResponse | None:
    """What Django's guard says to a form with this token from a browser with this cookie: None lets it pass."""
    request = RequestFactory().post("/", {"csrfmiddlewaretoken": token})
    request._dont_enforce_csrf_checks = False  # type: ignore[attr-defined]
    request.COOKIES[settings.CSRF_COOKIE_NAME] = secret
    guard = csrf.CsrfViewMiddleware(lambda _: HttpResponse())
    guard.process_request(request)
    answer: HttpResponse | None = guard.process_view(request, lambda _: HttpResponse(), (), {})
    return answer


def test_django_takes_them_for_a_token_and_asks_the_system_twice(begun: None) -> None:
    request: HttpRequest = RequestFactory().get("/")
    with patch("secrets.token_bytes", wraps=secrets.token_bytes) as asked:
        token = csrf.get_token(request)
    assert asked.call_count == 2  # for the cookie, and for what hides it in the page
    assert csrf.get_token(request) != token
    assert sent_back(token, request.META["CSRF_COOKIE"]) is None
    refused = sent_back(letters(64), request.META["CSRF_COOKIE"])
    assert refused is not None
    assert refused.status_code == 403
