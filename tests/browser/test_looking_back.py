"""Somebody who looks back at a stage sees that stage, wherever the workshop goes and whatever they send."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Invite
from tests.browser.sitting import Sitting
from tests.server import Server
from workshops.models import Stage

pytestmark = pytest.mark.browser


def test_a_facilitator_who_looks_back_and_moves_the_workshop_goes_on_looking_back(
    server: Server, invite: Invite
) -> None:
    sitting = Sitting().go_to(Stage.VOTING)
    fay = invite(server, sitting.facilitator)
    fay.open_live(f"{sitting.path}?stage=lobby")
    stages = fay.page.locator("#stages")
    expect(stages).to_have_attribute("data-looking", "Lobby")
    sitting.move(Stage.LOBBY)
    expect(stages).to_have_attribute("data-at", "Lobby")
    fay.press("Next stage")
    expect(stages).to_have_attribute("data-at", "Listing")
    expect(stages).to_have_attribute("data-looking", "Lobby")
    expect(fay.page.locator("#people")).to_be_visible()
    assert fay.stayed()
