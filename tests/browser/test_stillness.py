"""Nothing jumps when others do something: what arrives live moves nothing that somebody is looking at."""

from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from responsibilities.actions.clustering import put_in_area
from responsibilities.actions.discussion import open_re_vote
from tests.browser.conftest import Invite
from tests.browser.sitting import CONTESTED, Sitting
from tests.server import Server
from workshops.actions.people import join_workshop
from workshops.models import Stage

pytestmark = pytest.mark.browser

# A shift of a tenth of what is in view by a tenth of its height is 0.01; Google calls 0.1 good.
STILL = 0.01
WATCH = """() => {
    window.__shifts = [];
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
            const moved = entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 90) ?? "something");
            if (!entry.hadRecentInput) window.__shifts.push([entry.value, ...moved]);
        }
    }).observe({ type: "layout-shift" });
}"""
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100))))"


def they_join(sitting: Sitting) -> None:
    for number in range(3):
        join_workshop(workshop=sitting.workshop, name=f"Dora {number}", client_key=f"dora-{number}")


def they_add(sitting: Sitting) -> None:
    for number in range(6):
        sitting.add(
            sitting.people[1 + number % 2], f"Thing {number}, in so many words that it takes two lines of a card"
        )


def they_vote(sitting: Sitting) -> None:
    for text in ("Hold regular 1-2-1s", "Hire engineers", "Run the stand-up", "Order the laptops"):
        sitting.vote(sitting.ben, text, "g")


def they_vote_again(sitting: Sitting) -> None:
    for person, colour in zip(sitting.people[1:], "gr", strict=True):
        sitting.vote(person, CONTESTED, colour)


# What others do at a stage, and where it shows.
DOINGS: dict[str, tuple[Stage, Callable[[Sitting], None], str, str]] = {
    "joining": (Stage.LOBBY, they_join, "#people", "Dora 2"),
    "adding": (Stage.LISTING, they_add, "#others", "added 6"),
    "voting": (Stage.VOTING, they_vote, "#votes-in", "4 of"),
    "voting again": (Stage.DISCUSSION, they_vote_again, "#focus", "2 of 3"),
}


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("doing", DOINGS)
def test_others_move_nothing(server: Server, invite: Invite, doing: str, width: int) -> None:
    stage, act, place, text = DOINGS[doing]
    sitting = Sitting().go_to(stage)
    if doing == "voting again":
        open_re_vote(workshop=sitting.workshop, responsibility_id=sitting.responsibility(CONTESTED).id)
    pages: list[Page] = []
    for seat in (sitting.facilitator, sitting.ana):
        pages.append(invite(server, seat, width=width).open_live(sitting.path))
        pages[-1].evaluate("() => document.fonts.ready")
    for page in pages:
        page.evaluate(SETTLED)
        page.evaluate(WATCH)
    act(sitting)
    for page in pages:
        expect(page.locator(place)).to_contain_text(text)
        page.evaluate(SETTLED)
        shifts = page.evaluate("() => window.__shifts")
        assert sum(shift[0] for shift in shifts) < STILL, shifts


def test_what_somebody_sorts_stays_where_it_is_while_another_sorts(server: Server, invite: Invite) -> None:
    """A card that goes away leaves a gap, which closes; what is above it has not moved, nor has the form."""
    sitting = Sitting().go_to(Stage.CLUSTERING)
    ana = invite(server, sitting.ana, width=1440)
    page = ana.open_live(sitting.path)
    before = page.locator("#mover").bounding_box(), page.locator("#tray .slip").first.bounding_box()
    last = UUID(page.locator("#tray input").last.get_attribute("value"))
    put_in_area(workshop=sitting.workshop, responsibility_ids=[last], name="New Starters")
    expect(page.locator("#areas")).to_contain_text("New Starters")
    page.evaluate(SETTLED)
    assert (page.locator("#mover").bounding_box(), page.locator("#tray .slip").first.bounding_box()) == before
