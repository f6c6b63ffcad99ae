"""The page of the components is for those who work on Remit, and for nobody else."""

import re

from django.test import Client
from pytest_django import Settings


def test_it_is_not_there_in_an_installation(client: Client, db: None) -> None:
    assert client.get("/styleguide/").status_code == 404


def test_it_shows_the_components(client: Client, db: None, settings: Settings) -> None:
    settings.STYLEGUIDE = True
    page = client.get("/styleguide/").text
    for words in (
        "9 of 13 done",
        "Meet new engineers",
        "Reconnecting…",
        "No workshop yet",
        "Enter a valid email address.",
    ):
        assert words in page
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_it_can_be_held_to_a_theme(client: Client, db: None, settings: Settings) -> None:
    settings.STYLEGUIDE = True
    assert 'data-theme="dark"' in client.get("/styleguide/?theme=dark").text
    assert "data-theme" not in client.get("/styleguide/?theme=<i>").text
