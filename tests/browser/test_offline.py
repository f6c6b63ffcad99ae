"""A dead network loses nothing: it says so, keeps what was typed, and comes back level with everybody."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Invite
from tests.browser.people import Person
from tests.browser.sitting import Sitting
from tests.server import Server
from workshops.actions.stages import show_wall
from workshops.models import Stage

pytestmark = pytest.mark.browser

LOST = ("net::ERR", "htmx:error: Failed to fetch", "htmx:sse:error")


def lose_the_network(person: Person) -> None:
    person.forgive(*LOST)
    person.context.set_offline(True)
    expect(person.page.locator("#connection")).to_contain_text("Offline")


def come_back(person: Person) -> None:
    person.context.set_offline(False)
    expect(person.page.locator("#connection")).to_have_text("Live", timeout=20_000)


def test_what_is_typed_offline_is_kept_and_the_board_catches_up(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    ana = invite(server, sitting.ana)
    ana.open_live(sitting.path)
    lose_the_network(ana)
    ana.box.press_sequentially("Written in a tunnel")
    ana.box.press("Enter")
    expect(ana.page.locator("#banner")).to_contain_text("What you typed is still here")
    expect(ana.box).to_have_value("Written in a tunnel")
    sitting.add(sitting.ben, "Hire engineers", "Run the stand-up")
    show_wall(workshop=sitting.workshop)
    come_back(ana)
    expect(ana.page.locator("#wall")).to_contain_text("Run the stand-up")
    expect(ana.box).to_have_value("Written in a tunnel")
    fresh = ana.another_tab(sitting.path)
    assert ana.page.locator("main").inner_text() == fresh.locator("main").inner_text()
    ana.box.press("Enter")
    expect(ana.page.locator("#yours")).to_contain_text("Written in a tunnel")
    expect(ana.page.locator("#banner")).to_be_empty()
    assert ana.stayed()


def test_a_vote_cast_offline_is_not_silently_lost(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.VOTING)
    ana = invite(server, sitting.ana)
    ana.open_live(sitting.path)
    ana.press("Green")
    expect(ana.page.locator("#left")).to_have_text("3 left")
    lose_the_network(ana)
    ana.press("Green")
    expect(ana.page.locator("#banner")).to_contain_text("did not get through")
    expect(ana.page.locator("#left")).to_have_text("3 left")
    expect(ana.page.locator("#now")).to_contain_text("Hire engineers")
    come_back(ana)
    ana.press("Amber")
    expect(ana.page.locator("#left")).to_have_text("2 left")
    expect(ana.page.locator("#banner")).to_be_empty()


def test_a_stage_that_changed_meanwhile_is_where_one_comes_back_to(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    ana = invite(server, sitting.ana)
    ana.open_live(sitting.path)
    lose_the_network(ana)
    ana.box.press_sequentially("Written in a tunnel")
    ana.requests.clear()
    sitting.go_to(Stage.VOTING)
    ana.page.wait_for_timeout(1000)
    assert len(ana.requests) < 20, "a dead network is not hammered"
    come_back(ana)
    expect(ana.page.get_by_role("button", name="Green")).to_be_visible()
    expect(ana.box).to_have_value("Written in a tunnel")
    assert ana.stayed()


def test_a_bell_that_was_lost_with_the_line_is_made_up_for(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    ana = invite(server, sitting.ana)
    ana.open_live(sitting.path)
    sitting.add(sitting.ben, "Hire engineers")
    expect(ana.page.locator("#others-total")).to_have_text("1")
    # This change had no bell for her. But nobody can tell that from a line that was cut just before it.
    lose_the_network(ana)
    with ana.page.expect_request(lambda request: "/mine/" in request.url):
        ana.context.set_offline(False)
    expect(ana.page.locator("#connection")).to_have_text("Live", timeout=20_000)
