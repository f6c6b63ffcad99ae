"""What changes live is said once for a burst of changes, and nobody is torn from what they are doing."""

import pytest
from playwright.sync_api import Page, expect

from responsibilities.actions.voting import reveal_votes
from tests.browser.conftest import Invite
from tests.browser.sitting import Sitting
from tests.server import Server
from workshops.actions.stages import show_wall
from workshops.models import Stage

pytestmark = pytest.mark.browser

# Notes what is announced, and when the stream has brought something.
LISTEN = """() => {
    window.__said = [];
    window.__brought = [];
    const place = document.getElementById("announcer");
    new MutationObserver(() => window.__said.push(place.textContent)).observe(place, { childList: true });
    document.addEventListener("htmx:after:swap", () => window.__brought.push(performance.now()));
}"""
# How many bursts that were: a pause of a second ends one. Nearly a second counts as either, so leave those out.
BURSTS = """() => {
    const pauses = window.__brought.slice(1).map((time, at) => time - window.__brought[at]);
    return [1 + pauses.filter((pause) => pause > 1100).length, 1 + pauses.filter((pause) => pause > 900).length];
}"""


def said(page: Page) -> list[str]:
    found: list[str] = page.evaluate("() => window.__said")
    return found


def test_many_changes_are_one_sentence_and_the_caret_stays(server: Server, invite: Invite) -> None:
    sitting = Sitting()
    sitting.move(Stage.LISTING)
    ana = invite(server, sitting.ana)
    page = ana.open_live(sitting.path)
    ana.box.press_sequentially("Half a thought")
    for _ in range(7):
        ana.box.press("ArrowLeft")
    page.evaluate(LISTEN)
    for number in range(5):
        sitting.add(sitting.people[1 + number % 2], f"Thing {number}")
    expect(page.locator("#announcer")).to_have_text("2 people have added 5.")
    fewest, most = page.evaluate(BURSTS)
    assert fewest <= len(said(page)) <= most
    expect(ana.box).to_be_focused()
    assert ana.box.evaluate("(box) => [box.value, box.selectionStart]") == ["Half a thought", 7]


def test_a_new_stage_is_all_that_is_said_of_it(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.VOTING)
    ana = invite(server, sitting.ana)
    page = ana.open_live(sitting.path)
    page.evaluate(LISTEN)
    sitting.go_to(Stage.DISCUSSION)
    expect(page.locator("#announcer")).to_have_text("The workshop is now at Discussion.")
    assert said(page)[-1] == "The workshop is now at Discussion."


def test_the_wall_and_the_reveal_are_said(server: Server, invite: Invite) -> None:
    sitting = Sitting()
    sitting.move(Stage.LISTING)
    sitting.add(sitting.ben, "Hire engineers")
    ana = invite(server, sitting.ana)
    page = ana.open_live(sitting.path)
    show_wall(workshop=sitting.workshop)
    expect(page.locator("#announcer")).to_contain_text("The wall.")
    sitting.move(Stage.VOTING)
    expect(page.locator("#announcer")).to_have_text("The workshop is now at Voting.")
    for person in sitting.people:
        sitting.vote(person, "Hire engineers", "g")
    expect(page.locator("#announcer")).to_have_text("3 of 3 done.")
    reveal_votes(workshop=sitting.workshop)
    expect(page.locator("#announcer")).to_contain_text("1 of 1 you already agree on.")


def test_nothing_is_said_of_what_has_not_changed(server: Server, invite: Invite) -> None:
    """A vote touches only how many there are, which nobody needs to hear each time."""
    sitting = Sitting().go_to(Stage.VOTING)
    ana = invite(server, sitting.ana)
    page = ana.open_live(sitting.path)
    page.evaluate(LISTEN)
    sitting.vote(sitting.ben, "Hire engineers", "g")
    expect(page.locator("#votes-in")).to_contain_text("1 of")
    page.wait_for_timeout(1500)
    assert said(page) == []
