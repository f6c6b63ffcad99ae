"""An inspector who goes along on the walk that takes pictures, and looks at each page more closely than a camera."""

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import httpx
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from deploy.shots.camera import Camera

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# This one is left out unless somebody asks for it.
ALL = {
    "runOnly": {"type": "tag", "values": RULES},
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},
}
LOOKS = {"runOnly": {"type": "rule", "values": ["color-contrast", "target-size"]}, "resultTypes": ["violations"]}
AXE = "([place, options]) => axe.run(place ? { include: [[place]] } : document, { ...options, preload: false })"

# Of a list whose rows unfold, the first few stand for all.
UNFOLD = """() => {
    const folded = [...document.querySelectorAll("main details:not([open])")].filter((one) => {
        const row = one.closest("li");
        return !row || [...row.parentElement.children].indexOf(row) < 3;
    });
    folded.forEach((one) => { one.open = true; one.dataset.unfolded = "1"; });
    return folded.length;
}"""
FOLD = """() => document.querySelectorAll("[data-unfolded]").forEach((one) => {
    one.open = false;
    delete one.dataset.unfolded;
})"""
DIALOGS = "() => [...document.querySelectorAll('dialog[id]')].map((dialog) => [dialog.id, dialog.innerHTML])"
TURN = "(way) => { document.documentElement.dir = way; }"
# Whatever makes the page scroll sideways, or lies where nobody can scroll to.
BEYOND = """() => {
    const root = document.documentElement;
    const clips = (one) => ["hidden", "auto", "scroll", "clip"].includes(getComputedStyle(one).overflowX);
    const out = [...document.querySelectorAll("body *")].filter((one) => {
        if (one.closest("svg") && one.tagName !== "svg") return false;
        if (!one.checkVisibility() || !one.getClientRects().length) return false;
        const { left, right, width } = one.getBoundingClientRect();
        if (width <= 1 || (left >= -1 && right <= innerWidth + 1)) return false;
        for (let around = one.parentElement; around && around !== document.body; around = around.parentElement)
            if (clips(around)) return false;
        return true;
    });
    const names = out.slice(0, 3).map((one) => one.outerHTML.slice(0, 120));
    return root.scrollWidth > innerWidth ? ["the page is wider than the window", ...names] : names;
}"""
# A list in which Tab stops at every one of many rows.
TEDIOUS = """() => [...document.querySelectorAll("main ul, main ol")].filter((list) => {
    const stops = (row) => [...row.querySelectorAll("a[href], button, input, select, textarea, summary")].some(
        (one) => one.tabIndex >= 0 && one.checkVisibility() && one.type !== "radio");
    const rows = [...list.children].filter((row) => row.querySelector("a[href], button, input, summary"));
    return rows.length > 10 && rows.filter(stops).length > 1;
}).map((list) => list.outerHTML.slice(0, 160))"""
# A shape that nobody sees on the ground that the reader's own colours give the page.
SHAPES = """() => {
    const ground = getComputedStyle(document.body).backgroundColor;
    const seen = [...document.querySelectorAll("svg.shape, .votes rect, .progress rect, .meter rect, .map use")].filter(
        (one) => one.checkVisibility() && one.getBoundingClientRect().width > 0);
    return seen.filter((one) => {
        const { fill, stroke } = getComputedStyle(one);
        const invisible = (paint) => paint === "none" || paint === ground || paint === "rgba(0, 0, 0, 0)";
        return invisible(fill) && invisible(stroke);
    }).map((one) => one.outerHTML.slice(0, 120));
}"""
# What the stream changes is announced by announcer.js, once per burst. In somebody's own part their doings are said,
# and beside a form what became of it: places that are empty until somebody sends it.
TALKATIVE = """() => [...document.querySelectorAll(
    "#stages, #board, #controls, body > main > [id]:not(#live, #announcer)")].flatMap((region) =>
    [...region.querySelectorAll("[role=status], [role=alert], [role=log], [aria-live]:not([aria-live=off])")]
).filter(
    (one) => !one.closest("#mine, dialog, [id$=-says], #activity-said, .note-state")
).map((one) => one.outerHTML.slice(0, 160))"""
# What a page names, and is not there without. What comes once it is there and at rest is not among it.
WITHOUT_SCRIPTS = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
NAMED = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg))"')


@dataclass
class Seen:
    """One page as it was: its title, its tree of roles and names, and what a first visit to it would load."""

    url: str
    title: str
    tree: str
    bytes: int


