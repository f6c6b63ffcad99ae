"""Coming in: by link or by code, with a name."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.sittings import Sitting, sat, sitting
from workshops.models import Participant, Workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Sitting:
    return sitting("lobby")


def by_link(workshop: Workshop, client: Client | None = None, **form: Any) -> Any:
    return (client or Client()).post(reverse("join-by-link", args=(workshop.code,)), form)


def by_code(code: str, client: Client | None = None, **form: Any) -> Any:
    """Type the code; the browser follows to the link, where everything else happens."""
    client = client or Client()
    answer = client.post("/join/", {"code": code, **form})
    return client.post(answer["Location"], form) if answer.status_code == 307 else answer


def names(here: Sitting) -> list[str]:
    return [person.name for person in here.workshop.participants.order_by("number")][3:]


def test_the_link_asks_for_a_name_and_leads_to_the_workshop(here: Sitting) -> None:
    client = Client()
    page = client.get(reverse("join-by-link", args=(here.workshop.code,)))
    assert page.status_code == 200
    assert here.workshop.title in page.text
    answer = by_link(here.workshop, client, name="Cleo")
    assert (answer.status_code, answer["Location"]) == (303, here.url("workshop"))
    assert "You are in as" in client.get(answer["Location"]).text
    assert names(here) == ["Cleo"]
    assert Participant.objects.get(name="Cleo").role == "participant"


@pytest.mark.parametrize("shape", ["xxxxxx", " xxxxxx ", "xxx-xxx", "x x\txx—xx"])
@pytest.mark.parametrize("case", [str.upper, str.lower])
def test_the_code_may_be_typed_in_any_shape(here: Sitting, shape: str, case: Any) -> None:
    code = iter(here.workshop.code)
    typed = "".join(next(code) if sign == "x" else sign for sign in shape)
    answer = by_code(case(typed), name="Cleo")
    assert (answer.status_code, answer["Location"]) == (303, here.url("workshop"))


def test_the_code_alone_leads_to_the_question_for_a_name(here: Sitting) -> None:
    answer = by_code(here.workshop.code.lower(), name="  ")
    assert answer.status_code == 303
    assert answer["Location"] == reverse("join-by-link", args=(here.workshop.code,))


@pytest.mark.parametrize("code", ["", "AAAAA", "\x00", "ABC\x00DEF", "😀😀😀😀😀😀", "A" * 5000, "' OR 1=1 --"])
def test_a_code_that_is_none_is_refused_and_stays_in_the_form(here: Sitting, code: str) -> None:
    answer = by_code(code, name="Cleo")
    assert answer.status_code == 422
    assert "No workshop has that code" in answer.text
    assert 'value="Cleo"' in answer.text
    assert names(here) == []


@pytest.mark.parametrize("code", ["AAAAA2", "%00", "%F0%9F%98%80"])
def test_a_link_that_is_none_is_not_found(code: str) -> None:
    assert Client().get(f"/j/{code}/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ann-Marie   O’Neill ", "Ann-Marie O’Neill"),
        ("x" * 60, "x" * 60),
        ("An\x00n\nie\t\x1b[31m", "An n ie [31m"),
        ("👩🏻‍💻", "👩🏻‍💻"),
        ("שלום", "שלום"),
        ("{{ 7|add:7 }}{% now %}", "{{ 7|add:7 }}{% now %}"),
    ],
)
def test_a_name_is_one_line_of_up_to_sixty_characters(here: Sitting, typed: str, kept: str) -> None:
    assert by_link(here.workshop, name=typed).status_code == 303
    assert names(here) == [kept]


@pytest.mark.parametrize(
    ("typed", "said"), [("", "Type the name"), (" \u2003\x00", "Type the name"), ("x" * 61, "61 characters")]
)
def test_a_name_that_does_not_do_comes_back_with_the_reason(here: Sitting, typed: str, said: str) -> None:
    answer = by_link(here.workshop, name=typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert typed.strip("\x00 ") in answer.text
    assert names(here) == []


def test_a_name_is_never_markup(here: Sitting) -> None:
    by_link(here.workshop, name="<script>alert(1)</script>")
    for person in (here.ann, here.facilitator):
        page = here.get(person).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_two_people_of_one_name_are_told_apart(here: Sitting) -> None:
    for name in ("Sam", "sam", "SAM", "y" * 60, "y" * 60):
        assert by_link(here.workshop, name=name).status_code == 303
    assert names(here) == ["Sam", "sam (2)", "SAM (3)", "y" * 60, "y" * 53 + " (2)"]


def test_the_name_of_somebody_removed_is_free_again(here: Sitting) -> None:
    Participant.objects.filter(id=here.ann.id).update(removed_at=timezone.now())
    by_link(here.workshop, name="Ann")
    assert names(here) == ["Ann"]


def test_a_form_that_is_sent_twice_seats_one_person(here: Sitting) -> None:
    """The first answer may be lost on the way, with its cookie."""
    first, second = (by_link(here.workshop, name="Cleo", client_key="k" * 32) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert names(here) == ["Cleo"]
    assert "You are in as" in second.client.get(here.url("workshop")).text


def test_every_form_has_a_key_of_its_own(here: Sitting) -> None:
    address = reverse("join-by-link", args=(here.workshop.code,))
    pages = [Client().get(path).content.decode() for path in (address, address, "/join/", "/join/")]
    assert len({key for page in pages for key in re.findall(r'name="client_key" value="(\w+)"', page)}) == 4


def test_the_same_key_in_another_workshop_is_another_person(here: Sitting) -> None:
    for workshop in (here.workshop, sitting().workshop):
        by_link(workshop, name="Cleo", client_key="k" * 32)
    assert Participant.objects.filter(name="Cleo").count() == 2


def test_somebody_who_has_a_seat_goes_straight_in(here: Sitting) -> None:
    client = sat(here.ann)
    for answer in (
        client.get(reverse("join-by-link", args=(here.workshop.code,))),
        by_link(here.workshop, client, name="Another name"),
        by_code(here.workshop.code, client, name="Another name"),
    ):
        assert (answer.status_code, answer["Location"]) == (303, here.url("workshop"))
    assert names(here) == []


def test_somebody_who_was_removed_is_not_let_in_by_the_link(here: Sitting) -> None:
    Participant.objects.filter(id=here.ann.id).update(removed_at=timezone.now())
    client = sat(here.ann)
    assert client.get(reverse("join-by-link", args=(here.workshop.code,))).status_code == 403
    assert by_link(here.workshop, client, name="Ann again").status_code == 403
    assert names(here) == []


def test_nobody_joins_a_closed_workshop(here: Sitting) -> None:
    here.close()
    for answer in (by_link(here.workshop, name="Cleo"), by_code(here.workshop.code, name="Cleo")):
        assert answer.status_code == 422
        assert "closed" in answer.text
    assert names(here) == []


def test_a_full_workshop_takes_nobody_else(here: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workshops.actions.people.MOST_PEOPLE", 4)
    assert by_link(here.workshop, name="Cleo").status_code == 303
    assert by_link(here.workshop, name="Dee").status_code == 422
    assert names(here) == ["Cleo"]


@pytest.mark.parametrize("stage", ["listing", "voting", "discussion", "clustering", "framework"])
def test_one_may_come_late(stage: str) -> None:
    late = sitting(stage)
    client = Client()
    by_link(late.workshop, client, name="Cleo")
    assert client.get(late.url("workshop")).status_code == 200


@pytest.mark.parametrize("path", ["/join/", "/j/AAAAA2/"])
def test_it_can_be_asked_for_and_sent_only(path: str) -> None:
    assert Client().put(path).status_code == 405
    assert Client().delete(path).status_code == 405


def test_it_takes_a_form_of_our_own(here: Sitting) -> None:
    assert by_link(here.workshop, Client(enforce_csrf_checks=True), name="Cleo").status_code == 403
