"""Several lines pasted into the box are offered, not swallowed."""

import pytest
from playwright.sync_api import expect

from responsibilities.models import Responsibility
from tests.browser.conftest import Invite
from tests.browser.people import Person
from tests.browser.sitting import Sitting
from tests.server import Server
from workshops.models import Stage

pytestmark = pytest.mark.browser

PASTE = """(field, text) => {
    const pasted = new DataTransfer();
    pasted.setData("text/plain", text);
    return field.dispatchEvent(new ClipboardEvent("paste", {clipboardData: pasted, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def ana(server: Server, invite: Invite) -> Person:
    sitting = Sitting().go_to(Stage.LISTING)
    ana = invite(server, sitting.ana)
    ana.open_live(sitting.path)
    return ana


def test_several_lines_are_offered_and_those_that_stay_chosen_are_added(ana: Person) -> None:
    ana.page.get_by_role("radio", name="Team").check(force=True)
    ana.box.evaluate(PASTE, "- Hire engineers\r\n2. Run the stand-up\n\n* Order the laptops\n")
    ana.page.get_by_role("checkbox", name="Order the laptops").uncheck()
    ana.press("Add them")
    yours = ana.page.locator("#yours")
    for text in ("Hire engineers", "Run the stand-up"):
        expect(yours.get_by_role("listitem").filter(has_text=text)).to_contain_text("Team")
    expect(ana.page.get_by_role("button", name="Add them")).to_be_hidden()
    assert sorted(Responsibility.objects.values_list("text", flat=True)) == ["Hire engineers", "Run the stand-up"]
    ana.add("Typed afterwards")


def test_ten_thousand_lines_are_refused_with_a_sentence_and_the_box_survives(ana: Person) -> None:
    ana.box.fill("Typed before")
    ana.box.evaluate(PASTE, "\n".join(f"Line {n}" for n in range(10_000)))
    expect(ana.page.get_by_text("That is 10,000 lines. Add at most 100 at a time.")).to_be_visible()
    expect(ana.page.get_by_role("button", name="Add them")).to_be_hidden()
    expect(ana.box).to_have_value("Typed before")
    ana.press("Never mind")
    ana.box.press("Enter")
    expect(ana.page.locator("#yours")).to_contain_text("Typed before")
    assert Responsibility.objects.count() == 1


def test_one_line_is_pasted_as_ever(ana: Person) -> None:
    assert ana.box.evaluate(PASTE, "Hire engineers\n") is True
    expect(ana.page.get_by_role("button", name="Add them")).to_be_hidden()
