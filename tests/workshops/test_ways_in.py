"""How newcomers come in: the passphrase, and a code that can be renewed."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.sittings import Sitting, sat, sitting
from tests.workshops.test_join import by_code, by_link
from workshops.attempts import MOST_PER_SOURCE
from workshops.cookies import COOKIE, WAY_BACK
from workshops.models import Participant, WrongCode

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Sitting:
    return sitting("lobby")


@pytest.fixture
def guarded() -> Sitting:
    return sitting("lobby", joining="passphrase", passphrase="Open Sesame")


def link(here: Sitting) -> str:
    return reverse("join-by-link", args=(here.now().code,))


@pytest.mark.parametrize("typed", ["Open Sesame", "open sesame", " OPEN-SESAME! ", "opensesame"])
def test_the_passphrase_lets_in_however_it_is_typed(guarded: Sitting, typed: str) -> None:
    answer = by_link(guarded.workshop, name="Cleo", passphrase=typed)
    assert (answer.status_code, answer["Location"]) == (303, guarded.url("workshop"))


@pytest.mark.parametrize("typed", ["", "sesame", "open sesame 2", "\x00", "😀"])
def test_another_one_does_not_and_nothing_typed_is_lost(guarded: Sitting, typed: str) -> None:
    answer = by_link(guarded.workshop, name="Cleo", passphrase=typed)
    assert answer.status_code == 422
    assert "That is not the passphrase" in answer.text
    assert 'value="Cleo"' in answer.text
    assert WrongCode.objects.count() == 1
    assert not Participant.objects.filter(name="Cleo").exists()


def test_guesses_have_the_budget_of_wrong_codes(guarded: Sitting) -> None:
    client = Client(REMOTE_ADDR="192.0.2.7")
    statuses = [by_link(guarded.workshop, client, name="Eve", passphrase=f"no{n}").status_code for n in range(20)]
    assert statuses == [422] * MOST_PER_SOURCE + [429] * (20 - MOST_PER_SOURCE)
    assert by_link(guarded.workshop, client, name="Eve", passphrase="Open Sesame").status_code == 429
    assert by_link(guarded.workshop, name="Cleo", passphrase="Open Sesame").status_code == 303


def test_whoever_comes_by_the_code_is_asked_and_that_is_no_guess(guarded: Sitting) -> None:
    answer: Any = by_code(guarded.workshop.code, name="Cleo")
    assert answer.status_code == 200
    assert 'value="Cleo"' in answer.text
    assert 'name="passphrase"' in answer.text
    assert not WrongCode.objects.exists()


def test_only_facilitators_are_shown_it(guarded: Sitting) -> None:
    assert "Open Sesame" in guarded.get(guarded.facilitator, "people").text
    for page in (guarded.get(guarded.ann), guarded.get(guarded.ann, "screen"), Client().get(link(guarded))):
        assert "Open Sesame" not in page.text
        assert "passphrase" in page.text
    assert "Sesame" not in guarded.get(guarded.facilitator, "export-json").text


def test_the_way_in_is_changed_at_any_time(here: Sitting) -> None:
    answer = here.post(here.facilitator, "joining", joining="passphrase", passphrase=" Open  Sesame ", at="people")
    assert (answer.status_code, answer["Location"]) == (303, here.url("people"))
    assert (here.now().joining, here.now().passphrase) == ("passphrase", "Open Sesame")
    here.post(here.facilitator, "joining", joining="approval", at="people")
    assert (here.now().joining, here.now().passphrase) == ("approval", "")
    assert here.get(here.ann).status_code == 200


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"joining": "party"}, "Choose how people come in."),
        ({"joining": "passphrase", "passphrase": " "}, "Choose the passphrase"),
        ({"joining": "passphrase", "passphrase": "!?- ab"}, "at least 4"),
        ({"joining": "passphrase", "passphrase": "x" * 101}, "101 characters"),
    ],
)
def test_what_does_not_do_comes_back(here: Sitting, said: dict[str, str], why: str) -> None:
    answer = here.post(here.facilitator, "joining", at="people", **said)
    assert answer.status_code == 422
    assert why in answer.text
    assert here.now().joining == "open"


def test_a_renewed_code_lets_nobody_new_in_by_the_old_one(here: Sitting) -> None:
    old = link(here)
    here.post(here.facilitator, "renew-code", at="people")
    assert link(here) != old
    assert Client().get(old).status_code == 404
    assert Client().post(old, {"name": "Eve"}).status_code == 404
    assert Client().get(link(here)).status_code == 200
    assert here.get(here.ann).status_code == 200


def test_those_inside_find_back_by_the_old_link_and_by_the_new_one(here: Sitting) -> None:
    old, client = link(here), sat(here.ann)
    here.post(here.facilitator, "renew-code", at="people")
    assert client.get(old)["Location"] == here.url("workshop")
    for name in ("workshop", "mine"):
        cookie = sat(here.ann).get(here.url(name)).cookies[WAY_BACK]
        assert cookie["path"] == link(here)
    way_back = Client()
    way_back.cookies[WAY_BACK] = cookie.value
    assert way_back.get(link(here))["Location"] == here.url("workshop")
    assert not WrongCode.objects.exists()


def test_the_old_link_is_no_way_to_guess_codes(here: Sitting) -> None:
    client = sat(here.ann)
    assert client.get("/j/WRONG2/").status_code == 404
    assert WrongCode.objects.count() == 1


def test_a_removed_person_is_kept_out_by_the_old_link_too(here: Sitting) -> None:
    old, client = link(here), sat(here.bo)
    here.send(here.facilitator, "remove-participant", here.bo.id)
    here.post(here.facilitator, "renew-code", at="people")
    assert client.get(old).status_code == 403


def test_before_any_renewal_pages_put_no_cookie(here: Sitting) -> None:
    assert WAY_BACK not in here.get(here.ann).cookies
    assert COOKIE not in here.get(here.ann).cookies


def test_joining_an_open_workshop_asks_for_nothing_more_than_before(here: Sitting) -> None:
    by_link(here.workshop, name="Warm")
    with CaptureQueriesContext(connection) as queries:
        assert by_link(here.workshop, name="Cleo").status_code == 303
    said = [query["sql"] for query in queries if "workshops_" in query["sql"]]
    # The budget and the code; the row held, who is inside, the place; the person, announced.
    assert len(said) == 5, said
