"""Reviewing as it happens in browsers: two pages that see each other, and one without JavaScript."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from frameworks.models import AreaReview, Reviewer, SignOff, Version
from tests.frameworks.conftest import Played
from tests.server import Server
from workshops.access import facilitator_url

pytestmark = pytest.mark.browser


def facilitating(context: BrowserContext, server: Server, played: Played) -> Page:
    """The facilitator's page, at the Framework stage."""
    page = context.new_page()
    page.goto(server.url + "/w/" + facilitator_url(played.facilitator).split("/w/")[1])
    return page


def link_of(server: Server, reviewer: Reviewer) -> str:
    return f"{server.url}/r/{reviewer.token}/"


def test_a_version_is_published_and_a_reviewer_asked_from_the_stage(
    server: Server, played: Played, context: BrowserContext
) -> None:
    page = facilitating(context, server, played)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("link", name="Version 1.0")).to_be_visible()
    page.get_by_label("Reviewer’s name").fill("Priya")
    page.get_by_role("button", name="Make a link").click()
    link = page.get_by_label("Private link for Priya")
    expect(link).to_have_value(re.compile(f"^{server.url}/r/"))
    assert link.input_value() == link_of(server, Reviewer.objects.get())
    expect(page.get_by_label("Reviewer’s name")).to_have_value("")
    page.get_by_role("link", name="Version 1.0").click()
    expect(page.get_by_role("heading", name="Engineering Manager", level=1)).to_be_visible()
    expect(page.locator("#standing")).to_contain_text("Priya")


def test_what_a_reviewer_says_is_seen_at_once_by_the_facilitator(
    server: Server, played: Played, version: Version, reviewer: Reviewer, browser: Browser
) -> None:
    stage = facilitating(browser.new_context(), server, played)
    reading = stage.context.new_page()
    reading.goto(f"{server.url}/w/{played.workshop.id}/published/1.0/")
    for page in (stage, reading):
        expect(page.locator("#connection")).to_have_text("Live")
    review = browser.new_context().new_page()
    review.goto(link_of(server, reviewer))
    review.get_by_label("Your comment on New Starters").fill("Who pays for the laptops?")
    review.locator("#box-area-1").get_by_role("button", name="Ask for a change").click()
    expect(review.locator("#voices-area-1")).to_contain_text("Change asked for")
    for page in (stage, reading):
        expect(page.get_by_text("Who pays for the laptops?")).to_be_visible()
    review.locator("#box-area-1").get_by_role("button", name="Approve").click()
    review.get_by_role("button", name="Sign off").click()
    expect(review.get_by_role("heading", name="You have signed version 1.0 off")).to_be_visible()
    for page in (stage, reading):
        expect(page.get_by_text("Signed off").first).to_be_visible()


def test_a_reviewer_without_javascript_does_the_same(
    server: Server, version: Version, reviewer: Reviewer, browser: Browser
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(link_of(server, reviewer))
    box = page.locator("#box-area-1")
    box.get_by_role("button", name="Ask for a change").click()
    expect(box.get_by_role("alert")).to_contain_text("Say what should change")
    box.get_by_label("Your comment").fill("Who pays?")
    box.get_by_role("button", name="Ask for a change").click()
    expect(page.locator("#voices-area-1")).to_contain_text("Who pays?")
    assert AreaReview.objects.get().comment == "Who pays?"
    page.get_by_label("Why sign off all the same?").fill("Fine for 1.0.")
    page.get_by_role("button", name="Sign off").click()
    expect(page.get_by_role("heading", name="You have signed version 1.0 off")).to_be_visible()
    assert SignOff.objects.get().note == "Fine for 1.0."


def test_a_comment_being_written_survives_what_others_say(
    server: Server, version: Version, reviewer: Reviewer, played: Played, browser: Browser
) -> None:
    other = Reviewer.objects.create(framework=version.framework, name="Kim")
    mine, theirs = browser.new_context().new_page(), browser.new_context().new_page()
    mine.goto(link_of(server, reviewer))
    theirs.goto(link_of(server, other))
    expect(mine.locator("#connection")).to_have_text("Live")
    mine.get_by_label("Your comment on New Starters").fill("Half a sent")
    theirs.locator("#box-area-1").get_by_role("button", name="Approve").click()
    expect(mine.locator("#voices-area-1")).to_contain_text("Kim")
    expect(mine.get_by_label("Your comment on New Starters")).to_have_value("Half a sent")
