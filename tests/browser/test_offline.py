"""A dead network loses nothing: it says so, keeps what was typed, and comes back level with everybody."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Invite
from tests.browser.network import LOST, come_back, lose_the_answer, lose_the_network
from tests.browser.sitting import Sitting
from tests.server import Server
from workshops.actions.stages import show_wall
from workshops.models import Stage

pytestmark = pytest.mark.browser


def test_what_is_added_offline_is_kept_and_the_board_catches_up(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    ana = invite(server, sitting.ana)
    ana.open_live(sitting.path)
    lose_the_network(ana)
    waiting, state = ana.page.locator("#waiting li"), ana.page.locator("#add .state")
    for text in ("Written in a tunnel", "Written in a second tunnel"):
        ana.box.press_sequentially(text)
        expect(state).to_have_text("Offline: kept on this device")
        ana.box.press("Enter")
        expect(ana.box).to_have_value("")
        expect(waiting.filter(has_text=text)).to_contain_text("not sent yet")
    ana.box.press_sequentially("Half a thought")
    sitting.add(sitting.ben, "Hire engineers", "Run the stand-up")
    show_wall(workshop=sitting.workshop)
    come_back(ana)
    ana.confirmed()
    expect(waiting).to_have_count(0)
    expect(state).to_have_text("Draft kept on this device")
    expect(ana.page.locator("#wall")).to_contain_text("Run the stand-up")
    expect(ana.page.locator("#wall")).to_contain_text("Written in a second tunnel")
    expect(ana.box).to_have_value("Half a thought")
    ana.box.press("Enter")
    expect(ana.page.locator("#yours")).to_contain_text("Half a thought")
    expect(state).to_have_text("Saved")
    added = [one.text for one in sitting.workshop.responsibilities.filter(author=sitting.ana).in_order()]
    assert added == ["Written in a tunnel", "Written in a second tunnel", "Half a thought"]
    expect(ana.page.locator("#banner")).to_be_empty()
    fresh = ana.another_tab(sitting.path)
    states = ("Saved", "Draft kept on this device")
    here, there = (page.locator("#board").inner_text().split("\n") for page in (ana.page, fresh))
    assert [line for line in here if line not in states] == [line for line in there if line not in states]
    assert ana.stayed()


def test_an_answer_that_is_lost_adds_nothing_twice(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    ana = invite(server, sitting.ana)
    ana.forgive(*LOST)
    ana.open_live(sitting.path)
    lose_the_answer(ana, "**/responsibilities/")
    ana.add("Written in a tunnel")
    ana.confirmed()
    assert sitting.workshop.responsibilities.get().text == "Written in a tunnel"
    ana.add("Written in a tunnel")
    ana.confirmed()
    assert sitting.workshop.responsibilities.count() == 2, "said twice on purpose"


def test_what_is_refused_comes_back_into_the_box(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    ana = invite(server, sitting.ana)
    ana.forgive("status of 422")
    ana.open_live(sitting.path)
    ana.box.fill("W" * 301)
    ana.box.press("Enter")
    expect(ana.page.locator("#text-error")).to_contain_text("300")
    expect(ana.box).to_have_value("W" * 301)
    ana.box.fill("Shorter")
    ana.box.press("Enter")
    expect(ana.page.locator("#yours")).to_contain_text("Shorter")
    expect(ana.page.locator("#text-error")).to_have_count(0)


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
