"""One browser that watches: what it holds, and writing to it without ever waiting for it."""

import asyncio
import itertools
from collections.abc import Callable
from typing import Any

from asgiref.typing import ASGISendCallable, HTTPScope

from live import conf, frames, wires
from live.boards import Seat
from live.positions import Position
from live.stepping import begin
from live.tabs import Tab

_numbers = itertools.count()


class Body:
    """A frame in the forms in which it may be written, made once for all who are sent it."""

    __slots__ = ("chunk", "message")

    def __init__(self, frame: bytes) -> None:
        self.message = {"type": "http.response.body", "body": frame, "more_body": True}
        self.chunk = wires.chunk(frame)


class Stream:
    """An open connection. `held` is where its browser stands once all that was written arrives.

    While a write waits for a slow browser, `busy` is true and nothing is kept for it but `held` and
    whether its bell is due: when it is free again it is sent the newest state.
    """

    __slots__ = (
        "_send",
        "_since",
        "_task",
        "_wire",
        "bell_due",
        "busy",
        "freed",
        "held",
        "new",
        "number",
        "over",
        "scope",
        "seat",
        "tab",
    )

    def __init__(
        self, scope: HTTPScope, send: ASGISendCallable, seat: Seat, *, held: Position | None, tab: Tab
    ) -> None:
        self.scope = scope
        self.seat = seat
        self.held = held
        self.tab = tab
        self.new = True
        self.busy = False
        self.bell_due = False
        self.number = next(_numbers)  # spreads heartbeats and checks evenly over time
        self.freed: Callable[[Stream], None] = lambda stream: None
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._send = send
        self._wire: wires.Wire | None = None
        self._task: asyncio.Task[None] | None = None
        self._since = 0.0

    @property
    def is_lost(self) -> bool:
        """Whether its browser has read nothing for long, or the network between has vanished without a word."""
        if self.busy:
            # A full line is acknowledged more and more rarely, so only its reader counts.
            return bool(asyncio.get_running_loop().time() - self._since > conf.get("LIVE_STALL_SECONDS"))
        # Whatever else is quiet, beats are acknowledged.
        return bool(wires.unheard(self._send) > conf.get("LIVE_BEAT_SECONDS") + conf.get("LIVE_ACK_SECONDS"))

    def step(self, position: Position) -> bool:
        """Note that the browser is brought to `position` now. True if its bell must ring then.

        That is when it is due, or when this catches up with what happened before it connected.
        """
        due = self.bell_due or (self.new and self.held != position)
        self.held, self.new = position, False
        return due

    def line(self, body: Body) -> Callable[[bytes], None] | None:
        """What writes the chunk of the body at once; None where it is sent the server's way instead, right here."""
        wire = self._wire
        write = wire.open() if wire and not self.over.done() else None
        if write is None:
            self._put(body.message)
        return write

    def ring(self, position: Position) -> None:
        """Tell the browser to fetch its own part again; later, if it is busy."""
        self.bell_due = self.busy
        if not self.busy:
            self.write(frames.event("mine", str(position)))

    def write(self, body: bytes) -> None:
        """Send bytes. Only for a stream that is not busy."""
        whole = Body(body)
        if write := self.line(whole):
            write(whole.chunk)

    def end(self, body: bytes = b"") -> None:
        """Say `body` as the last thing and close. A browser that is not reading is cut off."""
        if self._task:
            self.cut()
        else:
            self._put({"type": "http.response.body", "body": body, "more_body": False})
            self.leave()

    def cut(self) -> None:
        """Drop the connection, and what was written and not read with it."""
        if self._task:
            self._task.cancel()
        wires.cut(self._send)
        self.leave()

    def leave(self) -> None:
        """Nothing more can or need be written: let the request end."""
        if not self.over.done():
            self.over.set_result(None)

    def begun(self) -> None:
        """The head of the answer is out; from here on frames may go straight to the wire."""
        self._wire = wires.wire(self._send)

    def _put(self, message: Any) -> None:
        if self.over.done():
            return
        try:
            self._task = begin(self._send(message))
        except Exception:  # noqa: BLE001 - servers differ in how they say that the connection is gone
            self.leave()
        self.busy = self._task is not None
        if self._task:
            self._since = asyncio.get_running_loop().time()
            self._task.add_done_callback(self._written)

    def _written(self, task: asyncio.Task[None]) -> None:
        self._task, self.busy = None, False
        if task.cancelled() or task.exception():
            self.leave()
        elif not self.over.done():
            self.freed(self)
