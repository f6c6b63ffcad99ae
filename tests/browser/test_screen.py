"""The presenter's screen on a projector: nothing scrolls, everything is large enough, and what does not fit turns."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from frameworks.actions.publishing import publish_version
from frameworks.numbers import FIRST
from responsibilities.actions.discussion import focus_on, open_re_vote, reveal_re_vote
from responsibilities.actions.import_workshop import import_workshop
from responsibilities.actions.voting import cast_vote, reveal_votes
from responsibilities.demo import FILE
from tests.browser.conftest import Invite
from tests.browser.people import Person
from tests.browser.sitting import Sitting
from tests.factories import CommunityFactory, FacilitatorFactory
from tests.server import Server
from workshops.actions.details import describe_workshop
from workshops.actions.stages import move_stage, show_wall
from workshops.models import Participant, Stage, Workshop

pytestmark = pytest.mark.browser

WORDS = "Keep what we decided readable for whoever comes later, and see to it that nobody has to ask a second time. "

# What is cut off though it neither turns nor is shortened on purpose; and what lies outside of the page.
CUT = """() => {
    const found = [];
    const about = (one) => (one.className.baseVal ?? one.className) + " " + one.textContent.trim().slice(0, 40);
    const end = document.documentElement;
    if (end.scrollHeight > innerHeight || end.scrollWidth > innerWidth) found.push("the page scrolls");
    for (const one of document.querySelectorAll("body *")) {
        if (!one.checkVisibility() || one.closest(".sr, .skip, svg")) continue;
        const style = getComputedStyle(one), box = one.getBoundingClientRect();
        const shortened = style.webkitLineClamp !== "none" || style.textOverflow === "ellipsis";
        if (style.overflowY === "hidden" && !shortened && !one.matches(".people .name, .emoji")) {
            if (one.scrollHeight > one.clientHeight + 2) found.push(`cut off: ${about(one)}`);
        }
        const outside = box.bottom > innerHeight + 1 || box.right > innerWidth + 1;
        if (box.width && outside) found.push(`outside: ${about(one)}`);
    }
    return found;
}"""
# Text smaller than 2.2 hundredths of the height: too small from ten metres.
SMALL = """() => {
    const found = new Set(), walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text; (text = walker.nextNode()); ) {
        const one = text.parentElement;
        if (!text.data.trim() || !one.checkVisibility() || one.closest(".sr, .skip, title, #announcer")) continue;
        const scale = one.closest("svg") ? one.getScreenCTM().a : 1;
        const size = parseFloat(getComputedStyle(one).fontSize) * scale;
        if (size < 0.022 * innerHeight) found.add(`${text.data.trim().slice(0, 30)}: ${size.toFixed(1)}`);
    }
    return [...found];
}"""
COVERED = """() => {
    const corner = document.querySelector(".qr.corner")?.getBoundingClientRect();
    if (!corner) return [];
    const found = [], walker = document.createTreeWalker(document.getElementById("board"), NodeFilter.SHOW_TEXT);
    for (let text; (text = walker.nextNode()); ) {
        if (!text.data.trim() || !text.parentElement.checkVisibility() || text.parentElement.closest(".sr")) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        for (const box of range.getClientRects())
            if (box.width && box.right > corner.left && box.top < corner.bottom) found.push(text.data.slice(0, 40));
    }
    return found;
}"""
TURNED = """() => [...document.querySelectorAll("[data-turned]")].map((one) => one.dataset.turned)"""
SHOWN = """(selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility())
    .map((one) => one.textContent.trim())"""


def thirteen(*, long: bool, names: str = "hidden") -> Workshop:
    """Thirteen people's ninety responsibilities, voted on and sorted, in the lobby; half of them 300 letters long."""
    document: dict[str, Any] = json.loads(FILE.read_text())
    document |= {"stage": "lobby", "ideas": []}
    document["settings"] |= {"names": names}
    for place, line in enumerate(document["responsibilities"]):
        line.pop("decision", None)
        if long and place % 2:
            line["text"] = (f"{place} " + WORDS * 4)[:300]
    workshop: Workshop = import_workshop(document=document, community=CommunityFactory())
    return workshop


