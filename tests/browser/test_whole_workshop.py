"""One workshop from the sign-in link to the sign-off, by four people at once, and nobody ever reloads."""

import re
import statistics
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from communities.actions.settle_in import settle_in
from communities.links import sign_in_url
from tests.browser.conftest import Invite
from tests.browser.people import Person, Stopwatch
from tests.server import Server

pytestmark = pytest.mark.browser

LISTED = (
    ("Hold regular 1-2-1s", "Hire engineers", "Assign the tickets"),
    ("Set the objectives", "Decide the architecture"),
    ("Run the stand-up", "Welcome new starters"),
)
# How Ana, Ben and Cleo vote.
VOTES = {
    "Hold regular 1-2-1s": "ggg",
    "Hire engineers": "ggg",
    "Assign the tickets": "rrr",
    "Set the objectives": "aag",
    "Decide the architecture": "rrg",
    "Run the stand-up": "gar",
    "Welcome new starters": "gga",
}
NAMES = {"g": "Green", "a": "Amber", "r": "Red"}
NUMBERS = {"g": "1", "a": "2", "r": "3"}


def open_a_workshop(fay: Person) -> str:
    """Sign in by the link, make a workshop of the usual template, and return its join code."""
    fay.open(urlsplit(sign_in_url(settle_in(name="Fay"))).path)
    fay.page.get_by_role("link", name="New workshop").first.click()
    fay.page.get_by_role("radio", name=re.compile("^Engineering Manager")).check()
    fay.press("Create workshop")
    expect(fay.page.locator("#connection")).to_have_text("Live")
    fay.mark()
    return fay.page.locator("#join-code").inner_text()


def join(ana: Person, ben: Person, cleo: Person, fay: Person, code: str, watch: Stopwatch) -> None:
    """On a phone by the link, on a laptop by the code, and with the keyboard alone."""
    ana.open(f"/j/{code}/")
    ana.page.get_by_label("Your name").fill("Ana")
    with watch.until(fay, place="#people", text="Ana"):
        ana.press("Join workshop")
    ben.open("/")
    ben.page.get_by_label("Join code").fill(code.lower())
    ben.press("Join workshop")
    ben.page.get_by_label("Your name").fill("Ben")
    with watch.until(fay, place="#people", text="Ben"):
        ben.press("Join workshop")
    cleo.open(f"/j/{code}/")
    cleo.tab_to(cleo.page.get_by_label("Your name"))
    cleo.page.keyboard.type("Cleo")
    with watch.until(fay, ana, place="#people", text="Cleo"):
        cleo.page.keyboard.press("Enter")
    for person in (ana, ben, cleo):
        expect(person.page.locator("#connection")).to_have_text("Live")
        person.mark()


def list_responsibilities(people: list[Person], fay: Person, watch: Stopwatch) -> None:
    with watch.until(*people, place="main", text="Nothing yet"):
        fay.press("Next stage")
    count = 0
    for person, texts in zip(people, LISTED, strict=True):
        for text in texts:
            count += 1
            with watch.until(fay, place="#others-total", text=str(count)):
                person.add(text)
    for person in (*people, fay):
        others = [text for texts, author in zip(LISTED, people, strict=True) if author is not person for text in texts]
        assert not [text for text in others if text in person.page.content()], "the wall is not shown yet"
    with watch.until(*people, fay, place="main", text="Set the objectives"):
        fay.press("Show the wall")


def vote(voters: list[Person], fay: Person, watch: Stopwatch) -> None:
    """By thumb, by letters, and by numbers."""
    with watch.until(*voters, place="main", text=f"{len(VOTES)} left"):
        fay.press("Next stage")
    for place, voter in enumerate(voters):
        with watch.until(fay, place="#progress", text=f"{place + 1} of 3 done"):
            for left in reversed(range(len(VOTES))):
                shown = voter.page.locator("#now").inner_text()
                colour = next(colours[place] for text, colours in VOTES.items() if text in shown)
                choose(voter, place, colour)
                if left:
                    expect(voter.page.locator("#left")).to_have_text(f"{left} left")
        expect(voter.page.locator("#left")).to_have_count(0)
    with watch.until(*voters, fay, place="main", text="you already agree on"):
        fay.press("Reveal votes")


def choose(voter: Person, place: int, colour: str) -> None:
    if place == 0:
        voter.press(NAMES[colour])
    else:
        voter.page.keyboard.press(colour if place == 1 else NUMBERS[colour])
    if colour == "r":
        voter.explain("The people who build it should run it.", "Tech Lead")


