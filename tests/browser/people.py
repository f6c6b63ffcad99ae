"""People at their browsers: what they do, said as they would say it, and whatever goes wrong on their pages."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpResponse
from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Locator, Page, Request, WebError, expect

from workshops.access import give_seat
from workshops.models import Participant

FOCUSED = """() => {
    const at = document.activeElement;
    return at && at !== document.body ? at.id || at.tagName : "";
}"""
SAME_LIST = """(element) => {
    const list = element.closest("[data-roving]");
    return Boolean(list && list.contains(document.activeElement));
}"""
# How many rows on somebody is than another thing of the same list; below nothing, how many rows before it.
ROWS_AWAY = """(element) => {
    const rows = [...element.closest("[data-roving]").children];
    const row = (one) => rows.findIndex((around) => around.contains(one));
    return row(document.activeElement) - row(element);
}"""


class Person:
    """Somebody at a browser of their own. `troubles` is what no page of theirs may ever have."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.context = context
        self.origin = origin
        self.troubles: list[str] = []
        self.requests: list[str] = []
        self._forgiven: list[str] = []
        context.on("console", self._hear)
        context.on("weberror", self._note_error)
        context.on("dialog", self._close)
        context.on("request", self._note_request)
        self.page = context.new_page()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(words in message.text for words in self._forgiven):
            self.troubles.append(f"console {message.type}: {message.text} ({message.location.get('url')})")

    def _note_error(self, error: WebError) -> None:
        self.troubles.append(f"page error: {error.error}")

    def _close(self, dialog: Dialog) -> None:
        self.troubles.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _note_request(self, request: Request) -> None:
        self.requests.append(request.url)
        if not request.url.startswith((f"{self.origin}/", "data:", "blob:")):
            self.troubles.append(f"request to another origin: {request.url}")

    def forgive(self, *words: str) -> None:
        """Expect messages with these words on the console from now on: a browser reports every failed request there."""
        self._forgiven += words

    def sit(self, seat: Participant) -> None:
        """Have the cookies of somebody who has joined."""
        for name, cookie in give_seat(HttpResponse(), seat).cookies.items():
            self.context.add_cookies(
                [{"name": name, "value": cookie.value, "domain": "127.0.0.1", "path": cookie["path"]}]
            )

    def leave(self) -> None:
        self.context.close()

    def open(self, path: str, page: Page | None = None) -> Page:
        """Go to an address of the server."""
        page = page or self.page
        page.goto(self.origin + path)
        return page

    def open_live(self, path: str, page: Page | None = None) -> Page:
        """Go to a page that listens, and wait until it does and all of it is there.

        From then on it may not be loaded again unseen.
        """
        page = self.open(path, page)
        expect(page.locator("#connection")).to_have_text("Live")
        expect(page.locator("[data-later]")).to_have_count(0)
        self.mark(page)
        return page

    def another_tab(self, path: str) -> Page:
        return self.open_live(path, self.context.new_page())

    def mark(self, page: Page | None = None) -> None:
        """Leave a mark that only a reload takes away; see `stayed`."""
        (page or self.page).evaluate("() => { window.__mark = true; }")

    def stayed(self, page: Page | None = None) -> bool:
        """True if the page has not been loaded again since `mark`."""
        return bool((page or self.page).evaluate("() => window.__mark === true"))

    def focused(self) -> str:
        """The id of what has the focus, or its tag; "" for nothing in particular."""
        return str(self.page.evaluate(FOCUSED))

    def tab_to(self, target: Locator, most: int = 80) -> None:
        """Press Tab until `target` has the focus, and arrows along its list, as somebody without a mouse does."""
        expect(target).to_be_visible()
        for _ in range(most):
            if target.evaluate("(element) => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
            if target.evaluate(SAME_LIST):
                self._go_along_to(target)
                return
        raise AssertionError(f"{target} cannot be reached by Tab; the focus is on {self.focused() or 'nothing'}")

    def _go_along_to(self, target: Locator) -> None:
        """Inside a list: from its first row on, until `target` has the focus."""
        self.page.keyboard.press("Home")
        while (away := target.evaluate(ROWS_AWAY)) < 0:
            self.page.keyboard.press("ArrowDown")
            assert target.evaluate(ROWS_AWAY) > away, f"arrows do not lead to {target}"
        for _ in range(10):
            if target.evaluate("(element) => element === document.activeElement"):
                return
            self.page.keyboard.press("ArrowRight")
        raise AssertionError(f"{target} cannot be reached by arrows; the focus is on {self.focused() or 'nothing'}")

    @property
    def box(self) -> Locator:
        """The box that adds."""
        return self.page.get_by_label("Responsibility", exact=True)

    def press(self, name: str) -> None:
        """Press the button of this name."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def add(self, text: str) -> None:
        """List one responsibility, and see it among one's own."""
        self.box.fill(text)
        self.box.press("Enter")
        expect(self.page.locator("#yours")).to_contain_text(text)
        expect(self.box).to_have_value("")

    def confirmed(self, timeout: float | None = None) -> None:
        """Wait until the server has confirmed all that was handed in."""
        expect(self.page.locator("#outbox")).not_to_have_attribute("data-waiting", "", timeout=timeout)

    def explain(self, reason: str, owner: str = "") -> None:
        """Say why it is red, and go on."""
        self.page.get_by_label("Why?").fill(reason)
        self.page.get_by_label("Who should own it instead?").fill(owner)
        self.press("Save and go on")
        expect(self.page.get_by_label("Why?")).to_have_count(0)


class Stopwatch:
    """How long what somebody does takes to be seen by others, measured in their pages."""

    ARM = """([selector, text]) => {
        window.__seen = new Promise((done) => {
            const look = () => {
                if (!document.querySelector(selector)?.textContent.includes(text)) return;
                observer.disconnect();
                done(Date.now());
            };
            const observer = new MutationObserver(look);
            observer.observe(document.body, {subtree: true, childList: true, characterData: true});
            look();
        });
    }"""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    @contextmanager
    def until(self, *seers: Person, place: str, text: str) -> Iterator[None]:
        """Run the body, wait until every seer has `text` at the selector `place`, and keep the time that took."""
        for seer in seers:
            seer.page.evaluate(self.ARM, [place, text])
        began = time.time()
        yield
        for seer in seers:
            expect(seer.page.locator(place)).to_contain_text(text)
            self.seconds.append(seer.page.evaluate("() => window.__seen") / 1000 - began)
