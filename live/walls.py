"""Everybody who watches one thing as one audience, and the picture they share."""

from collections.abc import Mapping
from dataclasses import dataclass

from live import frames
from live.drawings import draw_all, tell_all
from live.models import LiveModel
from live.pictures import Picture
from live.positions import Position
from live.streams import Body, Stream

Frames = Mapping[Position | None, bytes]
# Stands for what browsers lack whose position is not among those that were painted for.
_UNKNOWN = Body(b"")


@dataclass(frozen=True, slots=True)
class Job:
    """What a thread needs to paint for one audience: its last picture and what its browsers hold."""

    picture: Picture | None
    stale: bool
    held: frozenset[Position | None]


class Wall:
    """`stale` means that the database may hold something newer than the picture, `drawing` that it is being fetched."""

    def __init__(self) -> None:
        self.picture: Picture | None = None
        self.stale = True
        self.drawing = False
        self.streams: set[Stream] = set()

    @property
    def position(self) -> Position | None:
        """Where the picture stands; None before there is one."""
        return self.picture.position if self.picture else None

    def reaches(self, position: Position) -> bool:
        """Whether the picture is as new as `position` or newer."""
        mine = self.position
        return mine is not None and mine.epoch == position.epoch and mine.revision >= position.revision

    def is_level(self, held: Position | None) -> bool:
        """Whether a browser that holds this has all there is, as far as is known."""
        # Of what is being drawn the bell may have rung already, while nobody was here to hear it.
        return not self.stale and not self.drawing and held is not None and held == self.position

    @property
    def is_waited_for(self) -> bool:
        """Whether a stream that is free does not hold the newest picture."""
        position = self.position
        # Who was sent the newest holds this very object: with many streams comparing is dear.
        return any(one.held is not position and not one.busy and one.held != position for one in self.streams)

    def job(self) -> Job:
        """Take the work to be done; from here on, what happens makes the wall stale again."""
        self.drawing, self.stale = self.stale, False
        position = self.position
        held = {one.held for one in self.streams if one.held is not position and not one.busy}
        # Nearly all hold this one, if anybody is free.
        return Job(self.picture, self.drawing, frozenset({*held, position} if position else held))

    def show(self, picture: Picture, painted: Frames) -> None:
        """Send the picture to all who are free; the others get what is newest when they are."""
        before = self.position
        self.picture, self.drawing, position = picture, False, picture.position
        bodies = {held: Body(frame) if frame else None for held, frame in painted.items()}
        # Nearly all hold the very object that was sent last.
        usual = bodies.get(before, _UNKNOWN)
        writes, due = [], []
        for stream in [*self.streams]:
            if stream.busy:
                continue
            body = usual if stream.held is before else bodies.get(stream.held, _UNKNOWN)
            if body is _UNKNOWN:
                continue
            if stream.step(position):
                due.append(stream)
            if body and (write := stream.line(body)):
                writes.append((write, body.chunk))
        # In one go: a reader that was woken for each would keep the writer waiting each time.
        for write, chunk in writes:
            write(chunk)
        for stream in due:
            stream.ring(position)

    def beat(self, streams: list[Stream]) -> None:
        """Tell these browsers that the line is alive, and where they stand."""
        position = self.position
        level = frames.event("beat", str(position), position=str(position)) if position else b""
        for stream in streams:
            if not stream.busy:
                stream.write(level if position and stream.held == position else frames.event("beat"))


def paint(kind: str, key: str, jobs: Mapping[str, Job]) -> dict[str, tuple[Picture, Frames]]:
    """Draw the stale pictures from one snapshot, then write one message for each position held.

    Runs in a thread. Raises what the board raises; Refused means that the thing is gone.
    """
    stale = _stale(jobs)
    return _written(jobs, draw_all(kind, key, stale) if stale else {})


def tell(thing: LiveModel, jobs: Mapping[str, Job]) -> dict[str, tuple[Picture, Frames]] | None:
    """As `paint`, by the thing's row alone and right here; None where that does not say everything."""
    drawn = tell_all(thing, _stale(jobs))
    return _written(jobs, drawn) if drawn is not None else None


def _stale(jobs: Mapping[str, Job]) -> dict[str, Picture | None]:
    return {audience: job.picture for audience, job in jobs.items() if job.stale}


def _written(jobs: Mapping[str, Job], drawn: Mapping[str, Picture]) -> dict[str, tuple[Picture, Frames]]:
    painted: dict[str, tuple[Picture, Frames]] = {}
    for audience, job in jobs.items():
        if picture := drawn.get(audience) or job.picture:
            painted[audience] = (picture, {held: picture.frame(held) for held in job.held})
    return painted
