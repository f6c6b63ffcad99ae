"""What somebody is typing is theirs: text, focus, caret and scroll stay while everything around them changes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from responsibilities.actions.clustering import put_in_area
from responsibilities.actions.discussion import open_re_vote
from tests.browser.conftest import Invite
from tests.browser.people import Person
from tests.browser.sitting import CONTESTED, Sitting
from tests.server import Server
from workshops.actions.stages import show_wall
from workshops.models import Stage

pytestmark = pytest.mark.browser

# The text, the caret, and where on the screen it is.
HERE = "(field) => [field.value, field.selectionStart, Math.round(field.getBoundingClientRect().top)]"


def type_half(person: Person, field: Locator, text: str = "Half a thought") -> None:
    """Type, go back three letters, and scroll a little way down."""
    field.click()
    field.press_sequentially(text)
    for _ in range(3):
        field.press("ArrowLeft")
    person.page.evaluate("() => { document.body.style.minHeight = '3000px'; scrollTo(0, 60); }")


def nothing_moves(person: Person, field: Locator, change: Callable[[], None]) -> None:
    """Run `change`, which waits until it can be seen, and compare."""
    text, caret, top = field.evaluate(HERE)
    assert (text, caret) == ("Half a thought", 11)
    change()
    expect(field).to_be_focused()
    assert field.evaluate(HERE) == [text, caret, pytest.approx(top, abs=2)]
    assert person.stayed()


def test_in_the_box_that_adds(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    ana = invite(server, sitting.ana)
    ana.open_live(sitting.path)
    type_half(ana, ana.box)

    def change() -> None:
        sitting.add(sitting.ben, "Hire engineers")
        sitting.add(sitting.ana, "Written on another device")
        expect(ana.page.locator("#yours")).to_contain_text("Written on another device")
        expect(ana.page.locator("#others-total")).to_have_text("2")
        show_wall(workshop=sitting.workshop)
        expect(ana.page.locator("#wall")).to_contain_text("Hire engineers")

    nothing_moves(ana, ana.box, change)
    ana.page.keyboard.type("X")
    ana.page.keyboard.press("Enter")
    expect(ana.page.locator("#yours")).to_contain_text("Half a thouXght")


def test_in_the_reason_for_a_red(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.VOTING)
    ana = invite(server, sitting.ana)
    ana.open_live(sitting.path)
    ana.press("Red")
    ana.page.get_by_label("Who should own it instead?").fill("Tech Lead")
    why = ana.page.get_by_label("Why?")
    type_half(ana, why)

    def change() -> None:
        sitting.vote(sitting.ana, CONTESTED, "g")
        expect(ana.page.locator("#left")).to_have_text("2 left")
        for text in ("Hold regular 1-2-1s", "Hire engineers", CONTESTED, "Order the laptops"):
            sitting.vote(sitting.ben, text, "g")
        expect(ana.page.locator("#progress")).to_contain_text("1 of 3 done")

    nothing_moves(ana, why, change)
    expect(ana.page.get_by_label("Who should own it instead?")).to_have_value("Tech Lead")


def test_in_the_decision(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.DISCUSSION)
    fay = invite(server, sitting.facilitator)
    fay.page.set_viewport_size({"width": 1440, "height": 900})
    fay.open_live(sitting.path)
    line = fay.page.get_by_label("In one line, why?")
    fay.page.get_by_role("radio", name="Red").check(force=True)
    type_half(fay, line)

    def change() -> None:
        contested = sitting.responsibility(CONTESTED)
        open_re_vote(workshop=sitting.workshop, responsibility_id=contested.id)
        expect(fay.page.locator("#focus")).to_contain_text("0 of 3")
        sitting.vote(sitting.ben, CONTESTED, "g")
        expect(fay.page.locator("#focus")).to_contain_text("1 of 3")
        sitting.add(sitting.ben, "Remembered late")
        expect(fay.page.locator("#queue")).to_contain_text("Remembered late")

    nothing_moves(fay, line, change)
    expect(fay.page.get_by_role("radio", name="Red")).to_be_checked()


def test_in_the_name_of_an_area(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.CLUSTERING)
    ana = invite(server, sitting.ana)
    ana.open_live(sitting.path)
    chosen = ana.page.get_by_role("checkbox", name="Hire engineers")
    chosen.check()
    area = ana.page.get_by_label("Area", exact=True)
    type_half(ana, area)

    def change() -> None:
        moved = sitting.responsibility("Hold regular 1-2-1s")
        put_in_area(workshop=sitting.workshop, responsibility_ids=[moved.id], name="Moved by Ben")
        expect(ana.page.locator("#areas")).to_contain_text("Moved by Ben")
        sitting.add(sitting.ana, "Written on another device")
        expect(ana.page.locator("#tray")).to_contain_text("Written on another device")

    nothing_moves(ana, area, change)
    expect(chosen).to_be_checked()
    area.press("Enter")
    expect(ana.page.locator("#areas")).to_contain_text("Half a thought")
    expect(area).to_have_value("")


def test_a_change_of_stage_keeps_what_was_being_typed_and_it_can_be_handed_in_late(
    server: Server, invite: Invite
) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    ana, ben = invite(server, sitting.ana), invite(server, sitting.ben)
    for person in (ana, ben):
        person.open_live(sitting.path)
    ana.box.press_sequentially("Half a thought")
    sitting.add(sitting.ben, "Hire engineers")
    sitting.move(Stage.VOTING)
    for person in (ana, ben):
        expect(person.page.get_by_role("button", name="Green")).to_be_visible()
    expect(ana.box).to_be_visible()
    expect(ana.box).to_have_value("Half a thought")
    ana.box.press("Enter")
    expect(ana.box).to_have_value("")
    for person in (ana, ben):
        expect(person.page.locator("#left")).to_have_text("2 left")
    assert sitting.responsibility("Half a thought").is_late
    assert ana.stayed()


def test_a_reload_keeps_what_was_being_typed(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    ana = invite(server, sitting.ana)
    ana.open_live(sitting.path)
    ana.box.press_sequentially("Half a thought")
    ana.page.reload()
    expect(ana.box).to_have_value("Half a thought")
    ana.box.press("Enter")
    expect(ana.page.locator("#yours")).to_contain_text("Half a thought")
    ana.page.reload()
    expect(ana.box).to_have_value("")
