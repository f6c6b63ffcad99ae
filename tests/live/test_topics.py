"""What a topic sends to whom, and when, if things happen in an unlucky order."""

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Any, cast

from live.boards import Drawing, Seat
from live.pictures import Picture, first
from live.positions import Position
from live.rings import Ring
from live.streams import Stream
from live.tabs import Tab
from live.threads import Threads
from live.topics import GATHER, Topic
from live.walls import Frames, Job

KIND, KEY, EPOCH = "w", "key", "e"


class Slow:
    """Stands where threads are: the thing is at `revision`, and drawing it ends while `gate` is open."""

    def __init__(self) -> None:
        self.revision = 1
        self.gate = asyncio.Event()
        self.gate.set()
        self.drawn: list[int] = []

    async def run(self, work: Callable[..., object], *args: object) -> object:
        if work.__name__ == "ask":
            return [SEAT for _ in cast("list[object]", args[-1])]
        drawing = Drawing(f"{EPOCH}.{self.revision}", ())
        self.drawn.append(self.revision)
        await self.gate.wait()
        return {name: painted(job, drawing) for name, job in cast("Mapping[str, Job]", args[-1]).items()}


SEAT = Seat("participant", "ada")


def painted(job: Job, drawing: Drawing) -> tuple[Picture, Frames]:
    before = job.picture
    picture = (before.next(drawing) if before else first(drawing)) if job.stale or not before else before
    return picture, {held: picture.frame(held) for held in job.held}


class Heard:
    """A browser that watches, and the bells that it has heard."""

    def __init__(self, held: int) -> None:
        self.said: list[bytes] = []
        self.stream = Stream(cast("Any", {}), self.send, SEAT, held=Position(EPOCH, held), tab=Tab("tab"))

    async def send(self, message: Any) -> None:
        self.said.append(message.get("body", b""))

    @property
    def rung(self) -> bool:
        return any(b"event: mine" in body for body in self.said)


async def quiet() -> None:
    """Let the topic do whatever it can do now."""
    await asyncio.sleep(2 * GATHER)


def watched(threads: Slow) -> Topic:
    return Topic(KIND, KEY, cast("Any", None), cast("Threads", threads), deaf=lambda: None)


async def _nobody_there() -> None:
    threads = Slow()
    topic = watched(threads)
    before = Heard(1)
    topic.join(before.stream)
    await quiet()
    topic.leave(before.stream)
    # Everybody's line is cut, and just then something happens.
    threads.revision = 2
    topic.hear(Ring(KIND, KEY, EPOCH, 2, 2, "all"))
    await quiet()
    threads.gate.clear()
    one, other = Heard(1), Heard(1)
    topic.join(one.stream)
    await quiet()
    topic.join(other.stream)
    threads.gate.set()
    await quiet()
    topic.stop()
    assert not before.rung, "it was gone"
    assert one.rung
    assert other.rung, "it came while that was being drawn"


def test_who_comes_back_while_a_change_is_being_drawn_hears_of_it() -> None:
    asyncio.run(_nobody_there())


async def _calm() -> None:
    threads = Slow()
    topic = watched(threads)
    topic.join(Heard(1).stream)
    await quiet()
    threads.drawn.clear()
    for revision in (2, 3, 4):
        threads.revision = revision
        topic.hear(Ring(KIND, KEY, EPOCH, revision, revision, calm=True))
        await asyncio.sleep(0)
    assert threads.drawn == [], "they wait for one another"
    await quiet()
    assert threads.drawn == [4], "and are drawn once"
    threads.revision = 5
    topic.hear(Ring(KIND, KEY, EPOCH, 5, 5, calm=True))
    threads.revision = 6
    topic.hear(Ring(KIND, KEY, EPOCH, 6, 6))
    await quiet()
    assert threads.drawn == [4, 6], "what somebody waits for takes the rest with it"
    topic.stop()


def test_what_nobody_waits_for_is_gathered() -> None:
    asyncio.run(_calm())


async def _sending() -> None:
    """A loop that writes what it was given at the end of its turn, and needs so long for it."""
    threads, turn = Slow(), 0.04
    topic, one = watched(threads), Heard(1)
    topic.join(one.stream)
    await quiet()
    sent: list[float] = []

    async def send(message: Any) -> None:
        sent.append(time.monotonic())
        asyncio.get_running_loop().call_soon(time.sleep, turn)

    one.stream._send = send
    for revision in (2, 3):
        threads.revision = revision
        topic.hear(Ring(KIND, KEY, EPOCH, revision, revision, frozenset({"ada"})))
        await asyncio.sleep(turn / 4)
    await quiet()
    topic.stop()
    assert sent[1] - sent[0] >= 1.9 * turn, "as long as it took to send is how long the next is gathered"


def test_sending_is_part_of_what_a_round_takes() -> None:
    asyncio.run(_sending())
