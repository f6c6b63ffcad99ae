"""axe finds nothing wrong where the walk of test_every_page.py does not come: rare states, and pages with nothing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from frameworks.actions.inviting import invite_reviewer
from responsibilities.actions.closing import close_workshop
from responsibilities.actions.discussion import open_re_vote
from tests.browser.conftest import Invite
from tests.browser.inspection import BEYOND, axe
from tests.browser.people import Person
from tests.browser.sitting import CONTESTED, Sitting
from tests.server import Server
from workshops.actions.people import remove_participant
from workshops.models import Stage

pytestmark = pytest.mark.browser


def check(page: Page, where: str) -> None:
    for scheme in ("light", "dark"):
        # Colours in motion are nobody's contrast.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert axe(page) == [], f"{where}, {scheme}"
    assert page.evaluate(BEYOND) == [], where


def test_the_ways_in_when_they_are_closed(server: Server, invite: Invite) -> None:
    sitting = Sitting()
    guest, ben = invite(server, width=390), invite(server, sitting.ben, width=390)
    guest.forgive("404", "403", "422")
    ben.forgive("403")
    for path in (f"/j/{sitting.workshop.code}/", "/j/WRONG2/", sitting.path, "/nowhere/"):
        check(guest.open(path), path)
    guest.open("/join/")
    guest.page.get_by_label("Join code").fill("WRONG2")
    guest.press("Join workshop")
    expect(guest.page.locator(".error")).to_be_visible()
    check(guest.page, "a wrong code")
    remove_participant(workshop=sitting.workshop, participant=sitting.ben)
    check(ben.open(sitting.path), "removed")


@pytest.mark.parametrize("stage", Stage)
def test_a_stage_with_nothing_in_it(server: Server, invite: Invite, stage: Stage) -> None:
    sitting = Sitting()
    while (at := sitting.now().at) is not stage:
        assert at.following
        sitting.move(at.following)
    for who in (sitting.facilitator, sitting.ana):
        check(invite(server, who, width=390).open_live(sitting.path), f"{stage} with nothing in it, as {who.name}")


@pytest.mark.parametrize("names", ["named", "anonymous"])
def test_looking_back_from_the_end(server: Server, invite: Invite, names: str) -> None:
    """A closed workshop, stage by stage: with names in it, and with what is left when every name is gone."""
    sitting = Sitting(names=names).go_to(Stage.FRAMEWORK)
    sitting.publish()
    close_workshop(workshop=sitting.now())
    fay = invite(server, sitting.facilitator, width=1440)
    for stage in Stage:
        fay.open_live(f"{sitting.path}?stage={stage}")
        check(fay.page, f"{names}, closed, at {stage}")


def reworded(ana: Person) -> None:
    ana.page.get_by_role("link", name="Edit “").first.click()
    expect(ana.page.locator("#yours").get_by_label("Responsibility", exact=True)).to_be_visible()


def taken_back(ana: Person) -> None:
    ana.page.get_by_role("button", name="Remove “").first.click()
    expect(ana.page.locator("#yours")).to_contain_text("Removed")


def pasted(ana: Person) -> None:
    ana.box.evaluate("""(box) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", "One\\nTwo\\nThree");
        box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }""")
    expect(ana.page.get_by_role("button", name="Add them")).to_be_visible()


@pytest.mark.parametrize("state", [reworded, taken_back, pasted])
def test_in_the_middle_of_listing(server: Server, invite: Invite, state: Callable[[Person], None]) -> None:
    sitting = Sitting()
    sitting.move(Stage.LISTING)
    sitting.add(sitting.ana, "Hire engineers", "Hold 1-2-1s")
    ana = invite(server, sitting.ana, width=390)
    ana.open_live(sitting.path)
    state(ana)
    check(ana.page, state.__name__)


def test_in_the_middle_of_deciding_and_sorting(server: Server, invite: Invite) -> None:
    sitting = Sitting(names="named").go_to(Stage.DISCUSSION)
    fay, ana = invite(server, sitting.facilitator, width=1440), invite(server, sitting.ana, width=390)
    open_re_vote(workshop=sitting.workshop, responsibility_id=sitting.responsibility(CONTESTED).id)
    sitting.vote(sitting.ana, CONTESTED, "r")
    for person in (fay, ana):
        check(person.open_live(sitting.path), "voting again, and why it is red")
    sitting.go_to(Stage.FRAMEWORK)
    sitting.move(Stage.CLUSTERING)
    fay.forgive("422")
    fay.open_live(sitting.path)
    fay.page.get_by_role("link", name="Edit New Starters").click()
    expect(fay.page.get_by_role("button", name="Drop this area")).to_be_visible()
    check(fay.page, "editing an area")
    fay.page.get_by_role("link", name="Cancel").click()
    fay.press("Move")
    expect(fay.page.locator("#area-error")).to_be_visible()
    check(fay.page, "a refusal beside its field")


def test_what_is_published(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.FRAMEWORK)
    version = sitting.publish()
    reviewer = invite_reviewer(framework=version.framework, name="Priya")
    ana, priya = invite(server, sitting.ana, width=390), invite(server)
    check(ana.open(f"{sitting.path}published/1.0/"), "a version")
    check(ana.open(f"/f/{version.framework_id}/"), "a framework")
    priya.open(f"/r/{reviewer.token}/")
    priya.page.get_by_role("button", name="Sign off").click()
    expect(priya.page.get_by_role("heading", name="You have signed")).to_be_visible()
    check(priya.page, "signed off")
