"""One thing that is being watched: woken by rings, it draws, and sends each browser what it lacks."""

import asyncio
from collections.abc import Callable, Iterable

import structlog
from django.db import Error

from live import frames, seats
from live.boards import Board, Refused
from live.ears import Ears
from live.jitter import between
from live.models import LiveModel
from live.pictures import Picture
from live.positions import Position
from live.rings import NOBODY, Bell, Ring, both
from live.streams import Stream
from live.threads import Threads
from live.walls import Frames, Job, Wall, paint, tell

log = structlog.get_logger("live")
# The longest that changes are gathered: nobody sees a tenth of a second.
GATHER = 0.1
# How long a ring may be on its way before it counts as lost.
GRACE = 0.3
LONGEST_PAUSE = 30.0
# A bell for everybody makes every browser ask at once: so many are rung each 25 ms.
PEAL = 25


class Topic:
    """Lives on the event loop; only painting and checking seats happen in threads."""

    def __init__(self, kind: str, key: str, board: Board, threads: Threads, *, deaf: Callable[[], None]) -> None:
        self.kind, self.key, self.board = kind, key, board
        self.walls: dict[str, Wall] = {}
        self.ears = Ears()
        self._threads = threads
        self._deaf = deaf
        self._alarm = asyncio.Event()
        self._soon: asyncio.TimerHandle | None = None
        self._bell: Bell = NOBODY
        self._door = False
        self._newest: Position | None = None  # of what was heard of
        self._thing: LiveModel | None = None  # as it stands there, where a ring has brought it
        self._suspected = False
        self._failures = 0
        self._peals: set[asyncio.Task[None]] = set()
        self._task = asyncio.create_task(self._run())

    @property
    def streams(self) -> list[Stream]:
        """Everybody who watches."""
        return [stream for wall in self.walls.values() for stream in wall.streams]

    def join(self, stream: Stream) -> None:
        """Let a stream watch; what its browser lacks comes with the next round."""
        wall = self.walls.setdefault(stream.seat.audience, Wall())
        if not wall.streams or (stream.held and not wall.reaches(stream.held)):
            wall.stale = True
        if wall.is_level(stream.held):
            stream.new = False
        else:
            # A page that has just been loaded shows what was so a moment ago.
            self._call(calm=wall.picture is not None)
        stream.freed = self._freed
        wall.streams.add(stream)

    def leave(self, stream: Stream) -> None:
        """Forget a stream."""
        for wall in self.walls.values():
            wall.streams.discard(stream)

    def hear(self, ring: Ring) -> None:
        """A ring arrived, perhaps not for the first time or not in order."""
        self.ears.hear(ring)
        position = Position(ring.epoch, ring.last)
        self._door |= ring.door
        self._wake(position, ring.bell, calm=ring.calm)
        if position == self._newest:
            self._thing = ring.thing or self._thing
        if self.ears.miss(position):
            self._suspect(position)

    def compare(self, position: Position | None) -> None:
        """The database says that this is where the thing stands; None when it is no more."""
        if position is None:
            self.gone()
            return
        self._wake(position)
        if self.ears.miss(position):
            self._suspect(position)

    async def check(self, streams: Iterable[Stream]) -> None:
        """Ask the door again about these streams; send away or move those for whom it has changed."""
        asked = [stream for stream in streams if not stream.over.done()]
        scopes = [stream.scope for stream in asked]
        answers = await self._threads.run(seats.ask, self.board, self.key, scopes) if asked else []
        for stream, answer in zip(asked, answers, strict=True):
            if isinstance(answer, Refused):
                stream.end(frames.event("gone", str(answer.status)))
                self.leave(stream)
            elif answer != stream.seat and not stream.over.done():
                self.leave(stream)
                stream.seat, stream.held, stream.new = answer, None, True
                self.join(stream)

    def gone(self, status: int = 404) -> None:
        """The thing is no more: say so to everybody."""
        for stream in self.streams:
            stream.end(frames.event("gone", str(status)))
            self.leave(stream)

    def stop(self) -> None:
        """End the topic's own task."""
        for task in (self._task, *self._peals):
            task.cancel()

    def _call(self, *, calm: bool) -> None:
        """Have a round come: now, or together with what else comes soon."""
        if not calm:
            self._alarm.set()
        elif self._soon is None:
            self._soon = asyncio.get_running_loop().call_later(GATHER, self._alarm.set)

    def _wake(self, position: Position, bell: Bell = NOBODY, *, calm: bool = False) -> None:
        self._bell = both(self._bell, bell)
        if position.is_after(self._newest):
            self._newest, self._thing = position, None
        behind = [wall for wall in self.walls.values() if not wall.reaches(position)]
        for wall in behind:
            wall.stale = True
        if behind or bell:
            self._call(calm=calm)

    def _suspect(self, position: Position) -> None:
        if not self._suspected:
            self._suspected = True
            asyncio.get_running_loop().call_later(GRACE, self._settle, position)

    def _settle(self, position: Position) -> None:
        self._suspected = False
        if self.ears.miss(position):
            log.warning("ring lost and healed", kind=self.kind, key=self.key, position=str(position))
            self.ears.begin(position)
            self._wake(position, "all")
            self._deaf()

    def _freed(self, stream: Stream) -> None:
        wall = self.walls.get(stream.seat.audience)
        if not wall or not wall.picture:
            return
        if wall.stale or stream.held != wall.picture.position:
            self._alarm.set()
        elif stream.bell_due:
            stream.ring(wall.picture.position)

    async def _run(self) -> None:
        clock = asyncio.get_running_loop().time
        while True:
            await self._alarm.wait()
            self._alarm.clear()
            if self._soon:
                self._soon.cancel()
                self._soon = None
            began = clock()
            await self._try()
            # What was written leaves at the end of this turn of the loop, and that takes longer than all before.
            await asyncio.sleep(0)
            # The first change after a quiet moment went out at once; in a burst the next one waits
            # for as long as this round took.
            await asyncio.sleep(min(clock() - began, GATHER))

    async def _try(self) -> None:
        try:
            await self._round()
            self._failures = 0
        except Refused as refused:
            self.gone(refused.status)
        except Exception as error:
            # Without the database the poll says so once; anything else is a fault of the board.
            if not isinstance(error, Error):
                log.exception("board failed", kind=self.kind, key=self.key)
            self._failures += 1
            pause = min(0.5 * 2**self._failures, LONGEST_PAUSE if not isinstance(error, Error) else 1.0)
            asyncio.get_running_loop().call_later(pause * between(0.5, 1), self._alarm.set)

    async def _round(self) -> None:
        bell, self._bell = self._bell, NOBODY
        door, self._door = self._door, False
        jobs = {name: wall.job() for name, wall in self.walls.items() if wall.streams}
        try:
            # Who may have been shown the door is asked about before being sent more. With a bell for everybody that
            # would take too long; they are asked about while it peals.
            await self.check(self._named(bell) if door else [])
            painted = self._tell(jobs)
            if painted is None:
                painted = await self._threads.run(paint, self.kind, self.key, jobs)
        except BaseException:
            self._bell, self._door = both(self._bell, bell), self._door or door
            for name, job in jobs.items():
                self.walls[name].stale |= job.stale
            raise
        for name, (picture, written) in painted.items():
            if self.ears.upto is None:
                self.ears.begin(picture.position)
            self.walls[name].show(picture, written)
        self._peal(bell)
        if any(wall.is_waited_for for wall in self.walls.values()):
            self._alarm.set()

    def _tell(self, jobs: dict[str, Job]) -> dict[str, tuple[Picture, Frames]] | None:
        """Paint what the row says that came with the newest ring; None where the database must be asked."""
        thing, self._thing = self._thing, None
        try:
            return tell(thing, jobs) if thing else None
        except Exception:
            log.exception("row not told", kind=self.kind, key=self.key)
            return None

    def _named(self, bell: Bell) -> list[Stream]:
        return [one for one in self.streams if one.seat.person in bell] if bell and bell != "all" else []

    def _peal(self, bell: Bell) -> None:
        if bell == "all":
            task = asyncio.create_task(self._ring_all(self.streams))
            self._peals.add(task)
            task.add_done_callback(self._peals.discard)
        else:
            self._ring(self._named(bell))

    async def _ring_all(self, streams: list[Stream]) -> None:
        for start in range(0, len(streams), PEAL):
            some = streams[start : start + PEAL]
            try:
                await self.check(some)
            except Error:
                log.debug("seats not checked: no database")
            except Exception:
                # Whatever is wrong with the door, those who wait for their bell must hear it.
                log.exception("seats not checked", kind=self.kind, key=self.key)
            self._ring(some)
            await asyncio.sleep(0.025)

    def _ring(self, streams: Iterable[Stream]) -> None:
        for stream in streams:
            wall = self.walls.get(stream.seat.audience)
            if wall and wall.picture and not stream.over.done():
                stream.ring(wall.picture.position)
