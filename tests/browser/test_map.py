"""The agreement map at the reveal: every mark can be chosen by mouse, by touch and by keyboard, and read in a table."""

import pytest
from playwright.sync_api import Page, expect

from responsibilities.actions.voting import reveal_votes
from tests.browser.conftest import Invite
from tests.browser.inspection import axe
from tests.browser.people import Person
from tests.browser.sitting import CONTESTED, VOTED, Sitting
from tests.server import Server
from workshops.models import Stage

pytestmark = pytest.mark.browser


def revealed() -> Sitting:
    sitting = Sitting().go_to(Stage.VOTING)
    sitting.all_vote()
    reveal_votes(workshop=sitting.workshop)
    return sitting


def told(page: Page, text: str) -> None:
    expect(page.locator("#map-told")).to_contain_text(text)


def test_it_is_not_there_before_the_reveal_and_comes_by_itself(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.VOTING)
    sitting.all_vote()
    ana = invite(server, sitting.ana)
    page = ana.open_live(sitting.path)
    expect(page.locator(".map")).to_have_count(0)
    reveal_votes(workshop=sitting.workshop)
    expect(page.locator(".map a.spot")).not_to_have_count(0)
    assert ana.stayed()
    page.locator(".map a.spot.contested").click()
    told(page, CONTESTED)


def test_a_mark_is_chosen_by_mouse_also_when_pointed_beside_it(server: Server, invite: Invite) -> None:
    sitting = revealed()
    page = invite(server, sitting.ana).open_live(sitting.path)
    spot = page.locator(".map a.spot.red")
    box = spot.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] + 6, box["y"] + box["height"] / 2)
    told(page, "Order the laptops")
    expect(spot).to_have_attribute("aria-current", "true")


def test_a_mark_is_chosen_by_thumb(server: Server, invite: Invite) -> None:
    sitting = revealed()
    ana = invite(server, sitting.ana, width=390, has_touch=True, is_mobile=True)
    page = ana.open_live(sitting.path)
    page.locator(".map a.spot.contested").tap()
    told(page, CONTESTED)
    expect(page.locator("#map-told")).to_be_in_viewport()


def test_one_press_of_tab_leads_to_it_and_the_arrows_to_every_mark(server: Server, invite: Invite) -> None:
    sitting = revealed()
    ana = invite(server, sitting.ana)
    page = ana.open_live(sitting.path)
    assert page.locator(".map a.spot[tabindex='0']").count() == 1
    ana.tab_to(page.locator(".map a.spot[tabindex='0']"))
    read = {page.locator("#map-told").inner_text()}
    for _ in range(page.locator(".map a.spot").count()):
        page.keyboard.press("ArrowRight")
        read.add(page.locator("#map-told").inner_text())
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    read.add(page.locator("#map-told").inner_text())
    assert all(any(text in one for one in read) for text in VOTED)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.map')") is None


def test_what_is_chosen_stays_chosen_when_others_come(server: Server, invite: Invite) -> None:
    sitting = revealed()
    page = invite(server, sitting.ana).open_live(sitting.path)
    page.locator(".map a.spot.contested").click()
    told(page, CONTESTED)
    sitting.add(sitting.ben, "Something that came late")
    expect(page.locator("#votes-in")).to_be_visible()
    told(page, CONTESTED)
    expect(page.locator(".map a.spot.contested")).to_have_attribute("aria-current", "true")


def test_the_table_has_what_the_map_has(server: Server, invite: Invite) -> None:
    sitting = revealed()
    ana: Person = invite(server, sitting.ana, width=390)
    page = ana.open_live(sitting.path)
    page.locator("#all-results > summary").click()
    rows = page.locator(".results tbody tr")
    expect(rows).to_have_count(len(VOTED))
    expect(rows.first).to_contain_text(CONTESTED)
    expect(rows.first.locator("td")).to_have_text(["1", "1", "1", "33%", "67%"])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe(page) == []


def test_without_scripts_a_mark_leads_to_its_row(server: Server, invite: Invite) -> None:
    sitting = revealed()
    page = invite(server, sitting.ana, java_script_enabled=False).open(sitting.path)
    page.locator(".map a.spot.contested").click()
    expect(page.locator(".results th:target")).to_contain_text(CONTESTED)
    expect(page.locator(".results th:target")).to_be_visible()
