"""Votes that have not arrived yet: kept on the device, sent once, and never lost."""

import pytest
from playwright.sync_api import Route, expect

from responsibilities.models import Reason, Vote
from tests.browser.conftest import Invite
from tests.browser.network import come_back, lose_the_answer, lose_the_network
from tests.browser.sweeping import TEXTS, says, votes, voting, waits
from tests.server import Server
from workshops.actions.people import let_back_in, remove_participant
from workshops.models import Stage

pytestmark = pytest.mark.browser


def test_five_votes_without_a_line_are_five_votes(server: Server, invite: Invite) -> None:
    sitting = voting()
    ana = invite(server, sitting.ana)
    ana.open_live(sitting.path)
    lose_the_network(ana)
    for key in "gagag":
        ana.page.keyboard.press(key)
    expect(ana.page.get_by_role("heading", name="That’s all 5")).to_be_visible()
    says(ana, "Offline: kept on this device")
    waits(ana, *TEXTS)
    assert not Vote.objects.exists()
    ana.requests.clear()
    come_back(ana)
    ana.confirmed()
    waits(ana)
    says(ana, "Saved")
    assert votes() == dict(zip(TEXTS, ("green", "amber", "green", "amber", "green"), strict=True))
    sent = [url for url in ana.requests if url.endswith("/vote/")]
    assert len(sent) == len({*sent}) == 5
    assert ana.stayed()


def test_a_reload_without_a_line_keeps_them(server: Server, invite: Invite) -> None:
    sitting = voting()
    ana = invite(server, sitting.ana)
    ana.open_live(sitting.path)
    lose_the_network(ana)
    ana.press("Green")
    ana.press("Red")
    ana.page.get_by_label("Why?").fill("It is an office matter.")
    ana.press("Save and go on")
    expect(ana.page.locator("#left")).to_have_text("3 left")
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        ana.page.reload()
    ana.context.set_offline(False)
    ana.open(sitting.path)
    ana.confirmed()
    expect(ana.page.locator("#left")).to_have_text("3 left")
    assert votes() == {TEXTS[0]: "green", TEXTS[1]: "red"}
    assert Reason.objects.get().text == "It is an office matter."


def test_a_server_that_is_away_for_a_while_gets_them_in_the_end(server: Server, invite: Invite) -> None:
    sitting = voting()
    ana = invite(server, sitting.ana)
    ana.forgive("status of 503")
    ana.open_live(sitting.path)
    asked: list[str] = []

    def away(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) < 4:
            route.fulfill(status=503, body="Not now")
        else:
            route.continue_()

    ana.page.route("**/vote/", away)
    ana.press("Green")
    says(ana, "Not sent yet: kept on this device")
    ana.press("Amber")
    expect(ana.page.locator("#left")).to_have_text("3 left")
    expect(ana.page.locator("#banner")).to_be_empty()
    ana.confirmed(timeout=20_000)
    assert votes() == {TEXTS[0]: "green", TEXTS[1]: "amber"}


def test_an_answer_that_is_lost_is_no_second_vote(server: Server, invite: Invite) -> None:
    sitting = voting()
    ana = invite(server, sitting.ana)
    ana.forgive("net::ERR", "Failed to fetch")
    ana.open_live(sitting.path)
    lose_the_answer(ana, "**/vote/")
    ana.press("Amber")
    ana.confirmed()
    assert votes() == {TEXTS[0]: "amber"}


def test_what_is_refused_after_the_reveal_is_said_by_name(server: Server, invite: Invite) -> None:
    sitting = voting()
    ana = invite(server, sitting.ana)
    ana.forgive("status of 422")
    ana.open_live(sitting.path)
    ana.press("Green")
    ana.confirmed()
    lose_the_network(ana)
    ana.press("Red")
    ana.page.get_by_label("Why?").fill("They build it.")
    ana.press("Save and go on")
    sitting.move(Stage.DISCUSSION)
    come_back(ana)
    told = ana.page.locator("#outbox")
    expect(told).to_contain_text(f"Your Red on “{TEXTS[1]}” was not counted")
    expect(told).to_contain_text("can no longer be changed")
    expect(told).to_contain_text("They build it.")
    ana.page.reload()
    expect(told).to_contain_text(TEXTS[1])
    told.get_by_role("button", name="All right").click()
    expect(told).to_be_empty()
    assert votes() == {TEXTS[0]: "green"}


@pytest.mark.parametrize("locks", [True, False])
def test_of_two_tabs_the_newest_word_counts(server: Server, invite: Invite, locks: bool) -> None:
    sitting = voting()
    ana = invite(server, sitting.ana)
    if not locks:  # as on a page that is not secure
        ana.context.add_init_script("delete Navigator.prototype.locks")
    ana.open_live(sitting.path)
    second = ana.another_tab(sitting.path)
    lose_the_network(ana)
    ana.press("Green")
    second.get_by_role("button", name="Amber").click()
    expect(second.locator("#left")).to_have_text("4 left")
    ana.page.keyboard.press("a")
    second.keyboard.press("g")
    for page in (ana.page, second):
        expect(page.locator("#left")).to_have_text("3 left")
    ana.context.set_offline(False)
    for page in (ana.page, second):
        expect(page.locator("#connection")).to_have_text("Live", timeout=20_000)
        expect(page.locator("#outbox")).not_to_have_attribute("data-waiting", "")
        expect(page.locator("#all-mine .waiting")).to_have_count(0)
    assert votes() == {TEXTS[0]: "amber", TEXTS[1]: "green"}


def test_what_was_removed_meanwhile_stays_on_the_device_until_they_are_let_back_in(
    server: Server, invite: Invite
) -> None:
    sitting = voting()
    ana = invite(server, sitting.ana)
    ana.forgive("status of 403")
    ana.open_live(sitting.path)
    lose_the_network(ana)
    ana.press("Green")
    remove_participant(workshop=sitting.workshop, participant=sitting.ana)
    ana.context.set_offline(False)
    expect(ana.page.locator("#outbox")).to_contain_text("This browser cannot send any more; 1 of yours waits here.")
    let_back_in(workshop=sitting.workshop, participant=sitting.ana)
    ana.page.locator("#outbox").get_by_role("button", name="Reload the page").click()
    # Drawn from what waits here, before it is sent: only then is there something to confirm.
    expect(ana.page.locator("#left")).to_have_text("4 left")
    ana.confirmed()
    assert votes() == {TEXTS[0]: "green"}
