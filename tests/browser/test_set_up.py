"""Setting a workshop up on a phone: from "New workshop" to a link to send, and what choosing a template does."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from communities.actions.settle_in import settle_in
from communities.links import sign_in_url
from communities.models import Community
from responsibilities.actions.templates import save_template
from tests.browser.conftest import Invite
from tests.browser.inspection import axe
from tests.browser.people import Person
from tests.browser.sitting import Sitting
from tests.browser.test_phone import fits
from tests.server import Server
from workshops.models import Stage, Workshop

pytestmark = pytest.mark.browser


def signed_in(invite: Invite, server: Server, width: int = 390, **options: bool) -> Person:
    fay = invite(server, width=width, **options)
    fay.open(urlsplit(sign_in_url(settle_in(name="Fay"))).path)
    return fay


def start_from(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name, exact=True).check()


def held(page: Page, *names: str) -> list[str]:
    return [page.locator(f"#new-workshop [name={name}]").input_value() for name in names]


def test_two_taps_and_there_is_a_link_to_send(server: Server, invite: Invite) -> None:
    fay = signed_in(invite, server, has_touch=True, is_mobile=True)
    fay.page.get_by_role("link", name="New workshop").first.tap()
    fay.page.get_by_role("button", name="Create workshop").tap()
    expect(fay.page.locator("#join-link")).to_be_visible()


@pytest.mark.parametrize("width", [390, 320])
def test_everything_can_be_set_with_a_thumb(server: Server, invite: Invite, width: int) -> None:
    fay = signed_in(invite, server, width, has_touch=True, is_mobile=True)
    page = fay.page
    page.get_by_role("link", name="New workshop").first.tap()
    start_from(page, "Tech Lead")
    expect(page.get_by_label("Role", exact=True)).to_have_value("Tech Lead")
    page.get_by_label("Title", exact=True).fill("What do our leads do?")
    for fold in ("More", "Categories", "The context: what a role is depends on it"):
        page.locator("summary", has_text=fold).first.tap()
    fits(page, "the form, unfolded")
    page.get_by_label("How many must agree?").select_option("More than half")
    page.locator("[name=category-4-name]").fill("")
    page.get_by_role("button", name="Create workshop").tap()
    expect(page.locator("#join-link")).to_be_visible()
    fits(page, "the Lobby")
    workshop = Workshop.objects.get()
    assert (workshop.role, workshop.title, workshop.categories.count()) == ("Tech Lead", "What do our leads do?", 3)
    assert workshop.threshold_numerator / workshop.threshold_denominator > 0.5


def test_choosing_a_template_leaves_alone_what_was_typed(server: Server, invite: Invite) -> None:
    sitting = Sitting()
    sitting.go_to(Stage.FRAMEWORK)
    sitting.publish()
    Community.objects.exclude(id=sitting.workshop.community_id).delete()
    own = sitting.workshop.community
    fay = signed_in(invite, server)
    own.memberships.create(user=settle_in(), role="owner")
    save_template(workshop=sitting.workshop, name="Ours", client_key="k")
    page = fay.open("/workshops/new/")
    start_from(page, "CTO")
    assert held(page, "role", "title") == ["CTO", "What is the CTO role here?"]
    page.get_by_label("Purpose").fill("My own purpose")
    page.get_by_label("Role", exact=True).fill("Chief Scientist")
    expect(page.get_by_label("Title", exact=True)).to_have_value("What is the Chief Scientist role here?")
    start_from(page, "Ours")
    assert held(page, "role", "title", "purpose") == ["Chief Scientist", sitting.workshop.title, "My own purpose"]
    start_from(page, "Next version of Engineering Manager")
    expect(page.get_by_role("group", name="What comes along")).to_be_visible()
    assert held(page, "role", "purpose") == ["Engineering Manager", "My own purpose"]
    expect(page.get_by_label("Role", exact=True)).not_to_be_editable()
    start_from(page, "Blank")
    expect(page.get_by_role("group", name="What comes along")).to_be_hidden()
    assert held(page, "role", "title") == ["Chief Scientist", "What is the Chief Scientist role here?"]


def test_own_templates_are_renamed_and_deleted_beside_the_form(server: Server, invite: Invite) -> None:
    fay = signed_in(invite, server, 1280)
    page = fay.page
    page.get_by_role("link", name="New workshop").first.click()
    page.get_by_role("button", name="Create workshop").click()
    page.locator("summary", has_text="Save these settings").click()
    page.get_by_label("Name of the template").fill("Ours")
    page.locator("#save-template").get_by_role("button", name="Save").click()
    page.locator("#save-template").get_by_role("link", name="new workshop").click()
    page.get_by_label("Title", exact=True).fill("Half typed")
    start_from(page, "Ours")
    page.locator("summary", has_text="Rename or delete").click()
    page.get_by_label("Name of the template").fill("Better")
    page.get_by_role("button", name="Rename Ours").click()
    expect(page.get_by_role("radio", name="Better", exact=True)).to_be_checked()
    assert axe(page) == []
    page.get_by_role("button", name="Delete Better").click()
    expect(page.get_by_role("radio", name="Better", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Undo deleting Better").click()
    expect(page.get_by_role("radio", name="Better", exact=True)).to_be_visible()
    assert held(page, "title") == ["Half typed"]


def test_without_scripts_the_form_works_all_the_same(server: Server, invite: Invite) -> None:
    fay = signed_in(invite, server, java_script_enabled=False)
    page = fay.open("/workshops/new/")
    start_from(page, "VP Engineering")
    page.get_by_role("button", name="Create workshop").click()
    expect(page.get_by_role("heading", name="What is the VP Engineering role here?")).to_be_visible()
    expect(page.locator("#join-link")).to_be_visible()


def test_what_is_chosen_before_the_script_is_there_fills_the_form_too(server: Server, invite: Invite) -> None:
    fay = signed_in(invite, server)
    page = fay.page
    held_back: list[Route] = []
    page.route("**/js/new_workshop.js", lambda route: held_back.append(route))
    page.goto(f"{fay.origin}/workshops/new/", wait_until="commit")
    page.get_by_label("Purpose").fill("My own words")
    start_from(page, "Tech Lead")
    held_back[0].continue_()
    expect(page.get_by_label("Role", exact=True)).to_have_value("Tech Lead")
    expect(page.get_by_label("Purpose")).to_have_value("My own words")
