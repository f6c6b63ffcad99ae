"""The people in the pictures, each with a browser of their own, and what they do more than once."""

from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from deploy.shots.camera import Camera


@dataclass
class Cast:
    """`place` is the address of the workshop, once there is one."""

    url: str
    camera: Camera
    stranger: Page
    facilitator: Page
    participant: Page
    reviewer: Page
    screen: Page
    place: str = ""

    def see(self, page: Page, path: str = "") -> None:
        """Go to a path of the workshop, or reload it."""
        page.goto(f"{self.place}{path}")

    def all_look(self, stage: str) -> None:
        """Take the stage as the facilitator, a participant and the projector see it."""
        for page, who, path in (
            (self.facilitator, "facilitator", ""),
            (self.participant, "participant", ""),
            (self.screen, "screen", "screen/"),
        ):
            self.see(page, path)
            self.camera.take(page, f"{stage}-{who}")

    def press(self, words: str, who: Page | None = None) -> None:
        """Press a button by its words, and wait until the answer has been put into the page."""
        page = who or self.facilitator
        with page.expect_response(lambda response: response.request.method == "POST"):
            page.get_by_role("button", name=words).first.click()
        page.wait_for_timeout(150)


def gather(browser: Browser, url: str, camera: Camera) -> Cast:
    """Give everybody a browser. The projector hangs on the facilitator's."""

    def somebody() -> Page:
        return camera.watch(browser.new_context(reduced_motion="reduce").new_page())

    facilitator = somebody()
    return Cast(
        url=url,
        camera=camera,
        stranger=somebody(),
        facilitator=facilitator,
        participant=somebody(),
        reviewer=somebody(),
        screen=camera.watch(facilitator.context.new_page()),
    )
