"""On a phone: nothing is wider than the screen, and everything to press is big enough for a thumb."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Invite
from tests.browser.people import Person
from tests.browser.sitting import Sitting
from tests.server import Server
from workshops.actions.stages import show_wall
from workshops.models import Stage

pytestmark = pytest.mark.browser

# What a thumb presses: buttons, what looks like one for choosing a category, and fields.
SMALL = """() => [...document.querySelectorAll(
        "main button, main summary, main select, main textarea, main input, main input[type=radio] + label")]
    .filter((one) => one.checkVisibility() && !["hidden", "radio", "checkbox"].includes(one.type))
    .map((one) => [one.outerHTML.slice(0, 120), one.getBoundingClientRect()])
    .filter(([_, { height, width }]) => height > 1 && (height < 43.5 || width < 43.5))
    .map(([html, { height, width }]) => [html, width, height])"""
# A phone that shows a page too wide makes everything smaller, and its window wider: only the screen stays as it is.
WIDE = """() => document.documentElement.scrollWidth > screen.width
    ? [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > screen.width + 1)
        .map((one) => one.outerHTML.slice(0, 120)).slice(0, 5)
    : []"""


# A field with smaller letters has the browser zoom in as soon as somebody types.
ZOOMS = """() => [...document.querySelectorAll(
        "input:not([type=radio], [type=checkbox], [type=hidden]), textarea, select")]
    .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 16).map((one) => one.outerHTML.slice(0, 120))"""
CUT = """() => [...document.querySelectorAll("main *, header *")]
    .filter((one) => one.checkVisibility() && !one.closest(".sr, .sr *, svg, option") && one.clientWidth > 1
        && getComputedStyle(one).overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1
        && !one.matches("input, textarea"))
    .map((one) => [one.outerHTML.slice(0, 120), one.clientWidth, one.scrollWidth])"""


def fits(page: Page, where: str) -> None:
    assert page.evaluate(ZOOMS) == [], f"{where} has a field that zooms"
    assert page.evaluate(WIDE) == [], f"{where} is wider than the screen"
    assert page.evaluate(SMALL) == [], f"{where} has something too small to press"


def look(ana: Person, place: str, words: str = "") -> None:
    """Look at the page once `place` is there and has these words, with everything on it unfolded."""
    expect(ana.page.locator(place)).to_contain_text(words)
    for fold in ana.page.locator("main details:not([open]) > summary").all():
        if fold.is_visible():
            fold.click()
    fits(ana.page, f"{place} {words}")


@pytest.mark.parametrize("width", [390, 320])
def test_a_participant_on_a_phone(server: Server, invite: Invite, width: int) -> None:
    sitting = Sitting()
    ana = invite(server, sitting.ana, width=width, has_touch=True, is_mobile=True)
    guest = invite(server, width=width, has_touch=True, is_mobile=True)
    for path in ("/", "/join/", f"/j/{sitting.workshop.code}/"):
        fits(guest.open(path), path)
    ana.open_live(sitting.path)
    look(ana, "#people", "Ana")
    sitting.move(Stage.LISTING)
    sitting.add(sitting.ana, "Keep the architecture decision records of all our teams readable " * 4, "W" * 300)
    look(ana, "#yours", "W" * 300)
    show_wall(workshop=sitting.workshop)
    look(ana, "#wall")
    sitting.go_to(Stage.VOTING)
    look(ana, "#left", "6 left")
    ana.press("Red")
    look(ana, "#why")
    sitting.vote(sitting.ana, "W" * 300, "g")
    sitting.vote(sitting.ben, "W" * 300, "r")
    sitting.go_to(Stage.DISCUSSION)
    look(ana, "#focus")
    for stage, place in ((Stage.CLUSTERING, "#tray"), (Stage.FRAMEWORK, "#made")):
        sitting.go_to(stage)
        look(ana, place)
    ana.open(f"{sitting.path}?stage=voting")
    look(ana, "#result")
    sitting.publish()
    ana.open(f"{sitting.path}published/1.0/")
    look(ana, "#made")


def enlarge(page: Page) -> Page:
    """Text at twice its size, as somebody has set it in their phone."""
    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
    return page


def test_text_at_twice_its_size_on_the_smallest_phone(server: Server, invite: Invite) -> None:
    sitting = Sitting()
    phone = {"width": 320, "has_touch": True, "is_mobile": True}
    ana, guest = invite(server, sitting.ana, **phone), invite(server, **phone)
    for path in ("/join/", f"/j/{sitting.workshop.code}/"):
        fits(enlarge(guest.open(path)), path)
        assert guest.page.evaluate(CUT) == []
    sitting.go_to(Stage.LISTING)
    sitting.add(sitting.ana, "Keep the architecture decision records of all our teams readable", "W" * 300)
    enlarge(ana.open_live(sitting.path))
    ana.page.get_by_role("button", name="Add", exact=True).scroll_into_view_if_needed()
    look(ana, "#yours", "W" * 300)
    assert ana.page.evaluate(CUT) == []
    sitting.move(Stage.VOTING)
    look(ana, "#left", "2 left")
    assert ana.page.evaluate(CUT) == []
    ana.press("Red")
    look(ana, "#why")
    ana.press("As a list")
    look(ana, "#all-mine")
    assert ana.page.evaluate(CUT) == []


# Whether what has this selector lies in the lower part of the window, where a thumb reaches it.
LOW = """(selector) => {
    const { top, bottom } = document.querySelector(selector).getBoundingClientRect();
    return top > innerHeight / 2 && bottom <= innerHeight + 1;
}"""


@pytest.mark.parametrize("width", [390, 320])
def test_what_one_presses_is_within_a_thumbs_reach(server: Server, invite: Invite, width: int) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    sitting.add(sitting.ana, *[f"Thing {number}" for number in range(12)])
    ana = invite(server, sitting.ana, width=width, has_touch=True, is_mobile=True)
    ana.open_live(sitting.path)
    for down in (0, 300, 600):
        ana.page.evaluate(f"() => scrollTo({{ top: {down}, behavior: 'instant' }})")
        assert ana.page.evaluate(LOW, "#add"), f"the box, {down} pixels down"
    sitting.add(sitting.ana, "W" * 300)
    sitting.move(Stage.VOTING)
    expect(ana.page.locator("#left")).to_have_text("13 left")
    # As a reader does it: what only a script has unfolded is folded again with the next bell.
    ana.page.locator("#all-mine > summary").click()
    for text in ("Thing 0", "W" * 300):
        ana.page.get_by_role("link", name=text).click()
        expect(ana.page.locator("#now")).to_contain_text(text)
        ana.page.evaluate("() => scrollTo(0, 0)")
        assert ana.page.evaluate(LOW, "#choices"), f"the colours of {text[:20]}"


def test_the_keyboard_of_a_phone_covers_no_field(server: Server, invite: Invite) -> None:
    """A page is told to make room for it; what is left then is less than half the screen."""
    sitting = Sitting().go_to(Stage.LISTING)
    ana = invite(server, sitting.ana, width=390, has_touch=True, is_mobile=True)
    ana.open_live(sitting.path)
    assert "interactive-widget=resizes-content" in (
        ana.page.locator("meta[name=viewport]").get_attribute("content") or ""
    )
    ana.box.tap()
    ana.page.set_viewport_size({"width": 390, "height": 400})
    expect(ana.box).to_be_focused()
    expect(ana.box).to_be_in_viewport(ratio=1)
    sitting.add(sitting.ana, "Hire engineers")
    sitting.move(Stage.VOTING)
    ana.page.set_viewport_size({"width": 390, "height": 844})
    ana.press("Red")
    owner = ana.page.get_by_label("Who should own it instead?")
    for field in (ana.page.get_by_label("Why?"), owner):
        ana.page.set_viewport_size({"width": 390, "height": 844})
        field.tap()
        ana.page.set_viewport_size({"width": 390, "height": 400})
        expect(field).to_be_in_viewport(ratio=1)


def test_from_the_link_to_the_first_responsibility_in_four_taps(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    dan = invite(server, width=390, has_touch=True, is_mobile=True)
    dan.open(f"/j/{sitting.workshop.code}/")
    expect(dan.page.get_by_label("Your name")).to_be_focused()
    expect(dan.page.get_by_role("button", name="Join workshop")).to_be_in_viewport()
    dan.page.keyboard.type("Dan")
    dan.page.keyboard.press("Enter")
    dan.box.tap()
    dan.page.keyboard.type("Hire engineers")
    dan.page.keyboard.press("Enter")
    expect(dan.page.locator("#yours")).to_contain_text("Hire engineers")