@dataclass
class Findings:
    """What is wrong, by topic, in sentences that begin with the name of the page."""

    by_topic: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def note(self, topic: str, name: str, what: Iterable[str]) -> None:
        self.by_topic[topic] += [f"{name}: {one}" for one in what]

    def about(self, topic: str) -> str:
        """All that was found, a line each; nothing if nothing was."""
        return "\n".join(dict.fromkeys(self.by_topic[topic]))


class Inspector(Camera):
    """Takes no pictures. What it saw is in `pages`, by the name a picture would have, and in `findings`."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.pages: dict[str, Seen] = {}
        self.findings = Findings()
        self._weights: dict[str, int] = {}
        self._opened: set[str] = set()
        self.origins = ("http://127.0.0.1:", "http://localhost:")

    def take(self, page: Page, name: str, *, whole: bool = False) -> None:
        page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
        self.taken += 1
        self.pages[name] = Seen(page.url, page.title(), page.locator("body").aria_snapshot(), self._weigh(page))
        self.findings.note("lists", name, page.evaluate(TEDIOUS))
        self.findings.note("live regions", name, page.evaluate(TALKATIVE))
        self._look_with_axe(page, name)
        self._look_from_the_right(page, name)
        self._look_in_forced_colours(page, name)
        page.set_viewport_size({"width": 1440, "height": 900})

    def _look_with_axe(self, page: Page, name: str) -> None:
        """On a laptop by day as it stands, and what it can open; on a phone by night with all unfolded."""
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.set_viewport_size({"width": 1440, "height": 900})
        self.findings.note("axe", f"{name}, light", axe(page))
        for dialog, html in page.evaluate(DIALOGS):
            if html not in self._opened:
                self._opened.add(html)
                page.evaluate("(id) => document.getElementById(id).showModal()", dialog)
                self.findings.note("axe", f"{name}, light, with {dialog} open", axe(page, f"#{dialog}"))
                page.evaluate("(id) => document.getElementById(id).close()", dialog)
        if page.evaluate(UNFOLD):
            self.findings.note("axe", f"{name}, light, unfolded", axe(page, "[data-unfolded]"))
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        page.set_viewport_size({"width": 390, "height": 844})
        self.findings.note("axe", f"{name}, dark, unfolded", axe(page, options=LOOKS))
        self.findings.note("width", f"{name} at 390, unfolded", page.evaluate(BEYOND))
        page.evaluate(FOLD)
        page.emulate_media(color_scheme="light", reduced_motion="reduce")

    def _look_from_the_right(self, page: Page, name: str) -> None:
        page.evaluate(TURN, "rtl")
        for width in (390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            self.findings.note("right to left", f"{name} at {width}", page.evaluate(BEYOND))
        page.evaluate(TURN, "")

    def _look_in_forced_colours(self, page: Page, name: str) -> None:
        page.emulate_media(forced_colors="active", reduced_motion="reduce")
        self.findings.note("forced colours", name, page.evaluate(SHAPES))
        page.emulate_media(forced_colors="none", reduced_motion="reduce")

    def watch(self, page: Page) -> Page:
        """Note also what a page asks of anybody but its own server."""
        page.on("request", lambda request: self._asked(page, request.url))
        return super().watch(page)

    def _asked(self, page: Page, url: str) -> None:
        if not url.startswith((*self.origins, "data:", "blob:")):
            self.findings.note("other places", page.url, [url])

    def _weigh(self, page: Page) -> int:
        """The bytes of a first visit to this page as it is now, compressed, fonts aside."""
        text = page.request.get(page.url).text()
        files = {urljoin(page.url, path) for path in NAMED.findall(WITHOUT_SCRIPTS.sub("", text))}
        return len(gzip.compress(text.encode())) + sum(self._weight(url) for url in files)

    def _weight(self, url: str) -> int:
        if url not in self._weights:
            answer = httpx.get(url, headers={"Accept-Encoding": "identity"})
            self._weights[url] = len(gzip.compress(answer.content))
        return self._weights[url]


def axe(page: Page, place: str = "", options: dict[str, Any] = ALL) -> list[str]:
    """What axe finds wrong on the page, or in one place of it: rule, element and message."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(AXE, [place, options])["violations"]
    return [
        f"{rule['id']}: {json.dumps(node['target'])} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"][:5]
    ]