def discuss(voters: list[Person], fay: Person, watch: Stopwatch) -> None:
    """Vote again on what is contested and decide it, park what is amber, accept the rest."""
    with watch.until(*voters, fay, place="#focus", text="Run the stand-up"):
        fay.press("Next stage")
    expect(voters[0].page.locator("#focus")).to_contain_text("The people who build it should run it.")
    with watch.until(*voters, place="#mine", text="Vote again"):
        fay.press("Re-vote")
    for count, voter in enumerate(voters, start=1):
        with watch.until(fay, place="#focus", text=f"{count} of 3"):
            voter.press("Green")
    with watch.until(*voters, place="#focus", text="3 green, 0 amber, 0 red"):
        fay.press("Reveal votes")
    fay.page.get_by_label("In one line, why?").fill("We all do.")
    with watch.until(*voters, fay, place="#decided", text="We all do."):
        fay.press("Record decision")
    with watch.until(*voters, place="#focus", text="Set the objectives"):
        fay.page.locator("#queue").get_by_role("button", name="Set the objectives").click()
    # Her own forms are about what was in focus before until the answer to her click has come.
    expect(fay.page.get_by_label("In one line, why?")).to_have_value("")
    with watch.until(*voters, place="#focus", text="Idea for the next version"):
        fay.press("Park as idea")
    with watch.until(*voters, place="#queue", text="All settled"):
        fay.press("Accept all agreed")


def sort(people: list[Person], fay: Person, watch: Stopwatch) -> None:
    """Into an area of the template by phone, into a new one by keyboard."""
    ana, ben, cleo = people
    with watch.until(*people, fay, place="#tray", text="Unsorted 4"):
        fay.press("Next stage")
    tray = "#tray"
    ana.page.locator(tray).get_by_role("checkbox", name="Welcome new starters").check()
    ana.page.get_by_label("Area", exact=True).fill("New Starters")
    with watch.until(ben, fay, place=tray, text="Unsorted 3"):
        ana.press("Move")
    for text in ("Hold regular 1-2-1s", "Hire engineers", "Run the stand-up"):
        cleo.tab_to(cleo.page.locator(tray).get_by_role("checkbox", name=text))
        cleo.page.keyboard.press("Space")
    cleo.tab_to(cleo.page.get_by_label("Area", exact=True))
    cleo.page.keyboard.type("Looking after people")
    with watch.until(ana, ben, fay, place="#areas", text="Looking after people"):
        cleo.page.keyboard.press("Enter")
    expect(fay.page.locator(tray)).to_contain_text("Everything has a place")
    expect(fay.page.locator("#rest")).to_contain_text("Tech Lead")


def publish(people: list[Person], fay: Person, watch: Stopwatch) -> str:
    """Publish 1.0, read it as page and as Markdown, and return a reviewer's link."""
    with watch.until(*people, fay, place="main", text="Looking after people"):
        fay.press("Next stage")
    with watch.until(*people, place="main", text="Version 1.0"):
        fay.press("Publish")
    reading = fay.context.new_page()
    reading.goto(f"{fay.origin}{fay.page.get_by_role('link', name='Version 1.0').get_attribute('href')}")
    expect(reading).to_have_url(re.compile(r"/f/[0-9a-f-]{36}/1\.0/$"))
    expect(reading.locator("main")).to_contain_text("Hire engineers")
    markdown = fay.context.request.get(f"{reading.url.rstrip('/')}.md")
    assert markdown.ok
    for words in ("Looking after people", "Hire engineers", "Tech Lead", "Assign the tickets", "Set the objectives"):
        assert words in markdown.text()
    reading.close()
    fay.page.get_by_label("Reviewer’s name").fill("Priya")
    fay.press("Make a link")
    return fay.page.get_by_label("Private link for Priya").input_value()


def review(priya: Person, fay: Person, link: str, watch: Stopwatch) -> None:
    """Ask for a change, be content with it, sign off; the facilitator sees each as it happens."""
    priya.page.goto(link)
    expect(priya.page.locator("#connection")).to_have_text("Live")
    priya.mark()
    part = priya.page.get_by_role("complementary", name="Review of Looking after people")
    part.get_by_label("Your comment").fill("Who pays for it?")
    with watch.until(fay, place="main", text="Who pays for it?"):
        part.get_by_role("button", name="Ask for a change").click()
    with watch.until(fay, place="main", text="1 approved"):
        part.get_by_role("button", name="Approve").click()
    with watch.until(fay, place="main", text="1 of 1 signed off"):
        priya.press("Sign off")
    expect(priya.page.get_by_role("heading", name="You have signed version 1.0 off")).to_be_visible()


def test_a_role_is_worked_out_live_and_signed_off(
    server: Server, invite: Invite, record_property: Callable[[str, object], None]
) -> None:
    watch = Stopwatch()
    fay, priya = invite(server, width=1440), invite(server)
    phone = {"width": 390, "has_touch": True, "is_mobile": True}
    people = ana, ben, cleo = [invite(server, **phone), invite(server), invite(server)]
    join(ana, ben, cleo, fay, open_a_workshop(fay), watch)
    list_responsibilities(people, fay, watch)
    vote(people, fay, watch)
    discuss(people, fay, watch)
    sort(people, fay, watch)
    review(priya, fay, publish(people, fay, watch), watch)
    assert all(person.stayed() for person in (*people, fay, priya)), "a page was loaded again"
    median = statistics.median(watch.seconds)
    record_property("median seconds until a change is seen", median)
    assert median < 1, sorted(watch.seconds)
