"""Where a ring brings the thing's row, those who watch here are shown it without asking the database."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from typing import cast

import pytest

from live import topics
from live.boards import Drawing
from live.models import LiveModel
from live.rings import Ring, encode, merge
from live.walls import Job
from tests.live.test_topics import EPOCH, KEY, KIND, Heard, Slow, painted, quiet, watched
from workshops.models import Workshop

Played = Callable[[Slow, topics.Topic, list[int]], Coroutine[None, None, None]]


def row(revision: int) -> Workshop:
    return Workshop(epoch=EPOCH, revision=revision)


def ring(revision: int, *, brings: bool = True) -> Ring:
    return Ring(KIND, KEY, EPOCH, revision, revision, thing=row(revision) if brings else None)


def play(monkeypatch: pytest.MonkeyPatch, played: Played, *, says_all: bool = True) -> None:
    """Have somebody watch at revision 1; note the revisions of the rows that were told."""
    told: list[int] = []

    def tell(thing: LiveModel, jobs: Mapping[str, Job]) -> object:
        told.append(thing.revision)
        drawing = Drawing(thing.position, ())
        return {name: painted(job, drawing) for name, job in jobs.items()} if says_all else None

    async def whole() -> None:
        threads = Slow()
        topic = watched(threads)
        topic.join(Heard(1).stream)
        await quiet()
        threads.drawn.clear()
        await played(threads, topic, told)
        topic.stop()

    monkeypatch.setattr(topics, "tell", tell)
    asyncio.run(whole())


def test_what_the_newest_ring_brings_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    async def played(threads: Slow, topic: topics.Topic, told: list[int]) -> None:
        topic.hear(ring(2))
        topic.hear(ring(3))
        await quiet()
        assert (told, threads.drawn) == ([3], [])
        assert {str(wall.position) for wall in topic.walls.values()} == {f"{EPOCH}.3"}

    play(monkeypatch, played)


def test_a_row_that_is_not_the_newest_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    async def played(threads: Slow, topic: topics.Topic, told: list[int]) -> None:
        threads.revision = 3
        topic.hear(ring(2))
        topic.hear(ring(3, brings=False))  # another process's
        await quiet()
        topic.hear(ring(2))
        await quiet()
        assert (told, threads.drawn) == ([], [3])

    play(monkeypatch, played)


def test_a_row_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    async def played(threads: Slow, topic: topics.Topic, told: list[int]) -> None:
        topic.hear(ring(2))
        await quiet()
        topic.join(Heard(1).stream)
        await quiet()
        assert told == [2]
        assert len(threads.drawn) == 1

    play(monkeypatch, played)


def test_where_a_row_does_not_say_all_the_database_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    async def played(threads: Slow, topic: topics.Topic, told: list[int]) -> None:
        threads.revision = 2
        topic.hear(ring(2))
        await quiet()
        assert (told, threads.drawn) == ([2], [2])

    play(monkeypatch, played, says_all=False)


def test_a_row_never_leaves_the_process_and_the_newest_is_kept() -> None:
    merged = merge([ring(2), ring(3), ring(4, brings=False)])
    assert [one.thing for one in merged] == [None]
    merged = merge([ring(3), ring(2, brings=False)])
    assert [cast("LiveModel", one.thing).revision for one in merged] == [3]
    assert encode("me", [ring(2)]) == encode("me", [ring(2, brings=False)])
