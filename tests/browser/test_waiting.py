"""Joining by approval: a newcomer waits on a page that moves on by itself."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Invite
from tests.browser.inspection import axe
from tests.browser.people import Person
from tests.browser.sitting import Sitting
from tests.server import Server
from workshops.actions.ways_in import change_way_in
from workshops.models import Stage

pytestmark = pytest.mark.browser


def asking(sitting: Sitting) -> Sitting:
    change_way_in(workshop=sitting.workshop, joining="approval")
    return sitting


def knock(person: Person, sitting: Sitting, name: str) -> None:
    person.open(f"/j/{sitting.now().code}/")
    person.page.get_by_label("Your name").fill(name)
    person.press("Join workshop")
    expect(person.page.get_by_role("heading", name=f"Nearly there, {name}")).to_be_visible()


def test_a_newcomer_is_let_in_from_any_stage_and_their_page_moves_on(server: Server, invite: Invite) -> None:
    sitting = asking(Sitting().go_to(Stage.LISTING))
    fay, mia, tom = invite(server, sitting.facilitator), invite(server, width=390), invite(server)
    fay.open_live(sitting.path)
    fay.page.get_by_label("Responsibility", exact=True).fill("Half a thou")
    for person, name in ((mia, "Mia"), (tom, "Tom")):
        knock(person, sitting, name)
    expect(mia.page.locator("#connection")).to_have_text("Live")
    assert axe(mia.page) == []
    summary = fay.page.locator("#crew-fold > summary")
    expect(summary).to_contain_text("2 waiting")
    expect(fay.page.locator("#waiting-says")).to_have_text("Waiting to be let in: Mia, Tom.")
    summary.click()
    assert axe(fay.page) == []
    fay.press("Let Mia in")
    expect(mia.page).to_have_url(re.compile(f"{sitting.path}$"))
    expect(mia.page.get_by_role("button", name="Add", exact=True)).to_be_visible()
    expect(fay.page.locator("#crew")).to_contain_text("1 waiting")
    fay.press("Decline Tom")
    expect(tom.page.get_by_role("heading", name="You were not let in")).to_be_visible()
    expect(fay.page.locator("#crew-fold")).to_have_attribute("open", "")
    expect(fay.page.get_by_label("Responsibility", exact=True)).to_have_value("Half a thou")
    fay.open_live(f"{sitting.path}people/")
    fay.press("Let Tom in after all")
    expect(tom.page).to_have_url(re.compile(f"{sitting.path}$"))


def test_without_scripts_the_page_asks_again_by_itself(server: Server, invite: Invite) -> None:
    sitting = asking(Sitting())
    fay, dan = invite(server, sitting.facilitator), invite(server, width=390, java_script_enabled=False)
    knock(dan, sitting, "Dan")
    assert dan.page.locator("noscript meta[http-equiv=refresh]").count() or "refresh" in dan.page.content()
    fay.open_live(sitting.path)
    fay.page.locator("#crew-fold > summary").click()
    fay.press("Let Dan in")
    expect(dan.page.get_by_role("heading", name="You are in as Dan")).to_be_visible(timeout=20_000)


def test_a_new_code_leads_those_inside_back_and_the_old_one_nobody_in(server: Server, invite: Invite) -> None:
    sitting = Sitting()
    fay, ana, eve = invite(server, sitting.facilitator), invite(server, sitting.ana), invite(server)
    eve.forgive("status of 404")
    old = sitting.workshop.code
    ana.open_live(sitting.path)
    fay.open_live(f"{sitting.path}people/")
    fay.page.get_by_text("Renew the code", exact=True).first.click()
    with ana.page.expect_response(re.compile("/mine/")):
        fay.press("Renew the code")
    new = sitting.now().code
    assert new != old
    expect(ana.page.locator("#join-code")).to_have_text(new)
    for code in (old, new):
        ana.open(f"/j/{code}/")
        expect(ana.page).to_have_url(re.compile(f"{sitting.path}$"))
    eve.open(f"/j/{old}/")
    expect(eve.page.get_by_text("No workshop has that code")).to_be_visible()
    eve.open(f"/j/{new}/")
    expect(eve.page.get_by_label("Your name")).to_be_visible()
