"""The timer shows the same to everybody, whatever their own clocks say, and is kind when it is over."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import Invite
from tests.browser.inspection import axe
from tests.browser.people import Person
from tests.browser.sitting import Sitting
from tests.server import Server
from workshops.actions.clock import add_minute, pause_timer, resume_timer, set_deadline, start_timer
from workshops.models import Stage

pytestmark = pytest.mark.browser

# A device whose clock is wrong, and can be set again while the page is open. What measures time is left alone.
WRONG = """(() => {
    const real = Date;
    window.__wrong = HOURS * 3_600_000;
    const now = () => real.now() + window.__wrong;
    window.Date = class extends real {
        constructor(...given) { given.length ? super(...given) : super(now()); }
        static now() { return now(); }
    };
})()"""
# The seconds left as each page shows them.
SHOWN = """() => {
    const words = document.querySelector("#clock .timer").textContent;
    return words.split(":").reduce((sum, part) => 60 * sum + Number(part), 0);
}"""
MOVED = "() => document.querySelector('main h1').getBoundingClientRect().top"


def left_by_the_server(sitting: Sitting) -> float:
    ends = sitting.now().ends_at
    assert ends
    return (ends - timezone.now()).total_seconds()


def exact(sitting: Sitting, *pages: Page) -> None:
    """Every page shows what is left by the server's clock, to the second in which it is read."""
    for page in pages:
        most = left_by_the_server(sitting)
        shown = page.evaluate(SHOWN)
        # Rounded up, and half a way to the server may not be known.
        assert left_by_the_server(sitting) - 0.3 <= shown <= most + 1.3


def run_for(sitting: Sitting, seconds: int) -> None:
    """Let the timer run for so long, which may be less than anybody can choose."""
    sitting.now().pause(seconds)
    sitting.workshop.save()
    resume_timer(workshop=sitting.workshop)


def measured(page: Page) -> Any:
    """The page asks the server for the time."""
    return page.expect_response(lambda answer: answer.url.endswith("/clock/"))


def with_wrong_clock(person: Person, hours: float) -> Person:
    person.context.add_init_script(WRONG.replace("HOURS", str(hours)))
    return person


