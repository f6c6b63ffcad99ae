"""The hub of a process: its topics, the rings that reach them, and the clocks that keep them honest."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress

import structlog
from django.db import Error

from live import boards, conf, connections, positions, ringing, rings, transport
from live.boards import Seat
from live.presence import Presence
from live.rings import Ring
from live.roster import Full, Roster
from live.streams import Stream
from live.tabs import Tab
from live.threads import Threads
from live.topics import Topic

log = structlog.get_logger("live")
# A topic that nobody watches is remembered so long, for those who only lost their connection.
LINGER = 60.0
# A listener that missed a ring is replaced, but not more often than this.
REPLACE = 10.0
# So many seats are asked for at once.
SLICE = 25


class Hub:
    """Made and used on the event loop; only `wake` may be called from other threads."""

    def __init__(self) -> None:
        self.threads = Threads()
        self.roster = Roster()
        self.presence = Presence(self.threads)
        self.topics: dict[tuple[str, str], Topic] = {}
        self.draining = False
        self._loop = asyncio.get_running_loop()
        self._listener = transport.chosen().Listener(self._payload, self._back, ringing.alone)
        self._replaced = 0.0
        self._compare = asyncio.Event()
        self._database_well = True
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Listen to this process's rings and to those of all others."""
        ringing.attach(self.wake)
        clocks = [self._poll(), self._beat(), self._recheck(), self.presence.run()]
        if "notify" in conf.rings():
            clocks.append(self._listener.run())
        self._tasks |= {asyncio.create_task(clock) for clock in clocks}

    def stop(self) -> None:
        """End everything that `start` began."""
        ringing.attach(None)
        for topic in self.topics.values():
            topic.stop()
        for task in self._tasks:
            task.cancel()
        self.threads.stop()

    def drain(self) -> None:
        """End every stream cleanly and take no more; the browsers come back to another process."""
        if not self.draining:
            self.draining = True
            streams = [stream for topic in self.topics.values() for stream in topic.streams]
            for stream in streams:
                stream.end()
            log.info("streams drained", streams=len(streams))

    def wake(self, heard: Sequence[Ring]) -> None:
        """Rings of this process, from any thread."""
        try:
            self._loop.call_soon_threadsafe(self._hear, heard)
        except RuntimeError:
            log.debug("rang after the loop had ended")

    def enter(self, address: tuple[str, str], stream: Stream) -> None:
        """Keep a place for a stream of the thing with this kind and key. Raises Full."""
        if self.draining:
            raise Full
        self.roster.enter(address, stream)
        self.presence.come(address, stream)

    def watch(self, address: tuple[str, str], stream: Stream) -> None:
        """Let a stream that has a place watch: what its browser lacks comes by itself."""
        if stream.over.done():
            return
        topic = self.topics.get(address)
        if topic is None:
            kind, key = address
            topic = self.topics[address] = Topic(kind, key, boards.board(kind), self.threads, deaf=self._deaf)
        topic.join(stream)

    def hear(self, address: tuple[str, str], seat: Seat, tab: Tab) -> None:
        """A tab of whoever has this seat says whether it is shown."""
        self.roster.hear(seat.person, tab)
        self.presence.hear(address, seat, tab)

    def leave(self, address: tuple[str, str], stream: Stream) -> None:
        """Forget a stream, and after a while its topic if nobody else watches."""
        self.roster.leave(stream)
        self.presence.go(address, stream)
        topic = self.topics.get(address)
        if topic:
            topic.leave(stream)
            if not topic.streams:
                self._loop.call_later(LINGER, self._forget, address)

    def _forget(self, address: tuple[str, str]) -> None:
        topic = self.topics.get(address)
        if topic and not topic.streams:
            topic.stop()
            del self.topics[address]

    def _hear(self, heard: Sequence[Ring]) -> None:
        for ring in heard:
            if topic := self.topics.get((ring.kind, ring.key)):
                topic.hear(ring)

    def _payload(self, payload: bytes) -> None:
        try:
            sender, heard = rings.decode(payload)
        except ValueError:
            return  # the listener's own test, or somebody else's use of the channel
        if sender != ringing.SENDER or "local" not in conf.rings():
            self._hear(heard)

    def _deaf(self) -> None:
        if self._loop.time() - self._replaced > REPLACE:
            self._replaced = self._loop.time()
            self._listener.reconnect()

    def _back(self) -> None:
        # What cut the listener's line may have cut all others.
        task = asyncio.create_task(self.threads.run(connections.drop_dead))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        self._compare.set()

    async def _poll(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._compare.wait(), conf.get("LIVE_POLL_SECONDS"))
            self._compare.clear()
            try:
                await self._compare_all()
            except Error as error:
                self._say(False, str(error))
            except Exception:
                log.exception("positions not compared")

    async def _compare_all(self) -> None:
        watched: dict[str, set[str]] = defaultdict(set)
        for (kind, key), topic in self.topics.items():
            if topic.streams:
                watched[kind].add(key)
        for kind, keys in watched.items():
            found = await self.threads.run(boards.board(kind).positions, keys)
            self._say(True)
            for key in keys:
                if (kind, key) in self.topics:
                    self.topics[kind, key].compare(positions.parse(found.get(key, "")))

    def _say(self, well: bool, error: str = "") -> None:
        if well != self._database_well:
            self._database_well = well
            if well:
                log.warning("database back")
            else:
                log.warning("database lost", error=error.strip().partition("\n")[0])

    async def _beat(self) -> None:
        # Everybody gets a beat once in LIVE_BEAT_SECONDS, a part of them each second.
        slots = max(1, round(conf.get("LIVE_BEAT_SECONDS")))
        turn = 0
        while True:
            await asyncio.sleep(conf.get("LIVE_BEAT_SECONDS") / slots)
            turn = (turn + 1) % slots
            for topic in self.topics.values():
                for wall in topic.walls.values():
                    wall.beat([stream for stream in wall.streams if stream.number % slots == turn])

    async def _recheck(self) -> None:
        # A right may end without a ring: a session that ran out, somebody who signed out. A few are asked about at
        # a time, and evenly: whoever votes meanwhile must not wait until all have been asked about.
        parts, turn = 5, 0
        while True:
            turn = (turn + 1) % parts
            slices = [one for topic in self.topics.values() for one in _slices(topic, turn, parts)]
            pause = conf.get("LIVE_RECHECK_SECONDS") / parts / max(1, len(slices))
            due = self._loop.time()
            for topic, some in slices:
                due += pause
                await asyncio.sleep(max(0.0, due - self._loop.time()))
                await self._check(topic, some)
            if not slices:
                await asyncio.sleep(pause)

    async def _check(self, topic: Topic, some: Sequence[Stream]) -> None:
        try:
            # Some may have gone since it was said that it is their turn.
            there = [stream for stream in some if not stream.over.done()]
            if lost := [stream for stream in there if stream.is_lost]:
                log.warning("streams dropped: nothing was read", key=topic.key, streams=len(lost))
                for stream in lost:
                    stream.cut()
            await topic.check(there)
        except Error:
            log.debug("seats not checked: no database")
        except Exception:
            log.exception("seats not checked", kind=topic.kind, key=topic.key)


def _slices(topic: Topic, turn: int, parts: int) -> list[tuple[Topic, list[Stream]]]:
    """Those of a topic's streams whose turn it is; of a few all, since asking about one costs as much."""
    streams = topic.streams
    few = len(streams) <= SLICE
    mine = [one for one in streams if (hash(topic.key) if few else one.number) % parts == turn]
    return [(topic, mine[start : start + SLICE]) for start in range(0, len(mine), SLICE)]
