"""What only a browser can show: the guard script at work on a real page and a real stream."""

import re
import time
from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from tests.live import actions
from tests.live.conftest import Watch
from tests.live.test_stream import card
from tests.server import Server
from workshops.models import Participant, Workshop

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

STREAM = re.compile(r"/live/\?")
Opened = Callable[..., Page]


@pytest.fixture
def opened(page: Page, workshop: Workshop, person: Participant) -> Iterator[Opened]:
    """Open the test page: opened(server). Fails the test if the page itself had an error."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))

    def go(server: Server) -> Page:
        page.context.add_cookies([{"name": "who", "value": str(person.id), "url": server.url}])
        page.goto(f"{server.url}/page/{workshop.id}/")
        return page

    yield go
    page.goto("about:blank")
    assert errors == []


def state(page: Page, wanted: str, timeout: float = 15) -> None:
    expect(page.locator("#connection")).to_have_attribute("data-state", wanted, timeout=timeout * 1000)


def turn(page: Page, *, hidden: bool) -> None:
    """Hide the page or show it again, as switching tabs does; a browser without a window never does it itself."""
    page.evaluate(
        """(hidden) => {
            Object.defineProperty(document, "hidden", {configurable: true, get: () => hidden});
            document.dispatchEvent(new Event("visibilitychange"));
        }""",
        hidden,
    )


def test_a_change_is_swapped_in_and_glows(live: Server, opened: Opened, workshop: Workshop) -> None:
    page = opened(live)
    state(page, "live")
    expect(page.locator("#connection")).to_have_text("Live")
    time.sleep(1.1)
    actions.rename(card(workshop), "Humans")
    expect(page.locator("#card-1 span")).to_have_text("Humans")
    expect(page.locator("#card-1")).to_have_class("glow")
    expect(page.locator("#card-1")).not_to_have_class("glow")
    expect(page.locator("#column")).not_to_have_class("glow")


def test_typing_is_not_disturbed(live: Server, opened: Opened, workshop: Workshop) -> None:
    page = opened(live)
    state(page, "live")
    page.get_by_label("Note card-2").fill("draft")
    note = page.get_by_label("Note card-1")
    note.press_sequentially("hello")
    note.press("ArrowLeft")
    note.press("ArrowLeft")
    actions.rename(card(workshop), "Humans")
    expect(page.locator("#card-1 span")).to_have_text("Humans")
    workshop.categories.filter(number=4).delete()
    actions.retitle(workshop, "Three left")
    expect(page.locator(".count")).to_have_text("3")
    assert page.evaluate("[document.activeElement.id, document.activeElement.selectionStart]") == ["card-1-note", 3]
    expect(note).to_have_value("hello")
    expect(page.get_by_label("Note card-2")).to_have_value("draft")


def test_the_bell_fetches_the_own_part(live: Server, opened: Opened, workshop: Workshop, person: Participant) -> None:
    page = opened(live)
    state(page, "live")
    changed = actions.rename(card(workshop), "Humans", bell=[str(person.id)])
    expect(page.locator("#mine")).to_have_text(f"mine at {changed.position}")


@pytest.mark.parametrize("failure", ["refused", "busy", "sign-in page"])
def test_a_failed_first_connection_is_tried_again_and_never_swapped_in(
    live: Server, opened: Opened, page: Page, workshop: Workshop, failure: str
) -> None:
    left = [2]

    def fail(route: Route) -> None:
        left[0] -= 1
        if left[0] < 0:
            route.continue_()
        elif failure == "refused":
            route.abort("connectionrefused")
        else:
            status = 503 if failure == "busy" else 200
            body = '<hx-partial hx-target="#head"><h2 id="head">Sign in</h2></hx-partial><p id="bad">data: bad</p>'
            route.fulfill(status=status, content_type="text/html", body=body)

    page.route(STREAM, fail)
    opened(live)
    expect(page.locator("#connection")).to_have_text("Reconnecting…")
    state(page, "live")
    expect(page.locator("#head")).to_have_text(workshop.title)
    expect(page.locator("#bad")).to_have_count(0)
    actions.rename(card(workshop), "Humans")
    expect(page.locator("#card-1 span")).to_have_text("Humans")


def test_a_restarted_server_is_found_again(start: Callable[..., Server], opened: Opened, workshop: Workshop) -> None:
    server = start()
    page = opened(server)
    state(page, "live")
    server.stop()
    state(page, "reconnecting")
    actions.rename(card(workshop), "While away")
    server.start()
    state(page, "live")
    expect(page.locator("#card-1 span")).to_have_text("While away")
    expect(page.locator("#mine")).to_contain_text("mine at")


def test_a_killed_server_is_found_again(start: Callable[..., Server], opened: Opened, workshop: Workshop) -> None:
    server = start()
    page = opened(server)
    state(page, "live")
    server.kill()
    state(page, "reconnecting")
    server.start()
    state(page, "live")


def test_without_a_network_it_says_so_and_catches_up(live: Server, opened: Opened, workshop: Workshop) -> None:
    page = opened(live)
    state(page, "live")
    page.context.set_offline(True)
    state(page, "offline")
    expect(page.locator("#connection")).to_have_text("Offline")
    page.get_by_label("Name").fill("Kept")
    page.get_by_role("button", name="Write").click()
    expect(page.locator("#banner")).to_contain_text("What you typed is still here")
    actions.retitle(workshop, "Changed meanwhile")
    page.context.set_offline(False)
    state(page, "live")
    expect(page.locator("#head")).to_have_text("Changed meanwhile")
    expect(page.get_by_label("Name")).to_have_value("Kept")
    page.get_by_role("button", name="Write").click()
    expect(page.locator("#card-1 span")).to_have_text("Kept")
    expect(page.locator("#banner")).to_be_empty()


def test_a_silent_line_is_opened_again(start: Callable[..., Server], opened: Opened, workshop: Workshop) -> None:
    page = opened(start(LIVE_BEAT_SECONDS="1"))
    state(page, "live")
    page.evaluate("""() => {
        window.requests = 0;
        const real = window.fetch;
        window.fetch = (...all) => { window.requests += 1; return real(...all); };
        document.getElementById("live").addEventListener(
            "htmx:sse:before:message", (event) => { event.stopImmediatePropagation(); event.preventDefault(); }, true);
    }""")
    page.wait_for_function("() => window.requests > 0", timeout=10_000)


def test_who_is_removed_is_told_and_left_in_peace(
    live: Server, opened: Opened, workshop: Workshop, person: Participant
) -> None:
    page = opened(live)
    state(page, "live")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    actions.remove(person, now=timezone.now())
    expect(page.locator("#banner")).to_contain_text("no longer")
    expect(page.locator("#banner a")).to_have_text("Reload the page")
    time.sleep(2)
    assert [url for url in requests if "/live/" in url] == []


def test_a_failed_post_shows_a_banner_and_swaps_nothing(live: Server, opened: Opened) -> None:
    page = opened(live)
    page.get_by_label("Other").fill("typed")
    page.get_by_role("button", name="Fail").click()
    expect(page.locator("#banner")).to_contain_text("did not work")
    expect(page.get_by_label("Other")).to_have_value("typed")
    expect(page.get_by_text("must not be swapped")).to_have_count(0)


def test_without_room_it_says_why_and_goes_on_when_there_is(
    live: Server, opened: Opened, watch: Watch, person: Participant
) -> None:
    others = [watch(live, person) for _ in range(4)]
    page = opened(live)
    expect(page.locator("#banner")).to_contain_text("too many tabs")
    state(page, "reconnecting")
    others[0].close()
    state(page, "live", 30)
    expect(page.locator("#banner")).to_be_empty()


def test_a_hidden_tab_that_made_way_comes_back_when_it_is_shown(
    live: Server, opened: Opened, watch: Watch, workshop: Workshop, person: Participant
) -> None:
    page = opened(live)
    state(page, "live")
    turn(page, hidden=True)
    page.wait_for_timeout(500)
    others = [watch(live, person) for _ in range(4)]
    state(page, "reconnecting")
    actions.rename(card(workshop), "Meanwhile")
    others[0].close()
    page.wait_for_timeout(1500)
    expect(page.locator("#card-1 span")).not_to_have_text("Meanwhile")
    turn(page, hidden=False)
    state(page, "live")
    expect(page.locator("#card-1 span")).to_have_text("Meanwhile")


def test_a_page_that_hangs_says_so(live: Server, opened: Opened, page: Page) -> None:
    page.route(STREAM, lambda route: None)
    opened(live)
    expect(page.locator("#connection")).to_have_text("Reconnecting…")


def test_what_a_post_brought_is_not_overwritten_by_something_older(
    live: Server, opened: Opened, workshop: Workshop
) -> None:
    page = opened(live)
    state(page, "live")
    page.evaluate(
        """async (epoch) => {
            const form = document.querySelector("form");
            const answer = (title, revision) => htmx.swap({
                sourceElement: form, target: form, swap: "none",
                text: `<hx-partial hx-target="#head" hx-swap="outerMorph"><h2 id="head">${title}</h2></hx-partial>`,
                response: {headers: new Headers({"Live-Position": `${epoch}.${revision}`})},
            });
            await answer("From the POST", 9);
            await answer("Older", 8);
        }""",
        workshop.epoch,
    )
    expect(page.locator("#head")).to_have_text("From the POST")
    actions.retitle(workshop, "Older too")
    actions.rename(card(workshop), "Humans")
    expect(page.locator("#card-1 span")).to_have_text("Humans")
    expect(page.locator("#head")).to_have_text("From the POST")
