"""Long lists are one stop of Tab each; arrows lead along them, and the keys of a page can be shown and turned off."""

import pytest
from playwright.sync_api import Page, expect

from responsibilities.actions.clustering import put_in_area
from tests.browser.conftest import Invite
from tests.browser.people import Person
from tests.browser.sitting import Sitting
from tests.server import Server
from workshops.models import Stage

pytestmark = pytest.mark.browser

MANY = tuple(f"Thing {number:02}" for number in range(1, 13))
STOPS = (
    "(list) => [...list.querySelectorAll('a[href], button, input, summary')].filter((one) => one.tabIndex >= 0).length"
)


def listed(server: Server, invite: Invite, *, facilitator: bool = False) -> tuple[Sitting, Person]:
    """A workshop with many responsibilities that are sorted next, and somebody in it."""
    sitting = Sitting()
    sitting.move(Stage.LISTING)
    sitting.add(sitting.ana, *MANY)
    for stage in (Stage.VOTING, Stage.DISCUSSION, Stage.CLUSTERING):
        sitting.move(stage)
    person = invite(server, sitting.facilitator if facilitator else sitting.ana)
    return sitting, person


def named(page: Page) -> str:
    """The text of the row that has the focus."""
    text: str = page.evaluate("() => document.activeElement.closest('li')?.textContent ?? ''")
    return text.strip()


def test_arrows_lead_along_the_tray_and_tab_leaves_it(server: Server, invite: Invite) -> None:
    sitting, ana = listed(server, invite)
    page = ana.open_live(sitting.path)
    keys = page.keyboard
    tray = page.locator("#tray .slips")
    assert tray.evaluate(STOPS) == 1
    ana.tab_to(tray.get_by_role("checkbox").first)
    for key, row in (("ArrowDown", "02"), ("ArrowDown", "03"), ("ArrowUp", "02"), ("End", "12"), ("ArrowDown", "12")):
        keys.press(key)
        assert f"Thing {row}" in named(page)
        assert tray.evaluate(STOPS) == 1
    keys.press("Home")
    keys.press("ArrowDown")
    keys.press("Tab")
    assert "Thing" not in named(page)
    keys.press("Shift+Tab")
    assert "Thing 02" in named(page), "Tab comes back to where one was"


def test_choosing_and_naming_an_area_by_keyboard(server: Server, invite: Invite) -> None:
    sitting, ana = listed(server, invite)
    page = ana.open_live(sitting.path)
    ana.tab_to(page.locator("#tray").get_by_role("checkbox", name="Thing 02"))
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Area", exact=True)).to_be_focused()
    page.keyboard.type("Looking after people")
    page.keyboard.press("Enter")
    expect(page.locator("#areas").get_by_role("checkbox")).to_have_count(2)
    expect(page.get_by_label("Area", exact=True)).to_be_focused()
    assert page.locator("#tray .slips").evaluate(STOPS) == 1


def test_a_card_that_another_moves_keeps_the_focus(server: Server, invite: Invite) -> None:
    sitting, ana = listed(server, invite)
    page = ana.open_live(sitting.path)
    ana.tab_to(page.locator("#tray").get_by_role("checkbox", name="Thing 05"))
    card = sitting.responsibility("Thing 05")
    put_in_area(workshop=sitting.workshop, responsibility_ids=[card.id], name="Elsewhere")
    moved = page.locator("#areas").get_by_role("checkbox", name="Thing 05")
    expect(moved).to_be_focused()
    assert page.locator("#tray .slips").evaluate(STOPS) == 1


def test_the_queue_is_one_stop_and_enter_takes_a_row_up(server: Server, invite: Invite) -> None:
    sitting, fay = listed(server, invite, facilitator=True)
    sitting.move(Stage.DISCUSSION)
    page = fay.open_live(sitting.path)
    queue = page.locator("#queue .queue").first
    assert queue.evaluate(STOPS) == 1
    fay.tab_to(queue.get_by_role("button", name="Thing 07"))
    page.keyboard.press("Enter")
    expect(page.locator("#focus")).to_contain_text("Thing 07")
    expect(queue.get_by_role("button", name="Thing 07")).to_be_focused()
    assert queue.evaluate(STOPS) == 1


def test_a_row_that_is_edited_is_a_form(server: Server, invite: Invite) -> None:
    sitting = Sitting()
    sitting.move(Stage.LISTING)
    sitting.add(sitting.ana, *MANY)
    ana = invite(server, sitting.ana)
    page = ana.open_live(sitting.path)
    yours = page.locator("#yours")
    ana.tab_to(yours.get_by_role("button", name="Remove “Thing 10”"))
    page.keyboard.press("ArrowLeft")
    expect(yours.get_by_role("link", name="Edit “Thing 10”")).to_be_focused()
    page.keyboard.press("Enter")
    expect(yours.get_by_label("Responsibility", exact=True)).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("!")
    expect(yours.get_by_label("Responsibility", exact=True)).to_have_value("Thing 1!0")
    page.keyboard.press("Tab")
    expect(yours.get_by_label("Category")).to_be_focused()


def test_the_keys_are_shown_and_the_focus_comes_back(server: Server, invite: Invite) -> None:
    sitting, ana = listed(server, invite)
    page = ana.open_live(sitting.path)
    dialog = page.get_by_role("dialog", name="Keys")
    card = page.locator("#tray").get_by_role("checkbox", name="Thing 03")
    ana.tab_to(card)
    page.keyboard.press("?")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("Along a list")
    expect(dialog).to_contain_text("then name its area")
    expect(dialog.get_by_text("Skip for now")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(card).to_be_focused()
    ana.tab_to(page.get_by_label("Area", exact=True))
    page.keyboard.type("What?")
    expect(dialog).to_be_hidden()
    expect(page.get_by_label("Area", exact=True)).to_have_value("What?")
    button = page.get_by_role("button", name="Keys", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    ana.tab_to(dialog.get_by_role("button", name="Close"))
    page.keyboard.press("Enter")
    expect(button).to_be_focused()


def test_single_keys_can_be_turned_off(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.VOTING)
    ana = invite(server, sitting.ana)
    page = ana.open_live(sitting.path)
    left = page.locator("#left")
    page.keyboard.press("?")
    page.keyboard.press("g")
    page.get_by_role("checkbox", name="Single letters").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(left).to_have_text("4 left")
    page.keyboard.press("Alt+g")
    expect(left).to_have_text("3 left")
    ana.confirmed()
    page.reload()
    expect(page.locator("#connection")).to_have_text("Live")
    page.keyboard.press("a")
    page.get_by_role("button", name="Keys", exact=True).click()
    page.get_by_role("checkbox", name="Single letters").check()
    page.keyboard.press("Escape")
    expect(left).to_have_text("3 left")
    page.keyboard.press("a")
    expect(left).to_have_text("2 left")
