"""Joining by approval: newcomers wait by name, a facilitator lets them in or does not."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.test.client import RequestFactory
from django.urls import reverse

from live.boards import Refused, Seat
from tests.sittings import HTMX, Sitting, sat, sitting, tables
from tests.workshops.test_join import by_link
from workshops.actions.people import join_workshop
from workshops.board import WorkshopBoard
from workshops.models import Newcomer, Participant, Workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Sitting:
    return sitting("listing", joining="approval")


def knock(here: Sitting, name: str = "Mia") -> Client:
    """Ask to come in, and return the browser that waits."""
    client = Client()
    answer = by_link(here.workshop, client, name=name)
    assert (answer.status_code, answer["Location"]) == (303, here.url("waiting"))
    return client


def newcomer(name: str = "Mia") -> Newcomer:
    found: Newcomer = Newcomer.objects.get(name=name)
    return found


def seat(client: Client, here: Sitting) -> Seat:
    request = RequestFactory().get("/")
    request.COOKIES = {name: cookie.value for name, cookie in client.cookies.items()}
    request.user = AnonymousUser()
    return WorkshopBoard().seat(request, str(here.workshop.id))


def test_a_newcomer_waits_and_sees_nothing_but_the_title(here: Sitting) -> None:
    here.listed("Meet new engineers")
    Workshop.objects.filter(id=here.workshop.id).update(wall_shown_at="2026-01-01T00:00Z", purpose="A secret purpose")
    client = knock(here)
    page = client.get(here.url("waiting"))
    assert page.status_code == 200
    assert "Nearly there" in page.text
    assert "Mia" in page.text
    assert here.workshop.title in page.text
    for secret in ("Meet new engineers", "A secret purpose", "Ann", "Fay"):
        assert secret not in page.text
    for name in ("workshop", "mine", "screen", "you", "export-json", "people"):
        assert client.get(here.url(name)).status_code == 403
    assert "Wait there" in client.get(here.url("workshop")).text


def test_facilitators_see_who_waits_and_nobody_else_does(here: Sitting) -> None:
    knock(here)
    assert "1 waiting" in here.get(here.facilitator).text
    assert "Let Mia in" in here.get(here.facilitator).text
    assert "Let Mia in" in here.get(here.facilitator, "people").text
    assert "Mia" not in here.get(here.ann).text


def test_once_let_in_the_page_moves_on_and_the_browser_has_its_seat(here: Sitting) -> None:
    client = knock(here)
    assert here.send(here.facilitator, "let-newcomer-in", newcomer().id).status_code == 200
    moved = client.get(here.url("waiting"))
    assert (moved.status_code, moved["Location"]) == (302, here.url("workshop"))
    assert client.get(here.url("waiting"), headers=HTMX)["HX-Redirect"] == here.url("workshop")
    assert client.get(here.url("workshop")).status_code == 200
    assert Participant.objects.get(name="Mia").role == "participant"
    assert not Newcomer.objects.exists()


def test_whoever_is_declined_is_told_so_and_may_be_let_in_after_all(here: Sitting) -> None:
    client = knock(here)
    here.send(here.facilitator, "decline-newcomer", newcomer().id)
    assert "You were not let in" in client.get(here.url("waiting")).text
    link = reverse("join-by-link", args=(here.workshop.code,))
    assert client.get(link)["Location"] == here.url("waiting")
    page = here.get(here.facilitator, "people").text
    assert "declined" in page
    here.send(here.facilitator, "let-newcomer-in", newcomer().id, at="people")
    assert client.get(here.url("workshop")).status_code == 200


def test_all_are_let_in_or_declined_at_once(here: Sitting) -> None:
    for name in ("Mia", "Ann", "Tom"):
        knock(here, name)
    here.send(here.facilitator, "decline-newcomer", newcomer("Tom").id)
    here.send(here.facilitator, "let-all-in")
    assert set(here.workshop.participants.values_list("name", flat=True)) == {"Fay", "Ann", "Bo", "Mia", "Ann (2)"}
    knock(here, "Zed")
    here.send(here.facilitator, "decline-all")
    assert not Newcomer.objects.waiting().exists()


def test_a_form_that_was_sent_twice_is_one_newcomer_and_then_one_participant(here: Sitting) -> None:
    for _ in range(2):
        assert by_link(here.workshop, name="Mia", client_key="k" * 32)["Location"] == here.url("waiting")
    here.send(here.facilitator, "let-all-in")
    assert by_link(here.workshop, name="Mia", client_key="k" * 32)["Location"] == here.url("workshop")
    assert Participant.objects.filter(name="Mia").count() == 1


def test_a_removed_person_who_forgets_their_cookies_does_not_come_back_in_silence(here: Sitting) -> None:
    here.send(here.facilitator, "remove-participant", here.bo.id)
    link = reverse("join-by-link", args=(here.workshop.code,))
    assert sat(here.bo).get(link).status_code == 403
    client = knock(here, "Bo")
    assert client.get(here.url("workshop")).status_code == 403
    assert "Let Bo in" in here.get(here.facilitator).text


def test_those_who_wait_listen_to_nothing_but_their_own_bell(here: Sitting) -> None:
    client = knock(here)
    assert seat(client, here) == Seat("waiting", str(newcomer().id))
    assert not WorkshopBoard().counts(seat(client, here))
    [region] = WorkshopBoard().draw(str(here.workshop.id), {"waiting": None})["waiting"].regions
    assert set(region.context) == {"title", "closed"}
    here.send(here.facilitator, "let-all-in")
    assert seat(client, here).audience == "participant"


def test_waiting_elsewhere_is_not_waiting_here(here: Sitting) -> None:
    there = sitting("lobby", joining="approval")
    client = knock(there)
    assert client.get(here.url("waiting")).status_code == 403
    with pytest.raises(Refused):
        seat(client, here)
    before = tables()
    here.send(here.facilitator, "let-newcomer-in", newcomer().id)
    changed = {table for table, rows in tables().items() if rows != before[table]}
    assert changed <= {"workshops_workshop"}


def test_opening_the_workshop_lets_in_whoever_waits(here: Sitting) -> None:
    client = knock(here)
    here.post(here.facilitator, "joining", joining="open", at="people")
    assert client.get(here.url("workshop")).status_code == 200
    assert here.now().joining == "open"


def test_nobody_waits_for_a_closed_workshop(here: Sitting) -> None:
    client = knock(here)
    here.close()
    assert "This workshop is closed" in client.get(here.url("waiting")).text
    answer: Any = by_link(here.workshop, name="Tom")
    assert answer.status_code == 422
    assert "nobody can join it any more" in answer.text
    assert here.send(here.facilitator, "let-all-in").status_code == 422


def test_a_form_of_before_the_change_is_to_be_sent_once_more(here: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    """The way in changes between the look at the workshop and the lock on it."""
    monkeypatch.setattr("workshops.views.joining.ask_to_come_in", _too_late)
    answer: Any = by_link(here.workshop, name="Tom")
    assert answer.status_code == 422
    assert "has just been changed" in answer.text
    assert 'value="Tom"' in answer.text


def _too_late(*, workshop: Workshop, name: str, client_key: str) -> Any:
    return join_workshop(workshop=workshop, name=name, client_key=client_key)


@pytest.mark.parametrize("name", ["  ", "x" * 61])
def test_a_name_that_does_not_do_comes_back(here: Sitting, name: str) -> None:
    answer: Any = by_link(here.workshop, name=name)
    assert answer.status_code == 422
    assert not Newcomer.objects.exists()
