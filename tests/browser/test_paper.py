"""What comes out of a printer: what was worked out, and nothing that is there to be pressed."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Invite
from tests.browser.sitting import Sitting
from tests.server import Server
from workshops.models import Stage

pytestmark = pytest.mark.browser

# Whatever is pressed or typed into, and does not stand for the words on it, as the rows of the queue do.
PRESSED = """() => [
    ...document.querySelectorAll("a.button, button, input, textarea, select, nav, .dock, dialog"),
].filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".queue")
).map((one) => one.outerHTML.slice(0, 100))"""
CUT = """() => [...document.querySelectorAll("main *")].filter((one) => {
    const { overflowY, overflowX } = getComputedStyle(one);
    const hides = [overflowX, overflowY].some((way) => ["auto", "scroll", "hidden"].includes(way));
    const read = one.checkVisibility() && !one.closest(".sr, svg, [aria-hidden]");
    return hides && read && one.scrollHeight > one.clientHeight + 2;
}).map((one) => one.outerHTML.slice(0, 100))"""
# What a stage is on paper.
PRINTED = {
    Stage.LISTING: ("", "The wall", "Hire engineers"),
    Stage.VOTING: ("?stage=voting", "you already agree on", "Run the stand-up"),
    Stage.DISCUSSION: ("?stage=discussion", "Settled", "Order the laptops"),
    Stage.CLUSTERING: ("?stage=clustering", "New Starters", "Hire engineers"),
    Stage.FRAMEWORK: ("", "How it was made", "Hire engineers"),
}


@pytest.mark.parametrize("stage", PRINTED)
def test_a_stage_prints_what_was_worked_out(server: Server, invite: Invite, stage: Stage) -> None:
    query, *words = PRINTED[stage]
    sitting = Sitting().go_to(Stage.VOTING if stage is Stage.LISTING else Stage.FRAMEWORK)
    query = "?stage=listing" if stage is Stage.LISTING else query
    fay = invite(server, sitting.facilitator)
    page = fay.open_live(f"{sitting.path}{query}")
    page.emulate_media(media="print", color_scheme="dark")
    # A4 in CSS pixels, less the margins.
    page.set_viewport_size({"width": 688, "height": 1000})
    for text in words:
        expect(page.locator("main").get_by_text(text).filter(visible=True).first).to_be_visible()
    assert page.evaluate(PRESSED) == []
    assert page.evaluate(CUT) == []
    assert page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_the_results_unfold_on_paper(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.DISCUSSION)
    ana = invite(server, sitting.ana)
    page = ana.open_live(f"{sitting.path}?stage=voting")
    last = page.locator("#all-results tbody tr").last
    expect(last).to_be_hidden()
    page.emulate_media(media="print")
    expect(last).to_be_visible()
