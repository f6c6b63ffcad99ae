"""The pages somebody gets who is in the wrong place."""

import pytest
from django.test import Client
from django.utils import timezone

from tests.sittings import sat, sitting

pytestmark = pytest.mark.django_db


def test_somebody_without_a_seat_is_told_how_to_get_one(client: Client) -> None:
    here = sitting("lobby", title="A secret plan")
    answer = client.get(here.url("workshop"))
    assert answer.status_code == 403
    assert "You are not in this workshop" in answer.content.decode()
    assert "A secret plan" not in answer.content.decode()


def test_somebody_who_was_removed_is_told_so(client: Client) -> None:
    here = sitting("lobby")
    here.ann.removed_at = timezone.now()
    here.ann.save()
    for answer in (sat(here.ann).get(here.url("workshop")), sat(here.ann).post(here.url("responsibilities"))):
        assert answer.status_code == 403
        assert "You were removed from this workshop" in answer.content.decode()


def test_what_only_a_facilitator_may_do_is_not_open_to_others() -> None:
    here = sitting("lobby")
    answer = sat(here.ann).post(here.url("stage"))
    assert answer.status_code == 403
    assert "This is not open to you" in answer.content.decode()


def test_a_form_without_its_token_says_that_the_page_is_too_old() -> None:
    answer = Client(enforce_csrf_checks=True).post("/join/", {"code": "ABCDEF"})
    assert answer.status_code == 403
    assert "This page was open for too long" in answer.content.decode()


def test_an_address_that_leads_nowhere_says_so(client: Client) -> None:
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()