def presenter(server: Server, invite: Invite, workshop: Workshop, height: int = 1080, width: int = 1920) -> Person:
    somebody = invite(server, FacilitatorFactory(workshop=workshop), reduced_motion="reduce")
    somebody.page.set_viewport_size({"width": width, "height": height})
    open_screen(somebody, workshop)
    return somebody


def open_screen(somebody: Person, workshop: Workshop) -> Page:
    """Wait for the line by what it says of itself; here it says so out of sight."""
    page = somebody.open(f"/w/{workshop.id}/screen/")
    expect(page.locator("#connection")).to_have_attribute("data-state", "live")
    page.evaluate("document.fonts.ready")
    return page


def readable(page: Page, where: str) -> None:
    assert page.evaluate(CUT) == [], where
    assert page.evaluate(SMALL) == [], where
    assert page.evaluate(COVERED) == [], where


def at(page: Page, stage: Stage) -> None:
    expect(page.locator(".screen-top .stage")).to_contain_text(str(stage.label))


@pytest.mark.parametrize("long", [False, True], ids=["seed", "long"])
def test_every_stage_fits_the_projector_and_is_readable_from_the_back(
    server: Server, invite: Invite, long: bool
) -> None:
    workshop = thirteen(long=long)
    page = presenter(server, invite, workshop).page

    def move(to: Stage) -> None:
        move_stage(workshop=workshop, expected=Workshop.objects.get(id=workshop.id).at, to=to)
        at(page, to)

    readable(page, "lobby")
    move(Stage.LISTING)
    readable(page, "listing")
    show_wall(workshop=workshop)
    expect(page.locator("#wall")).to_be_visible()
    readable(page, "wall")
    move(Stage.VOTING)
    readable(page, "voting")
    reveal_votes(workshop=workshop)
    expect(page.locator(".map")).to_be_visible()
    readable(page, "the reveal")
    move(Stage.DISCUSSION)
    readable(page, "discussion")
    discuss(page, workshop)
    move(Stage.CLUSTERING)
    readable(page, "clustering")
    move(Stage.FRAMEWORK)
    readable(page, "framework")
    publish_version(workshop=workshop, number=FIRST, by="Fay")
    expect(page.locator(".read-it")).to_be_visible()
    readable(page, "published")


def discuss(page: Page, workshop: Workshop) -> None:
    """Put what has most reasons in focus, vote on it again, and reveal that."""
    card = workshop.responsibilities.filter(ballots__reasons__isnull=False).order_by("-number")[0]
    focus_on(workshop=workshop, responsibility_id=card.id)
    expect(page.locator("h1.focus")).to_have_text(card.text)
    readable(page, "reasons")
    open_re_vote(workshop=workshop, responsibility_id=card.id)
    voters = Participant.objects.filter(workshop=workshop, takes_part=True)
    for voter in voters[:3]:
        cast_vote(voter=voter, responsibility_id=card.id, colour="green")
    expect(page.locator("#focus")).to_contain_text("3 of 13 have voted")
    readable(page, "re-vote")
    reveal_re_vote(workshop=workshop, responsibility_id=card.id)
    expect(page.locator(".rounds")).to_be_visible()
    readable(page, "before and after")


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1280, 720)])
def test_small_projectors_too(server: Server, invite: Invite, width: int, height: int) -> None:
    workshop = thirteen(long=True)
    show_wall_of(workshop)
    page = presenter(server, invite, workshop, width=width, height=height).page
    assert page.evaluate(CUT) == []
    move_stage(workshop=workshop, expected=Stage.LISTING, to=Stage.CLUSTERING)
    at(page, Stage.CLUSTERING)
    assert page.evaluate(CUT) == []


def show_wall_of(workshop: Workshop) -> None:
    move_stage(workshop=workshop, expected=Stage.LOBBY, to=Stage.LISTING)
    show_wall(workshop=workshop)


