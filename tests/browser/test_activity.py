"""The log over the page: it opens by keyboard, lives, undoes, and says there what stands in the way."""

import pytest
from playwright.sync_api import expect

from responsibilities.actions.clustering import put_in_area, rename_area
from responsibilities.models import Area
from tests.browser.conftest import Invite
from tests.browser.inspection import axe
from tests.browser.sitting import CONTESTED, Sitting
from tests.server import Server
from workshops.models import Stage

pytestmark = pytest.mark.browser


def test_what_somebody_moved_is_undone_from_the_log_with_the_keyboard_alone(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.CLUSTERING)
    fay, ben = invite(server, sitting.facilitator), invite(server, sitting.ben, width=390)
    fay.open_live(sitting.path)
    ben.open_live(sitting.path)
    ids = [sitting.responsibility(text).id for text in ("Hire engineers", CONTESTED)]
    put_in_area(workshop=sitting.workshop, responsibility_ids=ids, name="Recruitment", by=sitting.ana)

    fay.tab_to(fay.page.get_by_role("button", name="Activity"))
    fay.page.keyboard.press("Enter")
    log = fay.page.get_by_role("region", name="Activity")
    expect(log).to_contain_text("Ana moved 2 to Recruitment")
    assert axe(fay.page) == []
    fay.tab_to(log.get_by_role("button", name="Undo", exact=True).first, most=5)
    fay.page.keyboard.press("Enter")
    expect(log.locator(".undone")).to_contain_text("Ana moved 2 to Recruitment")
    # It stays open, and whoever pressed a button that is gone stands where it was.
    expect(log).to_be_visible()
    assert fay.focused().startswith("activity-")
    fay.page.keyboard.press("Escape")
    expect(log).to_be_hidden()
    assert fay.stayed()

    expect(ben.page.locator("#areas .area", has_text="Recruitment")).to_have_count(0)
    ben.press("Activity")
    expect(ben.page.locator("#activity .deed").first).to_contain_text("Ana moved 2 to Recruitment")
    assert axe(ben.page) == []


def test_what_stands_in_the_way_is_said_in_the_log(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.CLUSTERING)
    ids = [sitting.responsibility(CONTESTED).id]
    put_in_area(workshop=sitting.workshop, responsibility_ids=ids, name="Recruitment", by=sitting.ana)
    rename_area(workshop=sitting.workshop, area_id=Area.objects.latest("number").id, name="Hiring", by=sitting.ben)
    ben = invite(server, sitting.ben, width=390)
    ben.open_live(sitting.path)
    ben.forgive("422")
    ben.press("Activity")
    line = ben.page.locator(".deed", has_text="moved “Run")
    line.get_by_role("button", name="Undo").click()
    said = ben.page.locator("#activity-said")
    expect(said).to_have_text("Since then: Ben renamed Recruitment to Hiring. Undo that first.")
    expect(said).to_be_in_viewport()
