"""What an answer brings before the stream does goes with what the stream brings after it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Invite
from tests.browser.sitting import Sitting
from tests.server import Server
from workshops.models import Stage

pytestmark = pytest.mark.browser


def test_a_stage_that_the_stream_leaves_out_does_not_stay(start: Callable[..., Server], invite: Invite) -> None:
    # Nobody rings here: the stream looks every other second, and so leaves out what comes and goes in between.
    server = start("tests.faults.settings", LIVE_RINGS="", LIVE_POLL_SECONDS="2")
    sitting = Sitting().go_to(Stage.LISTING)
    sitting.add(sitting.ana, "Hire engineers")
    fay = invite(server, sitting.facilitator)
    fay.open_live(sitting.path)
    stages = fay.page.locator("#stages")
    expect(stages).to_have_attribute("data-at", "Listing")
    fay.press("Next stage")
    expect(stages).to_have_attribute("data-at", "Voting")
    sitting.move(Stage.LISTING)
    expect(stages).to_have_attribute("data-at", "Listing")
    expect(fay.page.get_by_role("main").get_by_text("1 person has added 1.")).to_be_visible()
    expect(fay.page.locator("#connection")).to_have_text("Live")
    assert fay.stayed()
