"""Without JavaScript, joining, listing and voting still work."""

import pytest
from playwright.sync_api import expect

from responsibilities.models import Reason, Vote
from tests.browser.conftest import Invite
from tests.browser.sitting import Sitting
from tests.server import Server
from workshops.models import Stage

pytestmark = pytest.mark.browser


def test_somebody_joins_lists_votes_and_sees_the_result(server: Server, invite: Invite) -> None:
    sitting = Sitting()
    dan = invite(server, width=390, java_script_enabled=False)
    dan.open(f"/j/{sitting.workshop.code}/")
    dan.page.get_by_label("Your name").fill("Dan")
    dan.press("Join workshop")
    # A page that is still being left cannot be loaded again.
    expect(dan.page.get_by_role("heading", name="You are in as Dan")).to_be_visible()
    sitting.move(Stage.LISTING)
    dan.page.reload()
    yours = dan.page.locator("#yours")
    for text in ("Hire enginers", "Order the laptops", "Run the stand-up"):
        dan.box.fill(text)
        dan.press("Add")
        expect(yours).to_contain_text(text)
    dan.page.get_by_role("link", name="Edit “Hire enginers”").click()
    yours.get_by_label("Responsibility", exact=True).fill("Hire engineers")
    yours.get_by_role("button", name="Save").click()
    expect(yours).to_contain_text("Hire engineers")
    dan.press("Remove “Run the stand-up”")
    dan.press("Undo")
    expect(dan.page.get_by_role("button", name="Remove “Run the stand-up”")).to_be_visible()
    dan.press("Remove “Run the stand-up”")
    expect(yours).to_contain_text("Removed")

    sitting.move(Stage.VOTING)
    dan.page.reload()
    expect(dan.page.locator("#left")).to_have_text("2 left")
    dan.press("Green")
    expect(dan.page.locator("#left")).to_have_text("1 left")
    dan.press("Red")
    dan.explain("It is an office matter.", "HR")
    expect(dan.page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert sorted(Vote.objects.values_list("colour", flat=True)) == ["green", "red"]
    assert Reason.objects.get().owner == "HR"

    for voter in sitting.people:
        sitting.vote(voter, "Hire engineers", "g")
        sitting.vote(voter, "Order the laptops", "r")
    sitting.move(Stage.DISCUSSION)
    dan.page.reload()
    expect(dan.page.locator("#queue")).to_contain_text("Hire engineers")
    dan.open(f"{sitting.path}?stage=voting")
    expect(dan.page.get_by_role("heading", name="2 of 2 you already agree on")).to_be_visible()
