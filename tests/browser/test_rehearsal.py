"""A facilitator rehearses: from the Lobby with one form, back to it with one click."""

import pytest
from playwright.sync_api import expect

from responsibilities.workshop_file.exporting import export
from tests.browser.conftest import Invite
from tests.browser.inspection import axe
from tests.factories import FacilitatorFactory, ParticipantFactory, WorkshopFactory
from tests.server import Server

pytestmark = pytest.mark.browser

ARRIVING = 60_000  # three people, on a machine that may be busy


def test_a_rehearsal_is_started_seen_by_all_and_ended(server: Server, invite: Invite) -> None:
    workshop = WorkshopFactory(purpose="Say what we are for.")
    path = f"/w/{workshop.id}/"
    fay = invite(server, FacilitatorFactory(workshop=workshop, name="Fay"), width=1440)
    ana = invite(server, ParticipantFactory(workshop=workshop, name="Ana"), width=390)
    fay.forgive("status of 422")
    before = export(workshop)
    page, phone = fay.open_live(path), ana.open_live(path)
    screen = fay.open(f"{path}screen/", fay.context.new_page())
    page.get_by_text("Rehearse with simulated colleagues").click()
    assert axe(page) == []
    page.get_by_role("radio", name="3", exact=True).check()
    page.get_by_role("button", name="Start the rehearsal").click()
    page.get_by_label("They know that this is a rehearsal").check()
    assert axe(page) == []
    page.get_by_role("button", name="Start the rehearsal").click()
    for one in (page, phone, screen):
        expect(one.get_by_role("note")).to_contain_text("3 simulated colleagues are taking part", timeout=ARRIVING)
        expect(one.locator(".glow")).to_have_count(0)
        assert axe(one) == []
    expect(phone.get_by_role("button", name="End the rehearsal")).to_have_count(0)
    expect(page.locator("#people")).to_contain_text("(simulated)")
    page.get_by_role("button", name="Next stage").click()
    expect(phone.get_by_role("textbox", name="Responsibility")).to_be_visible()
    page.get_by_role("button", name="End the rehearsal").click()
    for one in (page, phone):
        expect(one.get_by_role("note")).to_have_count(0)
        expect(one.locator("#people")).not_to_contain_text("(simulated)")
    expect(page.get_by_text("Rehearse with simulated colleagues")).to_be_visible()
    workshop.refresh_from_db()
    assert export(workshop) == before
