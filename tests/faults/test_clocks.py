"""Wall clocks that jump, the server's and a browser's: only what says what time it is may ever ask them."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.faults.conftest import Begin
from tests.faults.crowd import Crowd
from tests.server import ROOT

DAY = 86_400
# What reads the wall clock. Pauses, limits and pools have to go by the steady one.
WALL_CLOCK = re.compile(r"\btime\.time\(|\bdatetime\.now\(|\btimezone\.now\(")


@pytest.mark.django_db(transaction=True)
def test_a_server_whose_clock_jumps_goes_on(begin: Begin, crowd: Crowd, tmp_path: Path) -> None:
    clock = tmp_path / "clock"
    clock.write_text("0")
    server = begin(DJANGO_SETTINGS_MODULE="tests.faults.jumping_settings", CLOCK=str(clock), LIVE_BEAT_SECONDS="1")
    crowd.come(server.url)
    for turn, jump in enumerate((DAY, -DAY, 0)):
        clock.write_text(str(jump))
        lines = [tab.opened for tab in crowd.tabs]
        crowd.vote(range(turn * 6, turn * 6 + 6))
        time.sleep(1.5)
        crowd.are_level()
        assert [tab.opened for tab in crowd.tabs] == lines, "nobody's line was cut"
    crowd.nothing_is_lost()
    assert {status for status, _ in crowd.answers} == {200}
    assert server.said() == ""


def test_the_live_room_never_asks_the_wall_clock() -> None:
    asking = [file.name for file in (ROOT / "live").glob("*.py") if WALL_CLOCK.search(file.read_text())]
    assert asking == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_browser_whose_clock_is_set_back_still_notices_a_dead_line(begin: Begin, crowd: Crowd, page: Page) -> None:
    server = begin(LIVE_BEAT_SECONDS="1")
    seat, where = crowd.seats[0], f"{server.url}/w/{crowd.workshop.id}/"
    page.context.add_cookies([{"name": name, "value": value, "url": where} for name, value in crowd.cookies(seat)])
    page.goto(where)
    expect(page.locator("#connection")).to_have_text("Live", timeout=15_000)
    page.evaluate("""() => {
        const now = Date.now;
        Date.now = () => now() - 3_600_000;
        window.requests = 0;
        const real = window.fetch;
        window.fetch = (...all) => { window.requests += 1; return real(...all); };
        document.getElementById("live").addEventListener(
            "htmx:sse:before:message", (event) => { event.stopImmediatePropagation(); event.preventDefault(); }, true);
    }""")
    page.wait_for_function("() => window.requests > 0", timeout=15_000)
    page.goto("about:blank")
