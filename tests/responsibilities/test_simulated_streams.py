"""What simulated people hold a stream to: each of these would be a fault of the server."""

import asyncio
import random

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from live import frames
from live.positions import Position
from responsibilities.simulation import outline
from responsibilities.simulation.arrivals import Change, Line, latency
from responsibilities.simulation.ledger import Ledger
from responsibilities.simulation.page import Part, parts
from responsibilities.simulation.stream import Watch

PAGE = '<main><div id="board"><ul id="tray"><li id="one">1</li></ul><div id="mine"><b id="own"></b></div></div></main>'


async def watched(*sent: bytes) -> Ledger:
    """Follow a stream that brings just this to somebody who holds e.5, and then ends for good."""

    async def stream(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await answer.prepare(request)
        for frame in [*sent, frames.event("gone", "404")]:
            await answer.write(frame)
        return answer

    application = web.Application()
    application.router.add_get("/live/", stream)
    ledger = Ledger()
    async with TestServer(application) as server, aiohttp.ClientSession(server.make_url("/")) as session:
        dice = random.Random(1)  # noqa: S311 - dice
        await Watch("seat", session, "/live/", "e.5", ledger, lambda event: None, dice).follow()
    return ledger


@pytest.mark.parametrize(
    ("frame", "fault"),
    [
        (frames.message("<p></p>", "e.4"), "the stream went back from e.5 to e.4"),
        (frames.message("<p></p>", "e.5"), "the stream sent again e.5"),
        (frames.event("beat", "e.4", position="e.4"), "the stream went back from e.5 to e.4"),
        (frames.event("news", "x"), "the stream brought an event called 'news'"),
        (b"data: <p></p>\n\n", "the stream brought a position ''"),
    ],
)
def test_a_stream_never(frame: bytes, fault: str) -> None:
    assert asyncio.run(watched(frame)).faults == [fault]


def test_a_stream_may_go_on_stand_still_and_begin_another_epoch() -> None:
    well = (frames.event("beat", "e.5", position="e.5"), frames.message("<p></p>", "e.6"), frames.event("mine", "e.6"))
    assert asyncio.run(watched(*well, frames.message("<p></p>", "f.1"))).faults == []


def part(target: str, html: str, swap: str = "outerMorph") -> Part:
    [only] = parts(f'<hx-partial hx-target="#{target}" hx-swap="{swap}">{html}</hx-partial>')
    return only


def test_an_update_finds_its_place_and_brings_new_ones() -> None:
    page = outline.of(PAGE)
    assert page.outside == {"board": "", "tray": "board", "one": "tray", "mine": "board"}
    moved = outline.after(page, part("tray", '<ul id="tray"><li id="two"><br></li></ul>'))
    assert moved
    assert moved.outside == {"board": "", "tray": "board", "two": "tray", "mine": "board"}
    inside = outline.after(moved, part("two", '<i id="three"></i>', "innerMorph"))
    assert inside
    assert inside.outside["three"] == "two"


@pytest.mark.parametrize(
    "lost", [part("gone", '<p id="gone"></p>'), part("one", '<p id="two"></p>'), part("own", '<p id="own"></p>')]
)
def test_an_update_without_a_place_or_for_what_is_ones_own_is_noticed(lost: Part) -> None:
    assert outline.after(outline.of(PAGE), lost) is None


def test_latency_is_that_of_every_other_stream_that_was_open() -> None:
    mine, other, late = Line("me", 0.0), Line("other", 0.0), Line("late", 9.0)
    for line in (mine, other, late):
        line.note(Position("e", 7), 10.0)
    deaf = Line("deaf", 0.0)
    deaf.note(Position("e", 6), 1.0)
    changes = [Change("me", 8.0, Position("e", 7)), Change("me", 9.5, Position("e", 7))]
    found = latency(changes, [mine, other, late, deaf], until=14.0)
    # 2.0 and 0.5 seconds to the one, 0.5 to the one who came later; the deaf one missed what was sent at 8.
    assert found == {"p50": 500.0, "p95": 2000.0, "p99": 2000.0, "max": 2000.0, "samples": 3, "unseen": 1}
