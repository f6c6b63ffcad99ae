"""Nobody loses a word: what is typed outlives a reload, a dead network and a seat, and a line says where it is."""

import pytest
from playwright.sync_api import expect

from frameworks.actions.inviting import invite_reviewer
from responsibilities.models import Responsibility
from tests.browser.conftest import Invite
from tests.browser.network import come_back, lose_the_network
from tests.browser.people import Person
from tests.browser.sitting import Sitting
from tests.server import Server
from workshops.models import Stage

pytestmark = pytest.mark.browser

DRAFT = "Draft kept on this device"


def test_the_details_of_a_workshop(server: Server, invite: Invite) -> None:
    sitting = Sitting()
    fay = invite(server, sitting.facilitator)
    fay.open_live(sitting.path)
    state = fay.page.locator("#details .state")
    expect(state).to_be_empty()
    fay.page.get_by_label("Purpose").fill("Say what we are for, in a sentence.")
    expect(state).to_have_text(DRAFT)
    fay.page.get_by_text("The context:").click()
    fay.page.get_by_label("Organisation", exact=False).first.fill("Of twelve")
    fay.page.reload()
    expect(fay.page.get_by_label("Purpose")).to_have_value("Say what we are for, in a sentence.")
    expect(fay.page.get_by_label("Organisation", exact=False).first).to_be_visible()
    expect(state).to_have_text(DRAFT)
    lose_the_network(fay)
    expect(state).to_have_text("Offline: kept on this device")
    fay.press("Save")
    expect(fay.page.locator("#banner")).to_contain_text("try again when the line is back")
    come_back(fay)
    expect(state).to_have_text("Not sent yet: kept on this device")
    fay.press("Save")
    expect(state).to_have_text("Saved")
    expect(fay.page.locator("#banner")).to_be_empty()
    fay.page.reload()
    expect(state).to_be_empty()
    assert sitting.now().purpose == "Say what we are for, in a sentence."
    assert sitting.now().organisation == "Of twelve"


def test_words_are_kept_when_somebody_else_has_changed_what_stood_there(server: Server, invite: Invite) -> None:
    sitting = Sitting()
    fay = invite(server, sitting.facilitator)
    fay.open_live(sitting.path)
    fay.page.get_by_label("Purpose").fill("My own words")
    workshop = sitting.now()
    workshop.purpose = "Somebody else’s words"
    workshop.save()
    fay.page.reload()
    expect(fay.page.get_by_label("Purpose")).to_have_value("My own words")
    expect(fay.page.locator("#details .state")).to_contain_text("has changed meanwhile")


def keeps(person: Person, field: str, words: str) -> None:
    """What is typed into the field with this id, or the beginning of it, is there again after a reload."""
    typed = person.page.locator(f":is(input, textarea)[id^='{field}']").first
    typed.fill(words)
    person.page.reload()
    expect(person.page.locator("#connection")).to_have_text("Live")
    expect(typed).to_have_value(words)


def test_every_field_outlives_a_reload(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    sitting.add(sitting.ana, "Hire enginers")
    fay, ana = invite(server, sitting.facilitator, width=1440), invite(server, sitting.ana)
    ana.open_live(sitting.path)
    edit = f"#edit-link-{Responsibility.objects.get().id}"
    ana.page.locator(edit).click()
    field = ana.page.locator("#yours").get_by_label("Responsibility", exact=True)
    field.fill("Hire engineers, and keep them")
    ana.page.reload()
    ana.page.locator(edit).click()
    expect(field).to_have_value("Hire engineers, and keep them")
    sitting.go_to(Stage.DISCUSSION)
    fay.open_live(sitting.path)
    keeps(fay, "rationale-", "We talked")
    keeps(fay, "d-owner-", "Tech Lead")
    sitting.go_to(Stage.CLUSTERING)
    ana.open_live(sitting.path)
    keeps(ana, "area", "New Starters and old hands")
    sitting.go_to(Stage.FRAMEWORK)
    sitting.move(Stage.CLUSTERING)
    area = sitting.workshop.areas.earliest("number")
    ana.open(f"{sitting.path}?edit_area={area.id}")
    for name in ("area-name", "area-emoji", "area-description"):
        keeps(ana, name, "Other words")
    sitting.go_to(Stage.FRAMEWORK)
    sitting.publish()
    fay.open_live(sitting.path)
    keeps(fay, "reviewer-name", "Priya")


def test_a_reviewers_comment(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.FRAMEWORK)
    reviewer = invite_reviewer(framework=sitting.publish().framework, name="Priya")
    priya = invite(server)
    priya.open_live(f"/r/{reviewer.token}/")
    comment = priya.page.get_by_label("Your comment").first
    comment.fill("Who pays for it?")
    priya.page.reload()
    expect(comment).to_have_value("Who pays for it?")
    assert reviewer.token not in priya.page.evaluate("() => JSON.stringify(localStorage)")
    state = priya.page.locator(".reviewed .state").first
    expect(state).to_have_text(DRAFT)
    priya.page.get_by_role("button", name="Ask for a change").first.click()
    expect(priya.page.locator(".remarks").first).to_contain_text("Change asked for")
    expect(comment).to_have_value("Who pays for it?")
    assert priya.page.evaluate("() => Object.keys(localStorage)") == []


def test_a_seat_that_has_expired(server: Server, invite: Invite) -> None:
    """What was handed in and what was half typed is there again when they have come in once more."""
    sitting = Sitting().go_to(Stage.LISTING)
    ana = invite(server, sitting.ana)
    ana.forgive("status of 403")
    ana.open_live(sitting.path)
    ana.context.clear_cookies()
    ana.box.fill("Hire engineers")
    ana.box.press("Enter")
    told = ana.page.locator("#outbox")
    expect(told).to_contain_text("This browser cannot send any more; 1 of yours waits here.")
    expect(ana.page.locator("#add .state")).to_have_text("Not sent yet: kept on this device")
    ana.box.press_sequentially("Half a thought")
    told.get_by_role("button", name="Reload the page").click()
    expect(ana.page.get_by_role("heading", name="You are not in this workshop")).to_be_visible()
    ana.open(f"/j/{sitting.workshop.code}/")
    ana.page.get_by_label("Your name").fill("Ana again")
    ana.press("Join workshop")
    expect(ana.box).to_have_value("Half a thought")
    expect(told).to_contain_text("Not sent before you came in again: “Hire engineers”")
    assert not Responsibility.objects.exists()
    told.get_by_role("button", name="Send as Ana again").click()
    ana.confirmed()
    expect(ana.page.locator("#yours")).to_contain_text("Hire engineers")
    expect(ana.box).to_have_value("Half a thought")
    assert Responsibility.objects.get(author__name="Ana again").text == "Hire engineers"


def test_a_browser_that_keeps_nothing_says_so(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    ana = invite(server, sitting.ana)
    ana.context.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); }")
    ana.open_live(sitting.path)
    ana.box.fill("Hire engineers")
    expect(ana.page.locator("#add .state")).to_contain_text("This browser keeps nothing")
    ana.box.press("Enter")
    ana.confirmed()
    assert Responsibility.objects.get().text == "Hire engineers"
