"""What is half typed, half chosen or opened stays while answers, bells and stages come and go around it."""

import pytest
from playwright.sync_api import Locator, Route, expect

from responsibilities.actions.clustering import create_area
from responsibilities.models import Responsibility
from tests.browser.conftest import Invite
from tests.browser.people import Person
from tests.browser.sitting import CONTESTED, VOTED, Sitting
from tests.server import Server
from workshops.models import Stage

pytestmark = pytest.mark.browser


def rewording(server: Server, invite: Invite, sitting: Sitting) -> tuple[Person, Locator]:
    """Ana in the middle of mending a typing error in her own line, and the field she does it in."""
    sitting.add(sitting.ana, "Hire enginers")
    ana = invite(server, sitting.ana)
    page = ana.open_live(sitting.path)
    page.get_by_role("link", name="Edit “Hire enginers”").click()
    field = page.locator("#yours").get_by_label("Responsibility", exact=True)
    field.fill("Hire engineers")
    return ana, field


def test_words_for_one_area_are_not_those_of_another(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.CLUSTERING)
    for name in ("New Starters", "Objectives"):
        create_area(workshop=sitting.now(), name=name, emoji="", description="")
    ana = invite(server, sitting.ana)
    page = ana.open_live(sitting.path)
    page.get_by_role("link", name="Edit New Starters").click()
    page.get_by_label("In a sentence").fill("Their first weeks.")
    page.get_by_role("link", name="Edit Objectives").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Objectives")
    expect(page.get_by_label("In a sentence")).to_have_value("")
    page.get_by_role("link", name="Edit New Starters").click()
    expect(page.get_by_label("In a sentence")).to_have_value("Their first weeks.")
    page.get_by_role("link", name="Cancel").click()
    page.get_by_role("link", name="Edit New Starters").click()
    expect(page.get_by_label("In a sentence")).to_have_value("")


def test_what_is_chosen_while_others_are_on_their_way_stays_chosen(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.CLUSTERING)
    ana = invite(server, sitting.ana)
    page = ana.open_live(sitting.path)
    held: list[Route] = []
    page.route("**/placing/", lambda route: held.append(route))
    first, second = (page.locator("#tray").get_by_role("checkbox").nth(place) for place in (0, 1))
    first.check()
    page.get_by_label("Area", exact=True).fill("Hiring")
    page.get_by_label("Area", exact=True).press("Enter")
    words = second.get_attribute("value")
    second.check()
    expect(page.locator("#chosen")).to_have_text("2 chosen")
    held[0].continue_()
    expect(page.locator("#areas, #sorted").first).to_contain_text("Hiring")
    expect(page.locator("#chosen")).to_have_text("1 chosen")
    assert page.locator("input[form=mover]:checked").get_attribute("value") == words


def test_a_rewording_stays_open_when_something_added_is_confirmed(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    ana, field = rewording(server, invite, sitting)
    page = ana.page
    page.locator("#text").fill("Order laptops")
    page.locator("#text").press("Enter")
    ana.confirmed()
    expect(page.locator("#yours")).to_contain_text("Order laptops")
    expect(field).to_have_value("Hire engineers")
    expect(page.locator("#text")).to_have_value("")


def test_a_rewording_that_a_stage_cuts_off_can_be_handed_in_as_late(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    ana, _field = rewording(server, invite, sitting)
    page = ana.page
    sitting.move(Stage.VOTING)
    expect(page.locator("#late")).to_have_attribute("open", "")
    expect(ana.box).to_have_value("Hire engineers")
    ana.press("Add")
    ana.confirmed()
    assert sitting.responsibility("Hire engineers").author == sitting.ana
    expect(ana.box).to_have_value("")


def test_what_was_refused_is_still_there_after_a_reload(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.VOTING)
    sitting.move(Stage.DISCUSSION)
    fay = invite(server, sitting.facilitator, width=1440)
    fay.forgive("status of 422")
    page = fay.open_live(sitting.path)
    rationale = page.locator("textarea[id^='rationale-']")
    rationale.fill("We talked about it.")
    fay.press("Record decision")
    expect(page.locator("#mine .error").first).to_be_visible()
    page.reload()
    expect(rationale).to_have_value("We talked about it.")


def test_in_the_list_a_key_stays_where_it_was_pressed(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.VOTING)
    ana = invite(server, sitting.ana)
    page = ana.open_live(sitting.path)
    ana.press("As a list")
    card = Responsibility.objects.get(text=CONTESTED)
    ana.tab_to(page.locator(f"#pick-amber-{card.id}"))
    page.keyboard.press("Enter")
    ana.confirmed()
    expect(page.locator(f"#line-{card.id}")).to_have_attribute("data-colour", "amber")
    expect(page.locator(f"#pick-amber-{card.id}")).to_be_focused()
    expect(page.locator(f"#pick-amber-{card.id}")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("ArrowDown")
    assert list(VOTED)[-1] in page.evaluate("() => document.activeElement.closest('li').textContent")


def test_a_line_of_the_framework_stays_open(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.FRAMEWORK)
    fay = invite(server, sitting.facilitator, width=1440)
    page = fay.open_live(sitting.path)
    line = page.locator("#document .entries details").first
    line.locator("summary").click()
    expect(line.locator(".trace")).to_be_visible()
    fay.press("Publish")
    expect(page.locator("#beside")).to_contain_text("1.0")
    expect(line.locator(".trace")).to_be_visible()


def test_a_script_that_did_not_come_comes_with_the_next_line(server: Server, invite: Invite) -> None:
    sitting = Sitting()
    ana = invite(server, sitting.ana)
    ana.forgive("Failed to load resource", "dynamically imported")
    tries: list[str] = []

    def fail_once(route: Route) -> None:
        tries.append(route.request.url)
        if len(tries) == 1:
            route.abort()
        else:
            route.continue_()

    ana.page.route("**/js/voting.js*", fail_once)
    ana.open(sitting.path)
    expect(ana.page.locator("#connection")).to_have_text("Live")
    ana.page.wait_for_timeout(2000)
    assert len(tries) == 1
    expect(ana.page.locator("[data-later]")).to_have_count(1)
    ana.page.evaluate("() => dispatchEvent(new Event('online'))")
    expect(ana.page.locator("[data-later]")).to_have_count(0)
    assert len(tries) == 2