def test_clocks_that_are_hours_apart_show_the_same_time_left(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    ana = with_wrong_clock(invite(server, sitting.ana), -5)
    ben = with_wrong_clock(invite(server, sitting.ben, timezone_id="Asia/Tokyo"), 31.4)
    fay = invite(server, sitting.facilitator)
    screen = fay.open(f"{sitting.path}screen/")
    ana.open_live(sitting.path)
    with measured(ana.page):
        start_timer(workshop=sitting.workshop, minutes=10)
        expect(ana.page.locator("#clock .timer")).to_contain_text("9:5")
    ben.open_live(sitting.path)  # comes while it runs
    expect(ben.page.locator("#clock .timer")).to_contain_text("9:")
    expect(screen.locator("#clock .timer")).to_contain_text("9:")
    exact(sitting, ana.page, ben.page, screen)
    # The clock of a device is set while it counts, and even then nothing that it says is believed.
    with measured(ben.page):
        ben.page.evaluate("() => { window.__wrong = -9 * 3_600_000; }")
        exact(sitting, ben.page)
    ben.page.wait_for_timeout(1100)
    exact(sitting, ana.page, ben.page, screen)
    add_minute(workshop=sitting.workshop, expected=sitting.now().mark)
    expect(ana.page.locator("#clock .timer")).to_contain_text("10:")
    exact(sitting, ana.page, ben.page, screen)
    pause_timer(workshop=sitting.workshop)
    for page in (ana.page, ben.page, screen):
        expect(page.locator("#clock")).to_contain_text("paused")
    assert {page.evaluate(SHOWN) for page in (ana.page, ben.page, screen)} == {sitting.now().seconds_left}
    resume_timer(workshop=sitting.workshop)
    expect(ana.page.locator("#clock .timer")).not_to_contain_text("10:5")
    exact(sitting, ana.page)


def test_when_it_is_over_it_says_so_kindly_and_moves_nothing(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    ana, fay = invite(server, sitting.ana, width=390), invite(server, sitting.facilitator, width=1440)
    screen = fay.context.new_page()
    for person in (ana, fay):
        person.open_live(sitting.path)
    fay.open(f"{sitting.path}screen/", screen)
    ana.box.press_sequentially("Half a thou")
    before = ana.page.evaluate(MOVED)
    start_timer(workshop=sitting.workshop, minutes=1)
    expect(ana.page.locator("#clock .timer")).to_contain_text("0:5")
    assert axe(ana.page) == []
    run_for(sitting, 2)
    for page in (ana.page, screen):
        expect(page.get_by_text("Time is up – finish your thought.")).to_be_visible()
    expect(ana.page.locator("#announcer")).to_have_text("Time is up. Finish your thought.")
    assert ana.page.evaluate(MOVED) == before
    ana.page.keyboard.type("ght")
    ana.box.press("Enter")
    expect(ana.page.locator("#yours")).to_contain_text("Half a thought")
    for page in (ana.page, fay.page):
        assert axe(page) == []
    fay.press("+1 minute?")
    expect(fay.page.locator("#time-up")).to_be_hidden()
    expect(ana.page.locator("#clock .timer")).to_contain_text("0:5")
    assert ana.stayed()


def test_a_minute_before_the_end_is_told_once(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    ana = invite(server, sitting.ana)
    ana.open_live(sitting.path)
    run_for(sitting, 64)
    expect(ana.page.locator("#clock .timer")).to_contain_text("1:0")
    expect(ana.page.locator("#announcer")).to_have_text("1 minute left.")
    ana.page.evaluate("() => { document.getElementById('announcer').textContent = ''; }")
    ana.page.wait_for_timeout(1500)
    expect(ana.page.locator("#announcer")).to_be_empty()


def test_sound_is_off_until_somebody_switches_it_on_here(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    start_timer(workshop=sitting.workshop, minutes=5)
    ana = invite(server, sitting.ana)
    ana.open_live(sitting.path)
    sound = ana.page.get_by_role("button", name="Sound at the end")
    expect(sound).to_have_attribute("aria-pressed", "false")
    sound.click()
    expect(sound).to_have_attribute("aria-pressed", "true")
    ana.page.reload()
    expect(sound).to_have_attribute("aria-pressed", "true")
    pause_timer(workshop=sitting.workshop)  # a new drawing takes nothing back
    expect(ana.page.locator("#clock")).to_contain_text("paused")
    expect(sound).to_have_attribute("aria-pressed", "true")


def test_a_deadline_is_read_and_set_in_ones_own_time_zone(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    fay = invite(server, sitting.facilitator, width=1440, timezone_id="America/New_York")
    ana = invite(server, sitting.ana, timezone_id="Asia/Tokyo")
    for person in (fay, ana):
        person.open_live(sitting.path)
    fay.page.get_by_text("Run sheet").first.click()
    fay.page.get_by_text("Listing over days").click()
    expect(fay.page.locator("#until-hint")).to_have_text("In your own time zone.")
    day = timezone.now() + timedelta(days=20)
    fay.page.get_by_label("Open until").fill(f"{day:%Y-%m-%d}T08:30")
    fay.press("Set the deadline")
    clock = "#clock time"
    expect(fay.page.locator(clock)).to_contain_text("08:30")
    ends = sitting.now().ends_at
    assert ends
    assert sitting.workshop.is_deadline
    assert ends.hour in (12, 13)  # New York is four or five hours behind, by the season
    expect(ana.page.locator(clock)).to_contain_text(f"{(ends + timedelta(hours=9)):%H:%M}")
    assert axe(fay.page) == []


def test_a_deadline_passes_while_one_looks(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    ana, fay = invite(server, sitting.ana), invite(server, sitting.facilitator, width=1440)
    for person in (ana, fay):
        person.open_live(sitting.path)
    set_deadline(workshop=sitting.workshop, until=timezone.now() + timedelta(seconds=4))
    expect(ana.page.locator("#clock")).to_contain_text("Open until")
    expect(ana.page.locator("#clock").get_by_text("The time for this has passed.")).to_be_visible()
    expect(fay.page.locator("#hints")).to_contain_text("Late ones still count until you move on.")
    ana.add("A late one")


def test_without_a_script_the_end_is_written_in_words(server: Server, invite: Invite) -> None:
    sitting = Sitting().go_to(Stage.LISTING)
    ana = invite(server, sitting.ana, java_script_enabled=False)
    start_timer(workshop=sitting.workshop, minutes=5)
    ends = sitting.now().ends_at
    assert ends
    ana.open(sitting.path)
    expect(ana.page.locator("#clock")).to_contain_text(f"until {ends:%H:%M} (UTC)")
    set_deadline(workshop=sitting.workshop, until=ends + timedelta(days=2))
    ana.open(sitting.path)
    expect(ana.page.locator("#clock")).to_contain_text("Open until")
    expect(ana.page.locator("#clock")).to_contain_text("(UTC)")
