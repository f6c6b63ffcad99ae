"""A bell that rings while a form of one's own is under way is not forgotten."""

import time

import pytest
from django.db import connection
from playwright.sync_api import Route, expect

from tests.browser.conftest import Invite
from tests.browser.sitting import Sitting
from tests.server import Server
from workshops.models import Stage

pytestmark = pytest.mark.browser


def test_what_was_added_while_a_vote_was_on_its_way_is_on_the_list(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.VOTING)
    ana = invite(server, sitting.ana)
    ana.open_live(sitting.path)

    def keep_waiting(route: Route) -> None:
        sitting.add(sitting.ben, "Remembered late")
        connection.close()  # Playwright calls from a context of its own, which has a connection of its own
        time.sleep(2)  # the bell rings meanwhile
        route.continue_()

    ana.page.route("**/vote/", keep_waiting)
    ana.press("Green")
    expect(ana.page.locator("#left")).to_contain_text("left")
    expect(ana.page.locator("#all-mine")).to_contain_text("Remembered late", timeout=5_000)


def test_a_bell_that_rings_while_the_page_is_still_loading_is_not_lost(server: Server, invite: Invite) -> None:
    sitting = Sitting()
    ana = invite(server, sitting.ana)

    def come_late(route: Route) -> None:
        time.sleep(2)  # whatever opens the line by itself has opened it by now
        sitting.move(Stage.LISTING)
        connection.close()
        time.sleep(1)  # the bell rings
        route.continue_()

    ana.page.route("**/js/workshop/mine.js", come_late)
    ana.open(sitting.path)
    expect(ana.page.locator("#connection")).to_have_text("Live")
    expect(ana.box).to_be_visible()
