"""Whatever people type is text: it is shown as they typed it, and does nothing."""

import pytest
from playwright.sync_api import Page, expect

from frameworks.actions.inviting import invite_reviewer
from frameworks.actions.reviewing import review_part
from responsibilities.actions.clustering import create_area, put_in_area
from responsibilities.actions.discussion import park_as_idea, record_decision
from responsibilities.actions.voting import cast_vote
from tests.browser.conftest import Invite
from tests.browser.sitting import Sitting
from tests.server import Server
from workshops.actions.details import describe_workshop
from workshops.models import Names, Stage

pytestmark = pytest.mark.browser

SCRIPT = "<script>alert(1)</script>"
TEMPLATE = "{{ 7*7 }} {% now 'Y' %}"
ATTRIBUTE = "\"><img src=x onerror=alert(2)> ' onfocus=alert(3) autofocus x='"
PARTIAL = '<hx-partial hx-target="#board"><p id="planted">planted</p></hx-partial><!--mine-->'
BACKWARDS = "\u202egnitov \u2067 to the left"
WIDE = "W" * 300
NASTY = (SCRIPT, TEMPLATE, ATTRIBUTE, PARTIAL, BACKWARDS, WIDE)
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


def test_nothing_that_people_type_does_anything(server: Server, invite: Invite) -> None:
    sitting = Sitting(names=Names.NAMED)
    describe(sitting)
    fay, ana = invite(server, sitting.facilitator, width=1440), invite(server, sitting.ana, width=390)
    pages = (fay.open_live(sitting.path), ana.open_live(sitting.path))
    for page in pages:
        is_harmless(page, SCRIPT, ATTRIBUTE, WIDE, *NAMES)

    sitting.move(Stage.LISTING)
    for text in NASTY[:-1]:
        ana.add(text)
    ana.box.fill(WIDE + SCRIPT)
    ana.box.press("Enter")
    expect(ana.page.get_by_role("alert")).to_contain_text("at most 300 fit")
    expect(ana.box).to_have_value(WIDE + SCRIPT)
    ana.add(WIDE)
    fay.press("Show the wall")
    for page in pages:
        expect(page.locator("#wall")).to_be_visible()
        is_harmless(page, *NASTY)

    sitting.move(Stage.VOTING)
    ana.press("Red")
    ana.explain(ATTRIBUTE, TEMPLATE)
    expect(ana.page.locator("#left")).to_have_text("5 left")
    for text in NASTY:
        for voter, colour in zip(sitting.people, ("red", "amber", "green"), strict=True):
            here = sitting.responsibility(text).id
            cast_vote(voter=voter, responsibility_id=here, colour=colour, reason=f"{SCRIPT} {PARTIAL}", owner=NAMES[2])
    fay.press("Reveal votes")
    for page in pages:
        is_harmless(page, *NASTY)

    sitting.move(Stage.DISCUSSION)
    fay.page.get_by_label("In one line, why?").fill(ATTRIBUTE)
    fay.press("Record decision")
    for page in pages:
        is_harmless(page, *NASTY)

    for text in NASTY:
        here = sitting.responsibility(text)
        record_decision(workshop=sitting.workshop, responsibility_id=here.id, colour="green", rationale=PARTIAL)
    park_as_idea(workshop=sitting.workshop, responsibility_id=sitting.responsibility(SCRIPT).id)
    sitting.move(Stage.CLUSTERING)
    for name in NASTY:
        create_area(workshop=sitting.workshop, name=name, emoji=SCRIPT, description=PARTIAL)
    every = [sitting.responsibility(text).id for text in (TEMPLATE, PARTIAL)]
    put_in_area(workshop=sitting.workshop, responsibility_ids=every, name=SCRIPT)
    for page in pages:
        is_harmless(page, *NASTY)

    sitting.move(Stage.FRAMEWORK)
    for page in pages:
        is_harmless(page, *NASTY)
    version = sitting.publish()
    reviewer = invite_reviewer(framework=version.framework, name=NAMES[2])
    part = f"area-{sitting.workshop.areas.get(name=SCRIPT).number}"
    review_part(reviewer=reviewer, version=version, part=part, verdict="change", comment=f"{SCRIPT}\n{PARTIAL}")
    for page in pages:
        is_harmless(page, NAMES[2])
        page.goto(f"{server.url}{sitting.path}published/1.0/")
        is_harmless(page, *NASTY)
    fay.open(f"/r/{reviewer.token}/")
    is_harmless(fay.page, *NASTY)