def test_what_does_not_fit_turns_until_all_of_it_has_been_shown(server: Server, invite: Invite) -> None:
    workshop = thirteen(long=True)
    show_wall_of(workshop)
    page = presenter(server, invite, workshop).page
    seen: set[str] = set()
    pages = [int(one.split(" / ")[1]) for one in page.evaluate(TURNED)]
    for _ in range(max(pages)):
        seen |= set(page.evaluate(SHOWN, "#wall .card"))
        readable(page, "a page of the wall")
        page.keyboard.press("ArrowRight")
    assert seen == set(workshop.responsibilities.filter(removed_at=None).values_list("text", flat=True))
    # By itself as well, calmly.
    turning = page.locator("[data-turned]").first
    expect(turning).not_to_have_attribute("data-turned", turning.get_attribute("data-turned") or "", timeout=20_000)


def test_the_mark_of_what_is_talked_about_is_lit_on_the_map(server: Server, invite: Invite) -> None:
    workshop = thirteen(long=False)
    move_stage(workshop=workshop, expected=Stage.LOBBY, to=Stage.VOTING)
    reveal_votes(workshop=workshop)
    page = presenter(server, invite, workshop).page
    lit = page.locator(".spot.lit")
    expect(lit).to_have_count(1)
    shown = page.evaluate(SHOWN, ".one-by-one > article")
    assert len(shown) == 1
    page.keyboard.press("ArrowRight")
    expect(lit).to_have_count(1)
    assert page.evaluate(SHOWN, ".one-by-one > article") != shown


def test_a_change_stays_on_the_page_that_is_shown(server: Server, invite: Invite) -> None:
    workshop = thirteen(long=False)
    show_wall_of(workshop)
    page = presenter(server, invite, workshop).page
    page.keyboard.press("ArrowRight")
    before = page.evaluate(SHOWN, "#wall .card")
    describe_workshop(workshop=workshop, said={"title": "Another title"})
    expect(page.locator(".screen-top .title")).to_have_text("Another title")
    assert page.evaluate(SHOWN, "#wall .card") == before


def test_nothing_grows_on_a_screen_that_is_left_on(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.CLUSTERING)
    somebody = presenter(server, invite, sitting.workshop)
    page, counters = somebody.page, somebody.context.new_cdp_session(somebody.page)
    counters.send("Performance.enable")

    def counted() -> dict[str, float]:
        # What a swap was parsed in goes with a second or third collection only, once the browser has a moment.
        for _ in range(4):
            counters.send("HeapProfiler.collectGarbage")
            page.wait_for_timeout(150)
        found = counters.send("Performance.getMetrics")["metrics"]
        return {one["name"]: one["value"] for one in found if one["name"] in ("JSEventListeners", "Nodes")}

    def change(times: int) -> None:
        for count in range(times):
            describe_workshop(workshop=sitting.workshop, said={"title": f"Title {count}"})
            expect(page.locator(".screen-top .title")).to_have_text(f"Title {count}")
            sitting.move(Stage.DISCUSSION if sitting.now().at is Stage.CLUSTERING else Stage.CLUSTERING)

    change(6)
    before = counted()
    change(40)
    after = counted()
    assert after["JSEventListeners"] <= before["JSEventListeners"] + 5
    assert after["Nodes"] <= before["Nodes"] + 20


def test_it_asks_to_stay_awake_and_does_not_mind_a_no(server: Server, invite: Invite) -> None:
    sitting = Sitting()
    somebody = invite(server, sitting.facilitator)
    somebody.context.add_init_script(
        "window.asked = 0; Object.defineProperty(navigator, 'wakeLock', {value: {request: () => {"
        "window.asked += 1; return Promise.reject(new DOMException('no', 'NotAllowedError')); }}});"
    )
    page = open_screen(somebody, sitting.workshop)
    assert page.evaluate("window.asked") == 1


def test_it_comes_back_by_itself_after_the_server_was_away(start: Any, invite: Invite) -> None:
    server = start()
    sitting = Sitting()
    somebody = presenter(server, invite, sitting.workshop)
    somebody.forgive("Failed to load resource", "ERR_", "htmx")
    page = somebody.page
    server.kill()
    expect(page.locator("#connection")).to_have_attribute("data-state", "reconnecting")
    expect(page.locator("#connection")).to_be_visible()
    sitting.move(Stage.LISTING)
    server.start()
    at(page, Stage.LISTING)
    expect(page.locator("#connection")).to_be_hidden()
