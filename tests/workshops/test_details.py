"""What a workshop is about, as the facilitator says it."""

import pytest

from tests.sittings import Sitting, sitting, tables

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Sitting:
    return sitting("lobby")


def test_everybody_sees_what_was_said(here: Sitting) -> None:
    said = {"title": " What  are we? ", "purpose": "One.\r\nTwo.", "organisation": "Acme", "organisation_size": "11-50"}
    assert here.send(here.facilitator, "details", **said).status_code == 200
    workshop = here.now()
    assert (workshop.title, workshop.purpose) == ("What are we?", "One.\nTwo.")
    page = here.get(here.ann).text
    assert all(word in page for word in ("What are we?", "One.<br>Two.", "Acme", "11 to 50"))


def test_what_is_not_in_the_form_stays(here: Sitting) -> None:
    here.send(here.facilitator, "details", teams="Three teams")
    title = here.workshop.title
    here.send(here.facilitator, "details", founders="Two engineers")
    workshop = here.now()
    assert (workshop.title, workshop.teams, workshop.founders) == (title, "Three teams", "Two engineers")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": " \x00 ", "purpose": "Kept words"}, "Give the workshop a title."),
        ({"title": "", "purpose": "Kept words"}, "Kept words"),
        ({"title": "x" * 301}, "301 characters"),
        ({"title": "Fine", "purpose": "w" * 4001}, "w" * 4001),
        ({"title": "Fine", "organisation": "x" * 201}, "201 characters"),
    ],
)
def test_what_does_not_do_comes_back(here: Sitting, fields: dict[str, str], said: str) -> None:
    before = tables()
    for answer in (here.send(here.facilitator, "details", **fields), here.post(here.facilitator, "details", **fields)):
        assert answer.status_code == 422
        assert said in answer.text
    assert tables() == before


def test_a_choice_that_is_none_changes_nothing(here: Sitting) -> None:
    here.send(here.facilitator, "details", organisation_size="11-50", funding_stage="seed")
    here.send(here.facilitator, "details", organisation_size="huge", funding_stage="\x00")
    workshop = here.now()
    assert (workshop.organisation_size, workshop.funding_stage) == ("11-50", "seed")


def test_only_a_facilitator_says_it(here: Sitting) -> None:
    assert here.send(here.ann, "details", title="Mine now").status_code == 403
