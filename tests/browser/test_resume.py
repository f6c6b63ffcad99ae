"""One person on two devices: the private link, logging out, and a role that comes and goes."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Invite
from tests.browser.inspection import axe
from tests.browser.people import Person
from tests.browser.sitting import Sitting
from tests.server import Server
from workshops.actions.roles import make_facilitator, take_role_back
from workshops.models import Stage

pytestmark = pytest.mark.browser


def own_link(person: Person, sitting: Sitting) -> str:
    """The address that one's own page shows, without the server's."""
    person.open(f"{sitting.path}you/")
    person.page.get_by_text("Show the link and the code").click()
    assert axe(person.page) == []
    return "/w/" + person.page.get_by_label("Private link").input_value().split("/w/")[1]


def test_a_participant_goes_on_with_a_phone_and_ends_it(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    laptop, phone = invite(server, sitting.ana), invite(server, width=390, has_touch=True, is_mobile=True)
    laptop.open_live(sitting.path)
    laptop.add("Hire engineers")
    phone.open(own_link(laptop, sitting))
    assert axe(phone.page) == []
    phone.press("Continue on this device")
    expect(phone.page.locator("#yours")).to_contain_text("Hire engineers")
    phone.mark()
    phone.forgive("status of 403")
    expect(phone.page.locator("#connection")).to_have_text("Live")
    laptop.press("Log out my other devices")
    expect(phone.page.locator("#banner")).to_contain_text("no longer follow this")
    laptop.open_live(sitting.path)
    laptop.add("Run the stand-up")


def test_hands_and_readiness_are_seen_by_all_and_move_nothing(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.VOTING)
    fay, ana, ben = (invite(server, who, width=390) for who in (sitting.facilitator, sitting.ana, sitting.ben))
    for person in (fay, ana, ben):
        person.open_live(sitting.path)
    fay.page.evaluate(
        "() => { window.__moved = 0; new PerformanceObserver((list) => { for (const one of list.getEntries())"
        " window.__moved += one.value; }).observe({type: 'layout-shift', buffered: false}); }"
    )
    ana.press("Raise hand")
    for person in (fay, ana, ben):
        expect(person.page.locator("#crew-fold > summary")).to_contain_text("Ana")
        expect(person.page.locator("#crew-says")).to_have_text("Hands up: Ana.")
    hand = ana.page.get_by_role("button", name="Raise hand")
    expect(hand).to_have_attribute("aria-pressed", "true")
    box = hand.bounding_box()
    assert box
    assert box["height"] >= 44
    for person in (ana, ben):
        person.press("I’m ready")
    expect(fay.page.locator("#crew")).to_contain_text("2 of 3 ready")
    assert fay.page.evaluate("() => window.__moved") == 0
    fay.page.locator("#crew-fold > summary").click()
    fay.press("Lower all hands")
    expect(hand).to_have_attribute("aria-pressed", "false")
    expect(ben.page.locator("#crew-says")).to_have_text("")
    sitting.move(Stage.LISTING)
    expect(ana.page.get_by_role("button", name="I’m ready")).to_have_attribute("aria-pressed", "false")


def test_a_signal_keeps_what_one_is_doing(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.VOTING)
    ana = invite(server, sitting.ana)
    ana.open_live(sitting.path)
    ana.press("Red")
    ana.page.get_by_label("Why?").fill("Half a reas")
    ana.press("Raise hand")
    expect(ana.page.get_by_role("button", name="Raise hand")).to_have_attribute("aria-pressed", "true")
    expect(ana.page.get_by_label("Why?")).to_have_value("Half a reas")


def test_whoever_is_made_a_facilitator_gets_the_controls_at_once(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    ana = invite(server, sitting.ana)
    ana.open_live(sitting.path)
    ana.box.fill("Half a thou")
    make_facilitator(workshop=sitting.workshop, participant=sitting.ana)
    expect(ana.page.get_by_role("button", name="Next stage")).to_be_visible()
    expect(ana.box).to_have_value("Half a thou")
    take_role_back(workshop=sitting.workshop, participant=sitting.ana)
    expect(ana.page.get_by_role("button", name="Next stage")).to_have_count(0)
    expect(ana.page.get_by_role("button", name="Raise hand")).to_be_visible()
    expect(ana.box).to_have_value("Half a thou")
