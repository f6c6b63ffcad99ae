"""The server's process dies and comes back; nobody has to do anything about it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Invite
from tests.browser.sitting import Sitting
from tests.server import Server
from workshops.models import Stage

pytestmark = pytest.mark.browser


def test_open_boards_come_back_level_by_themselves(start: Callable[[], Server], invite: Invite) -> None:
    server = start()
    sitting = Sitting().go_to(Stage.LISTING)
    everybody = ana, fay = invite(server, sitting.ana), invite(server, sitting.facilitator)
    for person in everybody:
        person.forgive("net::ERR", "htmx:error: Failed to fetch", "htmx:sse:error")
        person.open_live(sitting.path)
    ana.box.press_sequentially("Half a thought")
    server.kill()
    for person in everybody:
        expect(person.page.locator("#connection")).to_have_text("Reconnecting…")
    sitting.add(sitting.ben, "Hire engineers")
    server.start()
    for person in everybody:
        expect(person.page.locator("#connection")).to_have_text("Live", timeout=30_000)
        expect(person.page.locator("#others-total")).to_have_text("1")
        assert person.stayed()
    expect(ana.box).to_have_value("Half a thought")
    ana.box.press("Enter")
    expect(fay.page.locator("#others-total")).to_have_text("2")
