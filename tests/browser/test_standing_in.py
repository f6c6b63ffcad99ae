"""Three in the room without phones: one page for each, at which the facilitator enters what they say."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Invite
from tests.browser.inspection import axe
from tests.browser.people import Person
from tests.browser.sitting import Sitting
from tests.browser.test_phone import fits
from tests.server import Server
from workshops.access import resume_url
from workshops.models import Participant, Stage

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "has_touch": True, "is_mobile": True}


def seated(fay: Person, sitting: Sitting, *names: str) -> list[Participant]:
    """Add people by name on the page of the people."""
    fay.open_live(f"{sitting.path}people/")
    for name in names:
        fay.page.get_by_label("Their name").fill(name)
        fay.press("Add without a device")
        expect(fay.page.locator("#roll")).to_contain_text(name)
    expect(fay.page.locator("#roll .here, #roll li", has_text=names[0])).to_contain_text("(no device)")
    return [Participant.objects.get(workshop=sitting.workshop, name=name) for name in names]


def test_a_facilitator_votes_for_somebody_until_they_have_a_device(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.VOTING)
    fay, ana = invite(server, sitting.facilitator, **PHONE), invite(server, sitting.ana)
    dora, _ = seated(fay, sitting, "Dora", "Emil")
    fits(fay.page, "people")
    assert axe(fay.page) == []
    ana.open_live(sitting.path)
    expect(ana.page.locator("#voters")).to_contain_text("0 of 5 done")
    expect(ana.page.locator("#voters li", has_text="Dora")).to_contain_text("(no device)")

    fay.open_live(sitting.path)
    fay.page.get_by_role("link", name="Dora").first.click()
    expect(fay.page.locator("#stand-in")).to_contain_text("You are voting for Dora")
    expect(fay.page.locator("#connection")).to_have_text("Live")
    fits(fay.page, "the sheet")
    assert axe(fay.page) == []
    fay.mark()
    for colour in ("Green", "Amber", "Green"):
        words = fay.page.locator("#now .words").inner_text()
        fay.press(colour)
        expect(fay.page.locator("#now .words")).not_to_have_text(words)
    fay.confirmed()
    fay.page.reload()  # her votes are hers, wherever they are read from
    expect(fay.page.locator("#left")).to_have_text("1 left")
    fay.press("Red")
    fay.explain("Not a manager's", "Office")
    fay.confirmed()
    expect(ana.page.locator("#voters")).to_contain_text("1 of 5 done")
    assert dora.votes.count() == 4
    assert not Participant.objects.get(id=sitting.facilitator.id).votes.exists()

    fay.page.get_by_role("link", name="Back to your own").click()
    expect(fay.page.locator("#stand-in")).to_have_count(0)
    expect(fay.page.locator("#left")).to_have_text("4 left")
    expect(fay.page.locator(f"#sheet-{dora.id}")).to_contain_text("done")
    expect(fay.page.locator("#outbox")).to_be_empty()
    fay.page.locator(f"#sheet-{dora.id}").click()
    expect(fay.page.locator("#connection")).to_have_text("Live")

    fay.forgive("status of 403")
    phone = invite(server, **PHONE)
    phone.open(own_link(dora))
    phone.press("Come in")
    expect(phone.page.locator("#ballot-title")).to_contain_text("That’s all 4")
    expect(fay.page.locator("#banner")).to_contain_text("no longer follow this")
    fay.page.get_by_role("link", name="Reload the page").click()
    expect(fay.page.locator("main")).to_contain_text("Dora has a device of their own")
    fay.page.get_by_role("link", name="Back to your own").click()
    expect(fay.page.locator("#sheets")).not_to_contain_text("Dora")


def own_link(person: Participant) -> str:
    return "/w/" + resume_url(Participant.objects.get(id=person.id)).split("/w/")[1]


def test_what_comes_live_stays_theirs(server: Server, invite: Invite) -> None:
    """The sheet is rung for like any page, and what it then asks for is theirs."""
    sitting = Sitting().go_to(Stage.LISTING)
    fay = invite(server, sitting.facilitator, **PHONE)
    [dora] = seated(fay, sitting, "Dora")
    fay.open_live(f"{sitting.path}?for={dora.id}")
    expect(fay.page.locator("#stand-in")).to_contain_text("You are listing for Dora")
    fay.add("Order the cake")
    assert dora.responsibilities.count() == 1
    sitting.add(sitting.facilitator, "Steer")
    sitting.move(Stage.VOTING)
    expect(fay.page.locator("#ballot-title")).to_contain_text("Is this part of the role?")
    expect(fay.page.locator("#controls")).to_have_count(0)
    fay.press("Green")
    fay.confirmed()
    assert fay.stayed()
    assert dora.votes.count() == 1
    assert not Participant.objects.get(id=sitting.facilitator.id).votes.exists()
