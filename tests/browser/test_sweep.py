"""The sweep: the next paper at once, one after the other or as a list, and back again."""

import pytest
from playwright.sync_api import Route, expect

from responsibilities.actions.discussion import open_re_vote
from responsibilities.models import Reason, Vote
from tests.browser.conftest import Invite
from tests.browser.network import come_back, lose_the_network
from tests.browser.sitting import CONTESTED, Sitting
from tests.browser.sweeping import TEXTS, says, votes, voting, waits
from tests.server import Server
from workshops.models import Stage

pytestmark = pytest.mark.browser


def test_the_next_paper_is_there_before_the_server_has_answered(server: Server, invite: Invite) -> None:
    sitting = voting()
    ana = invite(server, sitting.ana)
    ana.open_live(sitting.path)
    held: list[Route] = []
    is_open: list[bool] = []
    ana.page.route("**/vote/", lambda route: route.continue_() if is_open else held.append(route))
    ana.press("Green")
    expect(ana.page.locator("#left")).to_have_text("4 left")
    expect(ana.page.locator("#now")).to_contain_text(TEXTS[1])
    ana.press("Amber")
    expect(ana.page.locator("#now")).to_contain_text(TEXTS[2])
    waits(ana, *TEXTS[:2])
    says(ana, "Saving…")
    assert not Vote.objects.exists()
    ana.page.wait_for_timeout(300)
    assert len(held) == 1, "one after the other, in order"
    is_open.append(True)
    held[0].continue_()
    ana.confirmed()
    says(ana, "Saved")
    waits(ana)
    expect(ana.page.locator("#now")).to_contain_text(TEXTS[2])
    assert votes() == {TEXTS[0]: "green", TEXTS[1]: "amber"}


def test_undoing_goes_back_step_by_step(server: Server, invite: Invite) -> None:
    sitting = voting()
    ana = invite(server, sitting.ana)
    ana.open_live(sitting.path)
    left = ana.page.locator("#left")
    expect(ana.page.get_by_role("button", name="Undo last")).to_be_disabled()
    ana.press("Green")
    ana.press("Amber")
    ana.page.keyboard.press("ArrowLeft")
    expect(ana.page.locator("#now")).to_contain_text(TEXTS[1])
    expect(ana.page.get_by_role("button", name="Amber")).to_have_attribute("aria-pressed", "true")
    ana.press("Green")
    ana.confirmed()
    assert votes() == {TEXTS[0]: "green", TEXTS[1]: "green"}
    ana.press("Undo last")
    ana.confirmed()
    assert votes() == {TEXTS[0]: "green", TEXTS[1]: "amber"}
    ana.press("Undo last")
    ana.press("Undo last")
    expect(left).to_have_text("5 left")
    expect(ana.page.locator("#now")).to_contain_text(TEXTS[0])
    ana.confirmed()
    assert votes() == {}
    lose_the_network(ana)
    ana.press("Green")
    ana.press("Undo last")
    expect(left).to_have_text("5 left")
    waits(ana)


def test_skipping_and_coming_back_to_what_is_left(server: Server, invite: Invite) -> None:
    sitting = voting()
    ana = invite(server, sitting.ana)
    ana.open_live(sitting.path)
    lose_the_network(ana)  # nobody has to be asked for any of this
    now = ana.page.locator("#now")
    for text in TEXTS[:2]:
        expect(now).to_contain_text(text)
        ana.page.get_by_role("link", name="Skip for now").click()
    for _ in TEXTS[2:]:
        ana.press("Green")
    expect(ana.page.locator("#left")).to_have_text("2 left")
    ana.page.locator("#all-mine summary").click()
    ana.page.get_by_role("link", name=TEXTS[4]).click()
    expect(now).to_contain_text(TEXTS[4])
    ana.page.locator("#left a").click()
    expect(now).to_contain_text(TEXTS[0])
    assert ana.stayed()


def test_red_that_needs_a_reason_waits_for_it_with_or_without_a_line(server: Server, invite: Invite) -> None:
    sitting = voting(red_needs_reason=True)
    ana = invite(server, sitting.ana)
    ana.open_live(sitting.path)
    lose_the_network(ana)
    ana.press("Red")
    expect(ana.page.get_by_label("Why?")).to_be_focused()
    expect(ana.page.locator("#left")).to_have_text("5 left")
    ana.press("Save and go on")
    expect(ana.page.get_by_label("Why?")).to_be_focused()
    ana.explain("They build it.", "Tech Lead")
    expect(ana.page.locator("#left")).to_have_text("4 left")
    come_back(ana)
    ana.confirmed()
    assert votes() == {TEXTS[0]: "red"}
    assert (Reason.objects.get().text, Reason.objects.get().owner) == ("They build it.", "Tech Lead")


