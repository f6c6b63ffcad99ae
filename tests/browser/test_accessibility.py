"""axe finds nothing wrong with any page, at any stage, for anybody."""

import pytest
from playwright.sync_api import Page, expect

from frameworks.actions.inviting import invite_reviewer
from tests.browser.conftest import Invite
from tests.browser.people import violations
from tests.browser.sitting import Sitting
from tests.server import Server
from workshops.actions.stages import show_wall
from workshops.models import Stage

pytestmark = pytest.mark.browser


def check(page: Page, where: str) -> None:
    # What has just changed glows for a moment; colours in motion are nobody's contrast.
    expect(page.locator(".glow")).to_have_count(0)
    assert violations(page) == [], where


def test_the_ways_in(server: Server, invite: Invite) -> None:
    sitting = Sitting()
    guest = invite(server, width=390)
    for path in ("/", "/sign-in/", "/join/", f"/j/{sitting.workshop.code}/"):
        check(guest.open(path), path)


def test_every_stage_for_facilitator_and_participant(server: Server, invite: Invite) -> None:
    sitting = Sitting()
    fay, ana = invite(server, sitting.facilitator, width=1440), invite(server, sitting.ana, width=390)
    pages = {"facilitator": fay.open_live(sitting.path), "participant": ana.open_live(sitting.path)}

    def check_all(place: str) -> None:
        for who, page in pages.items():
            expect(page.locator(place)).to_be_visible()
            check(page, f"{place}, as the {who} sees it")

    check_all("#people")
    sitting.move(Stage.LISTING)
    sitting.add(sitting.ana, "Meet new engineers")
    check_all("#others")
    show_wall(workshop=sitting.workshop)
    check_all("#wall")
    sitting.go_to(Stage.VOTING)
    ana.press("Red")
    expect(ana.page.get_by_label("Why?")).to_be_visible()
    check_all("#progress")
    sitting.go_to(Stage.DISCUSSION)
    check_all("#focus")
    sitting.go_to(Stage.CLUSTERING)
    check_all("#tray")
    sitting.go_to(Stage.FRAMEWORK)
    check_all("#made")
    for page in pages.values():
        page.goto(f"{server.url}{sitting.path}?stage=voting")
    check_all("#result")


def test_what_is_published(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.FRAMEWORK)
    version = sitting.publish()
    reviewer = invite_reviewer(framework=version.framework, name="Priya")
    ana, priya = invite(server, sitting.ana), invite(server)
    check(ana.open(f"{sitting.path}published/1.0/"), "a version")
    check(ana.open(f"/f/{version.framework_id}/"), "a framework")
    check(priya.open(f"/r/{reviewer.token}/"), "a reviewer's link")
