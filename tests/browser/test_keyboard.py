"""Somebody without a mouse does everything, and never loses their place."""

import pytest
from playwright.sync_api import expect

from responsibilities.models import Decision, Reason, Vote
from tests.browser.conftest import Invite
from tests.browser.people import Person
from tests.browser.sitting import Sitting
from tests.server import Server
from workshops.models import Stage

pytestmark = pytest.mark.browser

# A heading that has the focus because its button went away is no control, and has no ring that would say so.
RINGED = """() => {
    const style = getComputedStyle(document.activeElement);
    return document.activeElement.tabIndex < 0 || style.outlineStyle !== "none" || style.boxShadow !== "none";
}"""


def keeps_the_focus(person: Person) -> None:
    """The focus is on something, and if that is a control it can be seen."""
    expect(person.page.locator(":focus")).to_have_count(1)
    assert person.page.evaluate(RINGED), f"the focus on {person.focused()} cannot be seen"


def test_joining_and_listing(server: Server, invite: Invite) -> None:
    sitting = Sitting()
    dan = invite(server)
    keys = dan.page.keyboard
    dan.open("/")
    dan.tab_to(dan.page.get_by_label("Join code"))
    keys.type(sitting.workshop.code.lower())
    keys.press("Enter")
    dan.tab_to(dan.page.get_by_label("Your name"))
    keys.type("Dan")
    keys.press("Enter")
    expect(dan.page.locator("#connection")).to_have_text("Live")
    sitting.move(Stage.LISTING)
    dan.tab_to(dan.box)
    for number, category in enumerate(("People", "Team", "Tech Wide", "Other"), start=1):
        keys.type(f"Thing {number}")
        keys.press(f"Alt+{number}")
        keys.press("Enter")
        own = dan.page.locator("#yours").get_by_role("listitem").filter(has_text=f"Thing {number}")
        expect(own).to_contain_text(category)
        expect(dan.box).to_have_value("")
        expect(dan.box).to_be_focused()
        keeps_the_focus(dan)


def test_changing_ones_mind_while_listing(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    sitting.add(sitting.ana, "Hire enginers")
    ana = invite(server, sitting.ana)
    ana.open_live(sitting.path)
    keys = ana.page.keyboard
    yours = ana.page.locator("#yours")
    ana.tab_to(yours.get_by_role("link", name="Edit “Hire enginers”"))
    keys.press("Enter")
    expect(yours.get_by_label("Responsibility", exact=True)).to_be_focused()
    keys.press("End")
    keys.type("!")
    keys.press("Enter")
    expect(yours).to_contain_text("Hire enginers!")
    keeps_the_focus(ana)
    ana.tab_to(yours.get_by_role("button", name="Remove “Hire enginers!”"))
    keys.press("Enter")
    expect(yours).to_contain_text("Removed")
    keeps_the_focus(ana)
    ana.tab_to(yours.get_by_role("button", name="Undo"))
    keys.press("Enter")
    expect(yours.get_by_role("button", name="Remove “Hire enginers!”")).to_be_visible()
    keeps_the_focus(ana)


def test_voting_by_letters_numbers_and_buttons(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.VOTING)
    ana = invite(server, sitting.ana)
    ana.open_live(sitting.path)
    keys = ana.page.keyboard
    left = ana.page.locator("#left")
    keys.press("g")
    expect(left).to_have_text("3 left")
    keys.press("2")
    expect(left).to_have_text("2 left")
    keys.press("r")
    expect(ana.page.get_by_label("Why?")).to_be_focused()
    keys.type("It is 1 of the grave matters.")
    keys.press("Tab")
    expect(ana.page.get_by_label("Who should own it instead?")).to_be_focused()
    keys.type("HR")
    keys.press("Enter")
    expect(left).to_have_text("1 left")
    expect(ana.page.get_by_label("Why?")).to_have_count(0)
    keeps_the_focus(ana)
    ana.tab_to(ana.page.get_by_role("button", name="Amber"))
    keys.press("Enter")
    expect(ana.page.get_by_role("heading", name="Thank you")).to_be_visible()
    keeps_the_focus(ana)
    ana.confirmed()
    assert sorted(Vote.objects.values_list("colour", flat=True)) == ["amber", "amber", "green", "red"]
    assert (Reason.objects.get().text, Reason.objects.get().owner) == ("It is 1 of the grave matters.", "HR")


def test_the_facilitator_leads_by_keyboard(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.VOTING)
    for person in sitting.people:
        for text in ("Hold regular 1-2-1s", "Hire engineers"):
            sitting.vote(person, text, "g")
    fay = invite(server, sitting.facilitator, width=1440)
    fay.open_live(sitting.path)
    for name, heading in (("Reveal votes", "you already agree on"), ("Next stage", "Left to settle")):
        fay.tab_to(fay.page.get_by_role("button", name=name))
        fay.page.keyboard.press("Enter")
        expect(fay.page.locator("main")).to_contain_text(heading)
        keeps_the_focus(fay)
    fay.tab_to(fay.page.get_by_label("In one line, why?"))
    fay.page.keyboard.type("We talked.")
    fay.tab_to(fay.page.get_by_role("button", name="Record decision"))
    fay.page.keyboard.press("Enter")
    expect(fay.page.locator("#focus")).to_contain_text("Hire engineers")
    keeps_the_focus(fay)
    assert Decision.objects.get().rationale == "We talked."


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.LOBBY])
def test_tab_leads_through_the_whole_page_and_out_of_it(server: Server, invite: Invite, stage: Stage) -> None:
    """No keyboard trap: going on by Tab, every stop comes once before the first one comes again."""
    sitting = Sitting().go_to(stage)
    fay = invite(server, sitting.facilitator, width=1440)
    fay.open_live(sitting.path)
    stops: list[str] = []
    for _ in range(200):
        fay.page.keyboard.press("Tab")
        here = fay.page.evaluate("""() => {
            const at = document.activeElement;
            if (at === document.body) return "";
            if (!at.__stop) at.__stop = String(Math.random());
            return at.__stop;
        }""")
        if not here or (stops and here == stops[0]):
            break
        assert here not in stops, f"Tab does not get past {fay.focused()}"
        stops.append(here)
        keeps_the_focus(fay)
    else:
        raise AssertionError("Tab never leaves the page")
    assert len(stops) > 5
