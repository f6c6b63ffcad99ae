"""Taking one page at three widths, light and dark, and noticing what is wrong with it."""

import re
from pathlib import Path
from typing import Literal

from playwright.sync_api import ConsoleMessage, FloatRect, Page, Response

PHONE = 390
SIZES = {PHONE: 844, 768: 1024, 1440: 900}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# A page that is shown whole is cut here: nobody looks at a picture of twenty screens.
LONGEST = 3200
_MISSING = re.compile(r"Failed to load resource.* status of 40[34]")


class Camera:
    """Writes <name>-<width>-<scheme>.png into `folder`; `problems` are sentences about what looked wrong."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.taken = 0
        self.problems: list[str] = []
        folder.mkdir(parents=True, exist_ok=True)

    def watch(self, page: Page) -> Page:
        """Note from now on what goes wrong in a page."""
        page.on("response", self._answered)
        page.on("pageerror", lambda error: self.note(f"{page.url}: {error}"))
        page.on("console", self._said)
        page.set_default_timeout(8000)
        return page

    def note(self, problem: str) -> None:
        if problem not in self.problems:
            self.problems.append(problem)

    def take(self, page: Page, name: str, *, whole: bool = False) -> None:
        """Take a page as it stands: what fits on the screen, or with `whole` what scrolls as well."""
        touch = page.context.new_cdp_session(page)
        for width, height in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            # A phone is touched: what only a pointer or a keyboard needs is not shown there.
            touch.send("Emulation.setTouchEmulationEnabled", {"enabled": width == PHONE})
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
                path = self.folder / f"{name}-{width}-{scheme}.png"
                # Hiding the caret takes an inline style, which our pages do not allow.
                if whole:
                    page.screenshot(path=path, full_page=True, clip=_clip(page, width), caret="initial")
                else:
                    page.screenshot(path=path, caret="initial")
                self.taken += 1
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                self.note(f"{name} is wider than {width} pixels")
        touch.detach()
        page.set_viewport_size({"width": 1440, "height": 900})

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.note(f"{response.url} answered {response.status}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not _MISSING.match(message.text):
            self.note(f"the console said: {message.text}")


def _clip(page: Page, width: int) -> FloatRect:
    height = page.evaluate("Math.max(innerHeight, document.documentElement.scrollHeight)")
    return {"x": 0, "y": 0, "width": width, "height": min(height, LONGEST)}
