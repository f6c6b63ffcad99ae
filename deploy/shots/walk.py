"""The walk: from the front door through every stage to a signed-off version."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Error

from deploy.installation import Installation
from deploy.shots import beside
from deploy.shots.cast import Cast
from deploy.shots.desks import everybody_sits_down

Step = Callable[[Cast], None]


def walk(cast: Cast, remit: Installation, file: Path) -> None:
    """Take every page. A step that fails is noted, and the walk goes on with the next."""
    steps: list[tuple[str, Step]] = [
        ("the front door", front_door),
        ("signing in", lambda cast: sign_in(cast, remit.sign_in_link, file)),
        ("sitting down", lambda cast: everybody_sits_down(remit)),
        ("the lobby", lobby),
        ("coming in", beside.coming_in),
        ("listing", listing),
        ("voting", voting),
        ("beside the board", beside.the_board),
        ("the reveal", reveal),
        ("the discussion", discussion),
        ("clustering", clustering),
        ("the framework", framework),
        ("the review", review),
        ("home again", home),
    ]
    for name, step in steps:
        try:
            step(cast)
        except (Error, AssertionError) as error:
            cast.camera.note(f"{name} could not be walked: {_why(error)}")


def _why(error: Exception) -> str:
    """Return what failed, and what was waited for, out of Playwright's long account of it."""
    first, *others = str(error).splitlines() or [repr(error)]
    return " ".join([first, *(line.strip(" -") for line in others if "waiting for" in line)][:2])


def front_door(cast: Cast) -> None:
    for name, path in (
        ("stranger", "/"),
        ("sign-in", "/sign-in/"),
        ("join", "/join/"),
        ("not-found", "/nowhere/"),
    ):
        cast.stranger.goto(f"{cast.url}{path}")
        cast.camera.take(cast.stranger, name, whole=True)


def sign_in(cast: Cast, link: str, file: Path) -> None:
    page = cast.facilitator
    page.goto(link)
    cast.camera.take(page, "home-empty")
    page.goto(f"{cast.url}/workshops/new/")
    cast.camera.take(page, "new-workshop", whole=True)
    page.goto(f"{cast.url}/workshops/import/")
    cast.camera.take(page, "import")
    page.get_by_label("Workshop file").set_input_files(file)
    page.get_by_role("button", name="Import").click()
    page.wait_for_url(re.compile(r"/w/[0-9a-f-]+/$"))
    cast.place = page.url
    cast.stranger.goto(cast.place)
    cast.camera.take(cast.stranger, "forbidden", whole=True)


def lobby(cast: Cast) -> None:
    link = cast.facilitator.locator("#join-link").get_attribute("href") or ""
    cast.participant.goto(link)
    cast.camera.take(cast.participant, "join-by-link", whole=True)
    cast.participant.get_by_label("Your name").fill("Sam Okafor")
    cast.participant.get_by_role("button", name="Join workshop").click()
    cast.participant.wait_for_url(cast.place)
    cast.all_look("lobby")


def listing(cast: Cast) -> None:
    cast.press("Next stage")
    cast.see(cast.participant)
    for text, category in (
        ("Hear from every new joiner after a month", "People"),
        ("Keep the on-call rota fair", "Team"),
    ):
        cast.participant.get_by_label("Responsibility", exact=True).fill(text)
        cast.participant.locator("#add .pill").filter(has_text=category).locator("input").check()
        cast.press("Add", cast.participant)
    cast.all_look("listing")
    cast.press("Show the wall")
    cast.all_look("wall")


def voting(cast: Cast) -> None:
    cast.press("Next stage")
    cast.see(cast.participant)
    for colour in ("Green", "Green", "Amber"):
        cast.press(colour, cast.participant)
    cast.all_look("voting")
    cast.press("Red", cast.participant)
    cast.participant.get_by_label("Why?").fill("The team can do this without a manager in the room.")
    cast.camera.take(cast.participant, "voting-why")


def reveal(cast: Cast) -> None:
    cast.press("Reveal votes")
    cast.all_look("reveal")


def discussion(cast: Cast) -> None:
    cast.press("Next stage")
    cast.all_look("discussion")
    cast.press("Re-vote")
    cast.see(cast.participant)
    cast.press("Red", cast.participant)
    cast.all_look("re-vote")
    cast.press("Reveal votes")
    cast.see(cast.facilitator)
    page = cast.facilitator
    page.locator("form[id^=decide-] input[value=red]").check()
    page.get_by_label("In one line, why?").fill("It needs somebody who is there every day.")
    page.locator("input[name=owner]").first.fill("Tech Lead")
    cast.press("Record decision")
    cast.all_look("decision")
    cast.press("Accept all agreed")


def clustering(cast: Cast) -> None:
    cast.press("Next stage")
    cast.all_look("clustering")
    page = cast.facilitator
    cast.see(page)
    for box in page.locator("#mover, .tray").get_by_role("checkbox").all()[:3]:
        box.check()
    page.get_by_label("Area", exact=True).fill("Wellbeing of Engineers")
    cast.camera.take(page, "clustering-choosing")
    cast.press("Move")


def framework(cast: Cast) -> None:
    cast.press("Next stage")
    cast.all_look("framework")
    cast.press("Publish")
    cast.all_look("published")
    page = cast.facilitator
    cast.see(page)
    page.get_by_label("Reviewer’s name").fill("Priya Nair")
    cast.press("Make a link")
    cast.camera.take(page, "reviewers", whole=True)
    cast.see(cast.participant, "published/1.0/")
    cast.camera.take(cast.participant, "version")


def review(cast: Cast) -> None:
    cast.see(cast.facilitator)
    link = cast.facilitator.get_by_label("Private link for Priya Nair").input_value()
    page = cast.reviewer
    page.goto(link)
    cast.camera.take(page, "review-open")
    cast.press("Approve", page)
    page.get_by_label(re.compile("^Your comment")).nth(1).fill("Who sets the objectives of the department?")
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.get_by_role("button", name="Ask for a change").nth(1).click()
    page.goto(link)
    cast.camera.take(page, "review", whole=True)


def home(cast: Cast) -> None:
    cast.facilitator.goto(f"{cast.url}/")
    cast.camera.take(cast.facilitator, "home")
    published = cast.facilitator.locator("a[href^='/f/']").first
    published.click()
    cast.facilitator.wait_for_url(re.compile(r"/f/"))
    cast.camera.take(cast.facilitator, "framework-page", whole=True)
