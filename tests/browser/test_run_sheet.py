"""The facilitator's run sheet: found at every stage, never in the way, and nothing written in it is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Invite
from tests.browser.inspection import axe
from tests.browser.network import come_back, lose_the_network
from tests.browser.people import Person
from tests.browser.sitting import Sitting
from tests.server import Server
from workshops.actions.run_sheet import keep_note
from workshops.models import Stage, StageSheet, Workshop

pytestmark = pytest.mark.browser


def unfold(fay: Person) -> None:
    fay.page.locator("#sheet > summary").click()
    expect(fay.page.locator("#sheet-body")).to_be_visible()


def note_on(fay: Person, stage: str) -> Locator:
    return fay.page.get_by_label(f"Note on {stage}", exact=True)


def kept(sitting: Sitting, stage: Stage) -> str:
    sheet = StageSheet.objects.filter(workshop=sitting.workshop, stage=stage).first()
    return sheet.note if sheet else ""


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_it_is_there_at_every_stage_and_fits(server: Server, invite: Invite, width: int) -> None:
    sitting = Sitting()
    fay = invite(server, sitting.facilitator, width=width)
    fay.open_live(sitting.path)
    unfold(fay)
    for stage in (Stage.LISTING, Stage.VOTING, Stage.DISCUSSION, Stage.CLUSTERING, Stage.FRAMEWORK):
        sitting.go_to(stage)
        expect(fay.page.locator(".agenda .now h4")).to_have_text(str(stage.label))
        expect(fay.page.locator("#sheet-body")).to_be_visible()  # a new drawing does not fold it
        assert fay.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    box = fay.page.locator("#sheet-body").bounding_box()
    assert box
    assert box["y"] >= 0
    assert box["width"] <= width
    assert axe(fay.page) == []
    fay.page.reload()
    expect(fay.page.locator("#sheet-body")).to_be_visible()
    fay.page.keyboard.press("Escape")
    note_on(fay, "Framework").focus()
    fay.page.keyboard.press("Escape")
    expect(fay.page.locator("#sheet-body")).to_be_hidden()


def test_how_long_the_stage_has_taken_is_true_after_a_reload(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    ago = timezone.now() - timedelta(minutes=12, seconds=5)
    Workshop.objects.filter(id=sitting.workshop.id).update(entered_at=ago)
    StageSheet.objects.filter(workshop=sitting.workshop, stage=Stage.LISTING).update(began_at=ago, minutes=15)
    fay = invite(server, sitting.facilitator, width=1440)
    fay.open_live(sitting.path)
    unfold(fay)
    for _ in range(2):
        expect(fay.page.locator("#sheet-listing .taken b")).to_have_text("12")
        expect(fay.page.get_by_label("Minutes for Listing")).to_have_value("15")
        expect(fay.page.locator("#standing")).to_contain_text("On time.")
        fay.page.reload()
    minutes = fay.page.get_by_label("Minutes for Listing")
    minutes.fill("5")
    minutes.press("Enter")
    expect(fay.page.locator("#standing")).to_contain_text("7 minutes behind the plan.")
    expect(fay.page.locator("#sheet-hints")).to_contain_text("The 5 minutes planned for Listing are over.")


def test_a_hint_appears_by_itself_and_goes_when_somebody_acts(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    Workshop.objects.filter(id=sitting.workshop.id).update(entered_at=timezone.now() - timedelta(seconds=116))
    fay, ana = invite(server, sitting.facilitator, width=1440), invite(server, sitting.ana)
    for person in (fay, ana):
        person.open_live(sitting.path)
    asked = len(fay.requests)
    quiet = fay.page.locator("#hints").get_by_text("Nobody has added anything for 2 minutes.")
    expect(quiet).to_be_visible()
    # Nobody was asked anything for it but once what time it is.
    assert [url for url in fay.requests[asked:] if "/clock/" not in url] == []
    sitting.add(sitting.ana, "Hire engineers")
    expect(quiet).to_be_hidden()
    expect(ana.page.get_by_text("Nobody has added anything")).to_have_count(0)


def test_a_note_is_saved_as_it_is_typed(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    fay, gus = invite(server, sitting.facilitator, width=1440), invite(server, sitting.facilitator, width=1440)
    for person in (fay, gus):
        person.open_live(sitting.path)
        unfold(person)
    note_on(fay, "Listing").press_sequentially("Ask for examples")
    expect(fay.page.locator("#note-state-listing")).to_have_text("Saved")
    expect(note_on(gus, "Listing")).to_have_value("Ask for examples")
    note_on(fay, "Listing").press_sequentially(" from last week")
    expect(fay.page.locator("#note-state-listing")).to_have_text("Saved")
    expect(note_on(gus, "Listing")).to_have_value("Ask for examples from last week")
    assert kept(sitting, Stage.LISTING) == "Ask for examples from last week"
    assert fay.stayed()


def test_a_note_written_offline_is_kept_and_sent_when_the_line_is_back(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    fay = invite(server, sitting.facilitator, width=1440)
    fay.open_live(sitting.path)
    unfold(fay)
    lose_the_network(fay)
    note_on(fay, "Listing").press_sequentially("Written in a tunnel")
    expect(fay.page.locator("#note-state-listing")).to_have_text("Not saved yet: kept on this device")
    come_back(fay)
    expect(fay.page.locator("#note-state-listing")).to_have_text("Saved")
    assert kept(sitting, Stage.LISTING) == "Written in a tunnel"


def test_a_note_survives_a_reload_before_it_was_saved(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    keep_note(workshop=sitting.workshop, stage=Stage.LISTING, note="Known", edition=0)
    fay = invite(server, sitting.facilitator, width=1440)
    fay.open_live(sitting.path)
    unfold(fay)
    note_on(fay, "Listing").press_sequentially("Un")
    fay.page.reload()
    expect(note_on(fay, "Listing")).to_have_value("UnKnown")
    expect(fay.page.locator("#note-state-listing")).to_have_text("Saved")
    assert kept(sitting, Stage.LISTING) == "UnKnown"


def test_two_facilitators_do_not_write_over_each_other(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    fay = invite(server, sitting.facilitator, width=1440)
    fay.forgive("422")
    fay.open_live(sitting.path)
    unfold(fay)
    note = note_on(fay, "Listing")
    fay.page.route("**/note/", lambda route: route.abort())
    fay.forgive("net::ERR", "htmx:error")
    note.press_sequentially("Mine")
    expect(fay.page.locator("#note-state-listing")).to_have_text("Not saved yet: kept on this device")
    keep_note(workshop=sitting.workshop, stage=Stage.LISTING, note="Theirs", edition=0)
    expect(fay.page.locator("#note-fold-listing summary .sr")).to_have_count(1)
    expect(note).to_have_value("Mine")
    fay.page.unroute("**/note/")
    note.press_sequentially("!")
    expect(fay.page.locator("#sheet-listing-says")).to_contain_text("“Theirs”")
    expect(note).to_have_value("Mine!")
    assert kept(sitting, Stage.LISTING) == "Theirs"
    fay.press("Keep mine instead")
    expect(fay.page.locator("#sheet-listing-says")).to_be_empty()
    expect(fay.page.locator("#note-state-listing")).to_have_text("Saved")
    assert kept(sitting, Stage.LISTING) == "Mine!"


def test_the_timer_is_set_from_it(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    fay, ana = invite(server, sitting.facilitator, width=390), invite(server, sitting.ana, width=390)
    fay.forgive("422")
    for person in (fay, ana):
        person.open_live(sitting.path)
    unfold(fay)
    fay.press("Start 5 minutes")
    expect(ana.page.locator("#clock .timer")).to_contain_text("4:5")
    fay.press("+1 minute")
    expect(ana.page.locator("#clock .timer")).to_contain_text("5:5")
    fay.press("Pause")
    expect(ana.page.locator("#clock")).to_contain_text("paused")
    fay.press("Resume")
    expect(ana.page.locator("#clock")).not_to_contain_text("paused")
    fay.press("Stop the timer")
    expect(ana.page.locator("#clock .timer")).to_have_count(0)
    own = fay.page.get_by_label("Minutes", exact=True)
    own.fill("7")
    own.press("Enter")
    expect(ana.page.locator("#clock .timer")).to_contain_text("6:5")
