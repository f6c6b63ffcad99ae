"""Whatever people type is text: it is shown as they typed it, and does nothing."""

import pytest
from playwright.sync_api import Page, expect

from frameworks.actions.inviting import invite_reviewer
from responsibilities.actions.clustering import create_area, put_in_area
from responsibilities.actions.discussion import park_as_idea, record_decision
from responsibilities.actions.voting import cast_vote
from tests.browser.conftest import Invite
from tests.browser.people import Person
from tests.browser.sitting import Sitting
from tests.server import Server
from workshops.actions.details import describe_workshop
from workshops.actions.stages import show_wall
from workshops.models import Names, Stage

pytestmark = pytest.mark.browser

SCRIPT = "<script>alert(1)</script>"
TEMPLATE = "{{ 7*7 }} {% now 'Y' %}"
ATTRIBUTE = "\"><img src=x onerror=alert(2)> ' onfocus=alert(3) autofocus x='"
PARTIAL = '<hx-partial hx-target="#board"><p id="planted">planted</p></hx-partial><!--mine-->'
BACKWARDS = "\u202egnitov \u2067 to the left"
WIDE = "W" * 300
NASTY = (SCRIPT, TEMPLATE, ATTRIBUTE, PARTIAL, BACKWARDS, WIDE)
COMMENT = f"{SCRIPT} {PARTIAL}"
NAMES = (SCRIPT, TEMPLATE, '"><img src=x onerror=alert(2)>')


def is_harmless(page: Page, *shown: str) -> None:
    """The text is on the page as it was typed, and nothing came of it."""
    main = page.locator("body")
    for text in shown:
        expect(main).to_contain_text(text)
    planted = "img[src=x], #planted, main script, svg script, [onerror], [onfocus]"
    assert page.locator(planted).count() == 0
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), "it is wider than the screen"


def describe(sitting: Sitting) -> None:
    said = {"title": SCRIPT, "purpose": f"{ATTRIBUTE}\n{WIDE}", "organisation": TEMPLATE, "teams": PARTIAL}
    describe_workshop(workshop=sitting.workshop, said={**said, "founders": BACKWARDS})
    for participant, name in zip(sitting.people, NAMES, strict=True):
        participant.name = name
        participant.save()


def list_nasty_things(sitting: Sitting, ana: Person) -> None:
    """All of it through the box itself, which also survives being refused."""
    for text in NASTY[:-1]:
        ana.add(text)
    ana.forgive("status of 422")
    ana.box.fill(WIDE + SCRIPT)
    ana.box.press("Enter")
    expect(ana.page.get_by_role("alert")).to_contain_text("at most 300 fit")
    expect(ana.box).to_have_value(WIDE + SCRIPT)
    ana.add(WIDE)
    show_wall(workshop=sitting.workshop)


def vote_with_nasty_reasons(sitting: Sitting, ana: Person) -> None:
    ana.press("Red")
    ana.explain(ATTRIBUTE, TEMPLATE)
    expect(ana.page.locator("#left")).to_have_text("5 left")
    reason = f"{SCRIPT} {PARTIAL}"
    for text in NASTY[1:]:
        here = sitting.responsibility(text).id
        for voter, colour in zip(sitting.people, ("red", "amber", "green"), strict=True):
            cast_vote(voter=voter, responsibility_id=here, colour=colour, reason=reason, owner=NAMES[2])


def decide_nastily(sitting: Sitting, fay: Person) -> None:
    fay.page.get_by_label("In one line, why?").fill(ATTRIBUTE)
    fay.press("Record decision")
    for text in NASTY:
        here = sitting.responsibility(text).id
        record_decision(workshop=sitting.workshop, responsibility_id=here, colour="green", rationale=PARTIAL)
    park_as_idea(workshop=sitting.workshop, responsibility_id=sitting.responsibility(SCRIPT).id)


def sort_into_nasty_areas(sitting: Sitting) -> None:
    for name in NASTY:
        create_area(workshop=sitting.workshop, name=name, emoji=SCRIPT, description=PARTIAL)
    every = [sitting.responsibility(text).id for text in (TEMPLATE, PARTIAL)]
    put_in_area(workshop=sitting.workshop, responsibility_ids=every, name=SCRIPT)


def review_nastily(sitting: Sitting, priya: Person) -> None:
    reviewer = invite_reviewer(framework=sitting.publish().framework, name=NAMES[2])
    priya.open_live(f"/r/{reviewer.token}/")
    priya.page.get_by_role("textbox", name="Your comment").first.fill(COMMENT)
    priya.page.get_by_role("button", name="Ask for a change").first.click()
    is_harmless(priya.page, COMMENT, *NASTY)


def test_nothing_that_people_type_does_anything(server: Server, invite: Invite) -> None:
    sitting = Sitting(names=Names.NAMED)
    describe(sitting)
    fay, ana = invite(server, sitting.facilitator, width=1440), invite(server, sitting.ana, width=390)
    pages = (fay.open_live(sitting.path), ana.open_live(sitting.path))

    def all_harmless(place: str, *shown: str) -> None:
        for page in pages:
            expect(page.locator(place)).to_be_visible()
            is_harmless(page, *shown)

    all_harmless("#people", SCRIPT, ATTRIBUTE, WIDE, *NAMES)
    sitting.move(Stage.LISTING)
    list_nasty_things(sitting, ana)
    all_harmless("#wall", *NASTY)
    sitting.move(Stage.VOTING)
    vote_with_nasty_reasons(sitting, ana)
    fay.press("Reveal votes")
    all_harmless("#result", *NASTY)
    sitting.move(Stage.DISCUSSION)
    all_harmless("#focus", *NASTY)
    decide_nastily(sitting, fay)
    all_harmless("#focus", *NASTY)
    sitting.move(Stage.CLUSTERING)
    sort_into_nasty_areas(sitting)
    all_harmless("#areas", *NASTY)
    sitting.move(Stage.FRAMEWORK)
    all_harmless("#made", *NASTY)
    review_nastily(sitting, invite(server))
    all_harmless("#made", COMMENT, NAMES[2])
    for page in pages:
        page.goto(f"{server.url}{sitting.path}published/1.0/")
    all_harmless("#made", COMMENT, *NASTY)
