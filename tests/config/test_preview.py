"""What a link shows of itself where it is posted: enough to know what it is, and nothing that is for those inside."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from frameworks.actions.inviting import invite_reviewer
from frameworks.actions.publishing import publish_version
from frameworks.numbers import FIRST
from tests.sittings import sat, sitting

IMAGES = Path(settings.BASE_DIR) / "static/img"


def head(page: str) -> dict[str, str]:
    """The page's meta elements by name."""
    found = re.findall(
        r'<meta (?:name|property)="([^"]+)"(?: media="[^"]+")? content="([^"]*)">', page.partition("</head>")[0]
    )
    return dict(found)


def test_the_front_door_says_what_this_is(client: Client, db: None) -> None:
    meta = head(client.get("/").text)
    assert meta["og:title"].startswith("Remit")
    assert meta["og:description"]
    assert meta["og:image"] == f"{settings.SITE_URL}/static/img/preview.png"
    assert meta["twitter:card"] == "summary_large_image"
    assert "robots" not in meta


@pytest.mark.django_db
def test_a_join_link_shows_the_title_and_nothing_else_of_the_workshop(client: Client) -> None:
    here = sitting(title="What is the EM role here?", purpose="Close two teams", teams="The one in Leeds")
    page = client.get(f"/j/{here.workshop.code}/").text
    meta = head(page)
    assert meta["og:title"] == "Join What is the EM role here?"
    assert meta["robots"] == "noindex"
    before = page.partition("</head>")[0]
    for private in ("Close two teams", "Leeds", "Fay", "Ann", here.workshop.code):
        assert private not in before


@pytest.mark.django_db
def test_other_pages_show_what_any_page_shows(client: Client) -> None:
    """A private link may be posted by mistake: its preview does not say what it leads to."""
    here = sitting("framework", title="What is the EM role here?", purpose="Close two teams")
    here.voted(here.listed("Meet new engineers"), ann="g")
    version = publish_version(workshop=here.workshop, number=FIRST, by="Fay")
    reviewer = invite_reviewer(framework=version.framework, name="Priya")
    front = head(client.get("/join/").text)
    pages = [
        client.get(f"/r/{reviewer.token}/"),
        client.get(here.url("workshop")),
        here.get(here.ann),
        sat(here.ann).get(f"/f/{version.framework_id}/1.0/"),
    ]
    for page in pages:
        assert head(page.text) == front


def test_the_pictures_are_there_and_small() -> None:
    for name, most in (("preview.png", 100_000), ("touch-icon.png", 10_000), ("favicon.svg", 2_000)):
        assert 0 < (IMAGES / name).stat().st_size < most
