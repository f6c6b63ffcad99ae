"""Earlier stages can be looked at; the page says so, and where the workshop is."""

import pytest

from tests.sittings import sitting

pytestmark = pytest.mark.django_db


def test_it_says_where_one_is_and_where_the_workshop_is() -> None:
    here = sitting("voting")
    html = here.get(here.ann, stage="listing").content.decode()
    assert "You are looking back at Listing. The workshop is at Voting." in html


def test_nobody_is_told_so_who_looks_at_the_present_stage() -> None:
    here = sitting("voting")
    assert "looking back" not in here.get(here.ann).content.decode()


def test_who_adds_something_while_looking_back_goes_on_looking_back() -> None:
    here = sitting("clustering")
    assert '<input type="hidden" name="stage" value="voting">' in here.get(here.ann, stage="voting").content.decode()
    said = {"text": "Hire", "category": here.category, "client_key": "k1"}
    answer = here.send(here.ann, "responsibilities", **said, stage="voting").content.decode()
    assert "Something missing? Add it" in answer
    assert 'id="mover"' not in answer
    assert here.post(here.ann, "responsibilities", **said, stage="voting").url.endswith("?stage=voting")


def test_nobody_looks_ahead() -> None:
    here = sitting("listing")
    assert 'data-looking="Listing"' in here.get(here.ann, stage="voting").content.decode()


def test_a_closed_workshop_says_so_to_everybody() -> None:
    here = sitting("clustering")
    here.close()
    assert "This workshop is closed. It can be read, but not changed." in here.get(here.ann).content.decode()


def test_the_lobby_counts_those_who_take_part() -> None:
    here = sitting("lobby")
    html = here.get(here.ann).content.decode()
    assert "2 joined" in html or "3 joined" in html
    here.facilitator.takes_part = False
    here.facilitator.save()
    html = here.get(here.ann).content.decode()
    assert "2 joined" in html
    assert "only steers" in html
