"""Fifty new connections a second, none of which stays: a script gone wild, or a network that flaps."""

import asyncio
import random
import time

import psutil
import pytest

from tests.faults.conftest import Begin
from tests.faults.crowd import PEOPLE, Crowd, until
from tests.server import Server

pytestmark = pytest.mark.django_db(transaction=True)
SECONDS, A_SECOND = 4, 50


def test_the_others_notice_nothing_and_nothing_is_left_behind(begin: Begin, crowd: Crowd) -> None:
    server = begin()
    crowd.come(server.url)
    process = psutil.Process(server.pid)
    _flap(crowd, server, seconds=1)
    open_before, memory_before = _lines(process), process.memory_info().rss
    answered = _flap(crowd, server, seconds=SECONDS)
    assert answered[200] + answered[503] == SECONDS * A_SECOND
    assert answered[200] > 0
    crowd.vote(range(12))
    crowd.are_level()
    crowd.nothing_is_lost()
    until(lambda: _lines(process) <= open_before + PEOPLE, what="every line closed")
    assert process.memory_info().rss - memory_before < 30_000_000
    assert not any(tab.gone for tab in crowd.tabs)
    assert "Traceback" not in server.said()


def _lines(process: psutil.Process) -> int:
    return len([line for line in process.net_connections("tcp") if line.status == psutil.CONN_ESTABLISHED])


def _flap(crowd: Crowd, server: Server, seconds: int) -> dict[int, int]:
    """Connect again and again as everybody in turn, voting meanwhile; how many answers of each status came."""
    found = {200: 0, 503: 0}

    async def one(number: int) -> None:
        await asyncio.sleep(number / A_SECOND)
        tab = crowd.tabs[number % PEOPLE]
        where = {"at": tab.held, "tab": f"flap{number}"}
        async with tab.person.http.get(server.url + tab.page.stream, params=where) as answer:
            found[answer.status] += 1
            await answer.content.readany()
            await asyncio.sleep(random.random() / 10)  # noqa: S311 - dice

    async def all_of_them() -> None:
        await asyncio.gather(*(one(number) for number in range(seconds * A_SECOND)))

    began = time.monotonic()
    crowd.run(all_of_them())
    assert time.monotonic() - began < 10 * seconds
    return found
