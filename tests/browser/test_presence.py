"""Who is here and how the line stands, as pages say it: always true, in words."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Invite
from tests.browser.people import Person
from tests.browser.sitting import Sitting
from tests.server import Server
from workshops.actions.people import join_workshop
from workshops.models import Participant, Stage

pytestmark = pytest.mark.browser
STREAM = "**/live/?*"


def turn(page: Page, *, hidden: bool) -> None:
    """Hide the page or show it again, as switching tabs does; a browser without a window never does it itself."""
    page.evaluate(
        """(hidden) => {
            Object.defineProperty(document, "hidden", {configurable: true, get: () => hidden});
            document.dispatchEvent(new Event("visibilitychange"));
        }""",
        hidden,
    )


def seen_by(watcher: Person, who: Participant, *words: str, within: float = 10) -> None:
    """Wait until the list of people says so of `who`."""
    item = watcher.page.locator(f"#p-{who.id}")
    for one in words:
        expect(item).to_contain_text(one, timeout=within * 1000)


def test_people_are_here_away_and_gone(server: Server, invite: Invite) -> None:
    sitting = Sitting()
    fay, ana = invite(server, sitting.facilitator), invite(server, sitting.ana, width=390)
    fay.open_live(sitting.path)
    seen_by(fay, sitting.ana, "not here")
    ana.open_live(sitting.path)
    seen_by(fay, sitting.ana, "is here")
    seen_by(fay, sitting.facilitator, "is here")
    expect(fay.page.locator("#people")).to_contain_text("1 here")
    turn(ana.page, hidden=True)
    seen_by(fay, sitting.ana, "away", within=15)
    turn(ana.page, hidden=False)
    seen_by(fay, sitting.ana, "is here")
    ana.page.close()
    seen_by(fay, sitting.ana, "not here", within=30)


def test_those_who_are_waited_for_at_the_vote_are_seen_too(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.VOTING)
    fay, ana = invite(server, sitting.facilitator), invite(server, sitting.ana)
    for person in (fay, ana):
        person.open_live(sitting.path)
    row = fay.page.locator("#voters li", has_text="Ana")
    expect(row).to_have_class("here")
    for name in ("Ben", "Cleo"):
        expect(fay.page.locator("#voters li", has_text=name)).to_contain_text("not here")
    assert ana.stayed()


def test_a_change_of_presence_does_not_glow_and_takes_nothing_away(server: Server, invite: Invite) -> None:
    sitting = Sitting()
    fay, ana = invite(server, sitting.facilitator), invite(server, sitting.ana)
    fay.open_live(sitting.path)
    fay.page.get_by_label("Title").fill("Half a ti")
    fay.page.evaluate("""() => {
        window.__glowed = [];
        new MutationObserver((changes) => {
            for (const {target} of changes) if (target.classList.contains("glow")) window.__glowed.push(target.id);
        }).observe(document.body, {subtree: true, attributes: true, attributeFilter: ["class"]});
    }""")
    fay.page.wait_for_timeout(1500)
    ana.open_live(sitting.path)
    seen_by(fay, sitting.ana, "is here")
    newcomer = join_workshop(workshop=sitting.workshop, name="Dee", client_key="dee")
    expect(fay.page.locator(f"#p-{newcomer.id}")).to_be_visible()
    fay.page.wait_for_timeout(200)
    assert fay.page.evaluate("() => window.__glowed") == [f"p-{newcomer.id}"]
    expect(fay.page.get_by_label("Title")).to_have_value("Half a ti")


def test_offline_says_whether_something_typed_is_kept(start: Callable[[], Server], invite: Invite) -> None:
    server = start()
    sitting = Sitting().go_to(Stage.LISTING)
    ana = invite(server, sitting.ana)
    ana.open_live(sitting.path)
    ana.forgive("net::ERR", "htmx:error: Failed to fetch", "htmx:sse:error")
    ana.context.set_offline(True)
    server.kill()  # the browser only pretends, and leaves alone what is open already
    line = ana.page.locator("#connection")
    expect(line).to_have_text("Offline")
    ana.box.press_sequentially("Written in a tunnel")
    expect(line).to_have_text("Offline – kept on this device")
    server.start()
    ana.context.set_offline(False)
    expect(line).to_have_text("Live", timeout=20_000)
    expect(ana.box).to_have_value("Written in a tunnel")


def test_a_seat_that_ends_without_a_word_is_noticed(server: Server, invite: Invite) -> None:
    sitting = Sitting()
    ana = invite(server, sitting.ana)
    # Her page may ask for her own part before the stream has said that it is over.
    ana.forgive("status of 403")
    ana.open_live(sitting.path)
    Participant.objects.filter(id=sitting.ana.id).update(pass_key="another")
    expect(ana.page.locator("#connection")).to_have_text("Not live", timeout=15_000)
    expect(ana.page.locator("#banner")).to_contain_text("no longer follow this")


def test_going_back_to_a_page_shows_what_is_true_now(server: Server, invite: Invite) -> None:
    sitting = Sitting()
    ana = invite(server, sitting.ana)
    ana.open_live(sitting.path)
    ana.open("/join/")
    join_workshop(workshop=sitting.workshop, name="Dee", client_key="dee")
    ana.page.go_back()
    expect(ana.page.locator("#people")).to_contain_text("Dee")
    expect(ana.page.locator("#connection")).to_have_text("Live")
    Participant.objects.filter(id=sitting.ben.id).update(removed_at=timezone.now())
    join_workshop(workshop=sitting.workshop, name="Eve", client_key="eve")
    expect(ana.page.locator("#people")).to_contain_text("Eve")
    expect(ana.page.locator("#people")).not_to_contain_text("Ben")


def test_a_page_that_has_missed_what_happened_overwrites_nothing(server: Server, invite: Invite) -> None:
    sitting = Sitting()
    fay = invite(server, sitting.facilitator)
    fay.forgive("net::ERR", "htmx:error", "htmx:sse:error", "status of 422")

    def cut(route: Route) -> None:
        route.abort()

    fay.page.route(STREAM, cut)
    fay.open(sitting.path)
    expect(fay.page.locator("#connection")).to_have_text("Reconnecting…")
    sitting.move(Stage.LISTING)
    fay.press("Next stage")
    expect(fay.page.locator("#stages")).to_have_attribute("data-at", "Listing")
    assert sitting.now().at is Stage.LISTING
    fay.page.unroute(STREAM, cut)
    expect(fay.page.locator("#connection")).to_have_text("Live", timeout=20_000)
