"""A page is there with what it needs; what comes later comes by itself, and nothing is lost before it does."""

import re

import pytest
from playwright.sync_api import Route, expect

from responsibilities.models import Vote
from tests.browser.conftest import Invite
from tests.browser.network import come_back, lose_the_network
from tests.browser.sitting import VOTED, Sitting
from tests.server import Server
from workshops.models import Stage

pytestmark = pytest.mark.browser

BEFORE = """() => {
    const [page] = performance.getEntriesByType("navigation");
    const loaded = performance.getEntriesByType("resource");
    return loaded.filter((one) => one.startTime < page.loadEventStart).map((one) => one.name);
}"""


def test_nothing_but_what_the_page_names_is_loaded_before_it_is_there(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.VOTING)
    ana = invite(server, sitting.ana)
    ana.open_live(sitting.path)
    names = {re.sub(r".*/static/", "", url) for url in ana.page.evaluate(BEFORE) if "/static/" in url}
    assert {"js/voting.js", "css/voting.css", "js/workshop/outbox.js", "js/workshop/drafts.js"} <= names
    later = {
        "js/listing.js",
        "js/result.js",
        "js/discussion.js",
        "css/listing.css",
        "css/pictures.css",
        "css/print.css",
    }
    assert not later & names
    assert not [name for name in names if name.endswith(("/composer.js", "/map.js", "/notices.js"))]


def test_what_came_later_is_at_hand_when_the_line_is_lost(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.VOTING)
    ana = invite(server, sitting.ana)
    ana.open_live(sitting.path)
    lose_the_network(ana)
    ana.page.locator("#late > summary").click()
    ana.box.fill("Remembered in a tunnel")
    ana.box.press("Enter")
    expect(ana.page.locator("#waiting li")).to_contain_text("not sent yet")
    come_back(ana)
    ana.confirmed()
    expect(ana.page.locator("#all-mine")).to_contain_text("Remembered in a tunnel")


def test_who_votes_before_the_sweep_is_there_votes(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    for text in VOTED:
        sitting.add(sitting.ben, text)
    ana = invite(server, sitting.ana)
    held: list[Route] = []
    ana.page.route("**/js/voting.js", lambda route: held.append(route))
    ana.open(sitting.path)
    expect(ana.page.locator("#connection")).to_have_text("Live")
    sitting.move(Stage.VOTING)
    first, second = list(VOTED)[:2]
    expect(ana.page.locator("#now")).to_contain_text(first)
    ana.press("Green")
    expect(ana.page.locator("#now")).to_contain_text(second)
    held[0].continue_()
    expect(ana.page.locator("[data-later]")).to_have_count(0)
    ana.press("Amber")
    ana.confirmed()
    expect(ana.page.locator("#left")).to_have_text("2 left")
    assert list(Vote.objects.order_by("id").values_list("colour", flat=True)) == ["green", "amber"]
