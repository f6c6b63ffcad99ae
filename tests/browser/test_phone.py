"""On a phone: nothing is wider than the screen, and everything to press is big enough for a thumb."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Invite
from tests.browser.people import Person
from tests.browser.sitting import Sitting
from tests.server import Server
from workshops.actions.stages import show_wall
from workshops.models import Stage

pytestmark = pytest.mark.browser

# What a thumb presses: buttons, what looks like one for choosing a category, and fields.
SMALL = """() => [...document.querySelectorAll(
        "main button, main summary, main select, main textarea, main input, main input[type=radio] + label")]
    .filter((one) => one.checkVisibility() && !["hidden", "radio", "checkbox"].includes(one.type))
    .map((one) => [one.outerHTML.slice(0, 120), one.getBoundingClientRect().height])
    .filter(([_, height]) => height > 1 && height < 43.5)"""
WIDE = """() => document.documentElement.scrollWidth > innerWidth
    ? [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
        .map((one) => one.outerHTML.slice(0, 120)).slice(0, 5)
    : []"""


def fits(page: Page, where: str) -> None:
    assert page.evaluate(WIDE) == [], f"{where} is wider than the screen"
    assert page.evaluate(SMALL) == [], f"{where} has something too small to press"


def look(ana: Person, place: str, words: str = "") -> None:
    """Look at the page once `place` is there and has these words, with everything on it unfolded."""
    expect(ana.page.locator(place)).to_contain_text(words)
    for fold in ana.page.locator("main details:not([open]) > summary").all():
        if fold.is_visible():
            fold.click()
    fits(ana.page, f"{place} {words}")


@pytest.mark.parametrize("width", [390, 320])
def test_a_participant_on_a_phone(server: Server, invite: Invite, width: int) -> None:
    sitting = Sitting()
    ana = invite(server, sitting.ana, width=width, has_touch=True, is_mobile=True)
    guest = invite(server, width=width, has_touch=True, is_mobile=True)
    for path in ("/", "/join/", f"/j/{sitting.workshop.code}/"):
        fits(guest.open(path), path)
    ana.open_live(sitting.path)
    look(ana, "#people", "Ana")
    sitting.move(Stage.LISTING)
    sitting.add(sitting.ana, "Keep the architecture decision records of all our teams readable " * 4, "W" * 300)
    look(ana, "#yours", "W" * 300)
    show_wall(workshop=sitting.workshop)
    look(ana, "#wall")
    sitting.go_to(Stage.VOTING)
    look(ana, "#left", "6 left")
    ana.press("Red")
    look(ana, "#why")
    sitting.vote(sitting.ana, "W" * 300, "g")
    sitting.vote(sitting.ben, "W" * 300, "r")
    sitting.go_to(Stage.DISCUSSION)
    look(ana, "#focus")
    for stage, place in ((Stage.CLUSTERING, "#tray"), (Stage.FRAMEWORK, "#made")):
        sitting.go_to(stage)
        look(ana, place)
    ana.open(f"{sitting.path}?stage=voting")
    look(ana, "#result")
    sitting.publish()
    ana.open(f"{sitting.path}published/1.0/")
    look(ana, "#made")
