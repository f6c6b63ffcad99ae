"""The presenter's screen: everybody can read it, so there is nothing on it that anybody may not."""

import pytest
from django.test import Client

from tests.sittings import Sitting, sitting
from workshops.models import Stage

pytestmark = pytest.mark.django_db


def seen(here: Sitting) -> str:
    answer = here.get(here.facilitator, "screen")
    assert answer.status_code == 200
    html: str = answer.content.decode()
    return html.split("<main")[1]


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_a_screen_without_anything_to_press(stage: Stage) -> None:
    here = sitting(stage)
    here.voted(here.listed("Hire engineers"), ann="g", bo="r")
    html = seen(here)
    assert "<form" not in html
    assert "<button" not in html
    assert 'id="mine"' not in html


def test_it_listens_as_a_screen() -> None:
    assert "live/?as=screen" in seen(sitting("lobby"))


def test_the_lobby_shows_how_to_join() -> None:
    here = sitting("lobby")
    html = seen(here)
    assert here.workshop.code in html
    assert "<svg" in html
    assert "Ann" in html


def test_listing_shows_counts_until_the_wall_is_shown() -> None:
    here = sitting("listing")
    here.listed("Hire engineers")
    assert "Hire engineers" not in seen(here)


def test_voting_shows_who_is_done_but_no_colour_of_anybody() -> None:
    here = sitting("voting")
    here.voted(here.listed("Hire engineers"), ann="r")
    html = seen(here)
    assert "of 2 done" in html
    assert "1 red" not in html


def test_the_discussion_shows_what_is_in_focus() -> None:
    here = sitting("discussion")
    here.voted(here.listed("Hire engineers"), ann="g", bo="r")
    html = seen(here)
    assert "Hire engineers" in html
    assert "1 green, 0 amber, 1 red" in html


def test_somebody_without_a_seat_does_not_get_it() -> None:
    assert Client().get(sitting("lobby").url("screen")).status_code == 403
