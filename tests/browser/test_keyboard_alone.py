"""A whole workshop by two people without a mouse: from the front door to version 1.0."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, expect

from communities.actions.settle_in import settle_in
from communities.links import sign_in_url
from tests.browser.conftest import Invite
from tests.browser.people import Person
from tests.browser.sitting import Sitting
from tests.browser.test_keyboard import keeps_the_focus
from tests.server import Server
from workshops.models import Stage

pytestmark = pytest.mark.browser

# Whether the control that has the focus lies wholly under something else.
COVERED = """() => {
    const at = document.activeElement;
    if (at === document.body || at.tabIndex < 0) return "";
    const { left, right, top, bottom } = at.getBoundingClientRect();
    const inset = (from, to) => [0.1, 0.5, 0.9].map((share) => from + (to - from) * share);
    const seen = inset(left, right).some((x) => inset(top, bottom).some((y) => {
        const there = document.elementFromPoint(x, y);
        return there && (at.contains(there) || there.contains(at) || there.closest("label")?.control === at
            || (at.labels && [...at.labels].some((label) => label.contains(there))));
    }));
    return seen ? "" : at.outerHTML.slice(0, 120);
}"""


def press(person: Person, target: Locator, key: str = "Enter") -> None:
    """Go to something by Tab and arrows, see that the focus is seen, and press a key on it."""
    person.tab_to(target)
    keeps_the_focus(person)
    assert person.page.evaluate(COVERED) == ""
    person.page.keyboard.press(key)


def button(person: Person, name: str) -> None:
    press(person, person.page.get_by_role("button", name=name, exact=True))


def write(person: Person, target: Locator, words: str) -> None:
    person.tab_to(target)
    keeps_the_focus(person)
    person.page.keyboard.type(words)


def test_from_the_front_door_to_a_published_version(server: Server, invite: Invite) -> None:
    fay, ana = invite(server, width=1440), invite(server)
    fay.open(urlsplit(sign_in_url(settle_in(name="Fay"))).path)
    press(fay, fay.page.get_by_role("link", name="New workshop").first)
    fay.tab_to(fay.page.get_by_role("radio", name=re.compile("^Engineering Manager")))
    button(fay, "Create workshop")
    expect(fay.page.locator("#connection")).to_have_text("Live")
    join(ana, fay.page.locator("#join-code").inner_text())
    expect(fay.page.locator("#people")).to_contain_text("Ana")

    button(fay, "Next stage")
    expect(ana.page.locator("main")).to_contain_text("what do you do?")
    for text in ("Hold 1-2-1s", "Run the stand-up", "Order laptops"):
        write(ana, ana.box, text)
        ana.page.keyboard.press("Enter")
        expect(ana.page.locator("#yours")).to_contain_text(text)
        expect(ana.box).to_have_value("")
    button(fay, "Show the wall")
    expect(ana.page.locator("#wall")).to_contain_text("Order laptops")

    button(fay, "Next stage")
    expect(ana.page.locator("#left")).to_have_text("3 left")
    button(ana, "Green")
    expect(ana.page.locator("#left")).to_have_text("2 left")
    button(ana, "Amber")
    expect(ana.page.locator("#left")).to_have_text("1 left")
    button(ana, "Red")
    write(ana, ana.page.get_by_label("Who should own it instead?"), "HR")
    button(ana, "Save and go on")
    expect(ana.page.get_by_role("heading", name="Thank you")).to_be_visible()
    button(fay, "Reveal votes")
    expect(ana.page.locator("#result")).to_contain_text("you already agree on")

    button(fay, "Next stage")
    expect(fay.page.locator("#queue")).to_contain_text("Left to settle")
    button(fay, "Re-vote")
    expect(ana.page.locator("#revote")).to_be_visible()
    button(ana, "Green")
    expect(fay.page.locator("#focus")).to_contain_text("1 of 1")
    button(fay, "Reveal votes")
    expect(fay.page.locator("#focus")).to_contain_text("1 green")
    write(fay, fay.page.get_by_label("In one line, why?"), "We all do.")
    button(fay, "Record decision")
    expect(fay.page.locator("#settled")).to_contain_text("1")

    button(fay, "Next stage")
    expect(ana.page.locator("#tray")).to_be_visible()
    sort(ana)
    button(fay, "Next stage")
    expect(ana.page.locator("#made")).to_be_visible()
    button(fay, "Publish")
    expect(ana.page.locator("main")).to_contain_text("Version 1.0")
    press(ana, ana.page.get_by_role("link", name="Version 1.0"))
    expect(ana.page).to_have_url(re.compile(r"/f/[0-9a-f-]{36}/1\.0/$"))
    press(ana, ana.page.locator(".entries summary").filter(has_text="Hold 1-2-1s"))
    expect(ana.page.locator("main")).to_contain_text("Listed under")


def join(ana: Person, code: str) -> None:
    ana.open("/")
    write(ana, ana.page.get_by_label("Join code"), code)
    ana.page.keyboard.press("Enter")
    write(ana, ana.page.get_by_label("Your name"), "Ana")
    ana.page.keyboard.press("Enter")
    expect(ana.page.locator("#connection")).to_have_text("Live")


def sort(ana: Person) -> None:
    tray = ana.page.locator("#tray")
    press(ana, tray.get_by_role("checkbox", name="Hold 1-2-1s"), "Space")
    ana.page.keyboard.press("Enter")
    expect(ana.page.get_by_label("Area", exact=True)).to_be_focused()
    ana.page.keyboard.type("Looking after people")
    ana.page.keyboard.press("Enter")
    expect(ana.page.locator("#areas")).to_contain_text("Hold 1-2-1s")


@pytest.mark.parametrize("stage", list(Stage)[1:])
@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_that_has_the_focus_is_covered(server: Server, invite: Invite, stage: Stage, width: int) -> None:
    """What sticks to the edges of the window never lies wholly over what somebody has come to by Tab."""
    sitting = Sitting().go_to(stage)
    fay = invite(server, sitting.facilitator, width=width)
    page = fay.open_live(sitting.path)
    covered = set()
    for key in ("Tab", "Shift+Tab"):
        for _ in range(60):
            page.keyboard.press(key)
            covered.add(page.evaluate(COVERED))
    assert covered == {""}
