"""Somebody whom the facilitator removes is told so at once, and stays outside."""

import re

import pytest
from playwright.sync_api import Response, expect

from tests.browser.conftest import Invite
from tests.browser.people import Person
from tests.browser.sitting import Sitting
from tests.server import Server

pytestmark = pytest.mark.browser


def remove(fay: Person, sitting: Sitting) -> None:
    """Choose Ana in the list, and say twice that she is to go."""
    fay.page.locator("#people").get_by_role("link", name="Ana").click()
    fay.page.get_by_text("Remove from the workshop").click()
    fay.press("Remove Ana")


def is_closed(response: Response | None) -> None:
    assert response
    assert response.status == 403


def test_a_removed_participant_is_told_and_stays_outside(server: Server, invite: Invite) -> None:
    sitting = Sitting()
    fay, ana = invite(server, sitting.facilitator, width=1440), invite(server, sitting.ana)
    ana.forgive("status of 403")
    for person in (fay, ana):
        person.open_live(sitting.path)
    ana.open("/join/")
    ana.open_live(sitting.path)
    ana.requests.clear()
    remove(fay, sitting)
    expect(ana.page.locator("#banner")).to_contain_text("no longer follow this")
    expect(ana.page.locator("#connection")).to_have_text("Not live")
    expect(fay.page.get_by_role("button", name="Let Ana back in")).to_be_visible()
    assert [url for url in ana.requests if "/live/" in url] == []
    is_closed(ana.page.reload())
    ana.page.go_back()
    expect(ana.page).to_have_url(re.compile("/join/$"))
    is_closed(ana.page.go_back())
    is_closed(ana.page.reload())
    fay.press("Let Ana back in")
    expect(fay.page.get_by_role("button", name="Rename")).to_be_visible()
    ana.page.reload()
    expect(ana.page.locator("#connection")).to_have_text("Live")


def test_who_was_removed_does_not_come_back_by_typing_the_code(server: Server, invite: Invite) -> None:
    sitting = Sitting()
    fay, ana, dora = invite(server, sitting.facilitator), invite(server, sitting.ana), invite(server)
    ana.forgive("status of 403")
    fay.open_live(sitting.path)
    remove(fay, sitting)
    expect(fay.page.get_by_role("button", name="Let Ana back in")).to_be_visible()
    for person, name in ((ana, "Somebody else"), (dora, "Dora")):
        person.open("/join/")
        person.page.get_by_label("Join code").fill(sitting.workshop.code.lower())
        person.page.get_by_label("Your name").fill(name)
        person.press("Join workshop")
    expect(ana.page.get_by_role("heading", name="You were removed from this workshop")).to_be_visible()
    expect(dora.page).to_have_url(f"{server.url}{sitting.path}")
    assert {person.name for person in sitting.workshop.participants.all()} == {"Fay", "Ana", "Ben", "Cleo", "Dora"}
