"""Two tabs of one person are one person; another person's are not."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Invite
from tests.browser.sitting import Sitting
from tests.server import Server
from workshops.models import Stage

pytestmark = pytest.mark.browser


def test_what_is_added_in_one_tab_appears_in_the_other_and_with_nobody_else(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    ana, ben, fay = invite(server, sitting.ana), invite(server, sitting.ben), invite(server, sitting.facilitator)
    for person in (ana, ben, fay):
        person.open_live(sitting.path)
    second = ana.another_tab(sitting.path)
    ana.add("Ana’s own secret")
    expect(second.locator("#yours")).to_contain_text("Ana’s own secret")
    second.get_by_label("Responsibility", exact=True).fill("From the other tab")
    second.get_by_label("Responsibility", exact=True).press("Enter")
    expect(ana.page.locator("#yours")).to_contain_text("From the other tab")
    for other in (ben, fay):
        expect(other.page.locator("#others-total")).to_have_text("2")
        assert "Ana’s own secret" not in other.page.content()
        assert "From the other tab" not in other.page.content()
    assert ana.stayed()
    assert ana.stayed(second)


def test_a_vote_in_one_tab_appears_in_the_other_and_with_nobody_else(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.VOTING)
    ana, ben = invite(server, sitting.ana), invite(server, sitting.ben)
    for person in (ana, ben):
        person.open_live(sitting.path)
    second = ana.another_tab(sitting.path)
    ana.press("Green")
    for page in (ana.page, second):
        expect(page.locator("#left")).to_have_text("3 left")
        page.locator("#all-mine summary").click()
        expect(page.locator("#all-mine li", has_text="Hold regular 1-2-1s")).to_contain_text("Green")
    sitting.vote(sitting.people[2], "Hire engineers", "g")
    ben.press("Amber")
    expect(ben.page.locator("#left")).to_have_text("3 left")
    assert "Green</span>" not in ben.page.locator("#all-mine").inner_html()
