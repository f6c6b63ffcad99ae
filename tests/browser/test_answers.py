"""What an answer brings before the stream does goes with what the stream brings after it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

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


def test_an_answer_brings_ones_own_part_through_all_stages(start: Callable[..., Server], invite: Invite) -> None:
    # Nor here: what is seen is what the answers have brought, and no stream sets it right.
    server = start("tests.faults.settings", LIVE_RINGS="", LIVE_POLL_SECONDS="60")
    sitting = Sitting().go_to(Stage.FRAMEWORK)
    fay = invite(server, sitting.facilitator)
    page = fay.open_live(sitting.path)
    back, forth = list(Stage)[-2::-1], list(Stage)[1:]
    for button, stages in (("Previous stage", back), ("Next stage", forth)):
        for stage in stages:
            fay.press(button)
            expect(page.locator("#stages")).to_have_attribute("data-at", str(stage.label))
            fresh = fay.open(sitting.path, fay.context.new_page())
            assert own_part(page) == own_part(fresh), f"{button} to {stage.label}"
            fresh.close()
    assert fay.stayed()


def own_part(page: Page) -> list[str]:
    """What stands in it, in words."""
    return page.locator("#mine").inner_text().split()