def test_a_second_thought_keeps_the_words_that_were_not_sent_yet(server: Server, invite: Invite) -> None:
    sitting = voting()
    ana = invite(server, sitting.ana)
    ana.open_live(sitting.path)
    lose_the_network(ana)
    ana.press("Red")
    ana.explain("They build it.")
    ana.press("Back")
    ana.press("Amber")
    come_back(ana)
    ana.confirmed()
    assert votes() == {TEXTS[0]: "amber"}
    assert Reason.objects.get().text == "They build it."


def test_a_re_vote_goes_the_same_way(server: Server, invite: Invite) -> None:
    sitting = Sitting()
    sitting.workshop.red_needs_reason = True
    sitting.workshop.save()
    sitting.go_to(Stage.LISTING)
    sitting.add(sitting.ben, CONTESTED)
    sitting.move(Stage.VOTING)
    sitting.vote(sitting.ben, CONTESTED, "g")
    sitting.move(Stage.DISCUSSION)
    open_re_vote(workshop=sitting.workshop, responsibility_id=sitting.responsibility(CONTESTED).id)
    ana = invite(server, sitting.ana)
    ana.open_live(sitting.path)
    ana.press("Red")
    expect(ana.page.get_by_label("Why?")).to_be_visible()
    ana.confirmed()
    expect(ana.page.locator("#outbox")).to_be_empty()
    mine = Vote.objects.filter(participant=sitting.ana)
    assert not mine.exists()
    lose_the_network(ana)
    ana.page.get_by_label("Why?").fill("They build it.")
    ana.page.locator("#why").get_by_role("button", name="Save").click()
    expect(ana.page.locator("#revote > .state")).to_have_text("Offline: kept on this device")
    come_back(ana)
    ana.confirmed()
    assert mine.get().colour == "red"
    assert Reason.objects.get().text == "They build it."


def test_as_a_list_and_it_is_remembered(server: Server, invite: Invite) -> None:
    sitting = voting()
    ana = invite(server, sitting.ana, width=390, has_touch=True, is_mobile=True)
    ana.open_live(sitting.path)
    ana.press("As a list")
    ana.page.reload()
    lines = ana.page.locator("#all-mine li")
    third, last = lines.filter(has_text=TEXTS[2]), lines.filter(has_text=TEXTS[4])
    third.get_by_role("button", name="Amber").click()
    expect(third.get_by_role("button", name="Amber")).to_have_attribute("aria-pressed", "true")
    last.get_by_role("button", name="Red").click()
    expect(ana.page.get_by_label("Why?")).to_be_in_viewport()
    ana.explain("HR does.", "HR")
    expect(ana.page.locator("#left")).to_have_text("3 left")
    third.get_by_role("button", name="Green").click()
    ana.confirmed()
    expect(third.get_by_role("button", name="Green")).to_have_attribute("aria-pressed", "true")
    assert votes() == {TEXTS[2]: "green", TEXTS[4]: "red"}
    ana.press("As a list")
    expect(ana.page.locator("#now")).to_be_visible()


def test_a_swipe_votes_only_where_it_is_wanted(server: Server, invite: Invite) -> None:
    sitting = voting()
    ana = invite(server, sitting.ana, width=390, has_touch=True, is_mobile=True)
    ana.open_live(sitting.path)
    finger = ana.context.new_cdp_session(ana.page)

    def swipe(by: int) -> None:
        box = ana.page.locator("#now").bounding_box()
        assert box
        x, y = 180 - by / 2, box["y"] + box["height"] / 2
        finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        for step in range(1, 9):
            point = {"x": x + by * step / 8, "y": y}
            finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    left = ana.page.locator("#left")
    swipe(200)
    ana.page.wait_for_timeout(200)
    expect(left).to_have_text("5 left")
    ana.press("Swipe")
    expect(ana.page.locator("#swipe-hint")).to_be_visible()
    ana.page.evaluate("() => scrollTo(0, 0)")
    swipe(50)
    ana.page.wait_for_timeout(200)
    expect(left).to_have_text("5 left")
    swipe(200)
    expect(left).to_have_text("4 left")
    swipe(-200)
    expect(ana.page.get_by_label("Why?")).to_be_visible()
    ana.confirmed()
    assert votes() == {TEXTS[0]: "green", TEXTS[1]: "red"}
