"""Which language a page speaks: the visitor's own, or in a workshop the workshop's."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from live.drawings import draw
from live.regions import Region
from tests.sittings import Sitting, sat, sitting
from workshops.models import Workshop
from workshops.plates import drawn_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Sitting:
    here = sitting("voting")
    Workshop.objects.filter(id=here.workshop.id).update(language="de")
    return here


def spoken(client: Client, address: str, wants: str = "") -> str:
    html = client.get(address, headers={"accept-language": wants} if wants else {}).content.decode()
    return str(re.findall(r'<html lang="([^"]*)"', html)[0])


@pytest.mark.parametrize(
    ("wants", "gets"), [("", "en-gb"), ("de-AT,de;q=0.9", "de"), ("en-US", "en-gb"), ("eo", "en-gb")]
)
def test_a_stranger_is_spoken_to_in_their_language(wants: str, gets: str) -> None:
    assert spoken(Client(), "/", wants) == gets


def test_a_visitor_chooses_a_language_for_this_browser() -> None:
    client = Client()
    answer = client.post("/language/", {"language": "de"}, headers={"referer": "http://testserver/join/"})
    assert answer["Location"].endswith("/join/")
    assert spoken(client, "/", "en-GB") == "de"


def test_everybody_in_a_workshop_reads_the_same_language(here: Sitting) -> None:
    for person in (here.ann, here.facilitator):
        assert spoken(sat(person), here.url("workshop"), "en-GB") == "de"
    assert spoken(Client(), f"/j/{here.workshop.code}/", "en-GB") == "de"
    assert spoken(Client(), "/") == "en-gb"


def test_a_board_is_drawn_in_the_language_of_its_workshop(here: Sitting) -> None:
    with translation.override("en-gb"):
        drawing = draw("w", str(here.workshop.id), "participant")
    assert {region.language for region in drawing.regions} == {"de"}


def test_a_region_is_rendered_in_the_language_it_was_made_in() -> None:
    with translation.override("de"):
        region = Region("spoken", "components/languages.html", {"csrf_token": "x"})
    assert re.findall(r'value="(\w+)" lang="\w+" aria-current', region.html) == ["de"]


def test_what_is_drawn_once_is_drawn_once_in_each_language() -> None:
    drawn = []

    @drawn_once(10)
    def draw(word: str) -> str:
        drawn.append(word)
        return f"{word} {translation.get_language()}"

    with translation.override("de"):
        assert draw("a") == draw("a") == "a de"
    assert draw("a") == "a en-gb"
    assert drawn == ["a", "a"]


def test_with_one_language_there_is_nothing_to_choose(settings: Any) -> None:
    settings.LANGUAGES = [("en-gb", "English")]
    assert 'name="language"' not in Client().get("/").content.decode()
    assert spoken(Client(), "/", "de") == "en-gb"
