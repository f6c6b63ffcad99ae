"""Starting and ending with the server that carries us, and letting go of every stream when it must stop."""

import asyncio
import gc
import signal
import threading
from types import FrameType
from typing import Any

from asgiref.typing import ASGIReceiveCallable, ASGISendCallable

from live import ringing
from live.hub import Hub


class Lifespan:
    """Holds the hub between startup and shutdown."""

    def __init__(self) -> None:
        self.hub: Hub | None = None

    async def __call__(self, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self.hub = Hub()
                self.hub.start()
                # What was loaded until here stays: looking through it for garbage again and again takes time.
                gc.collect()
                gc.freeze()
                # Requests leave next to nothing to be found (config/circles.py); looking stops everybody for 0.1 s.
                gc.set_threshold(10_000, 20, 100)
                _drain_on_signal(self.hub)
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                self._stop()
                await send({"type": "lifespan.shutdown.complete"})
                return

    def _stop(self) -> None:
        if self.hub:
            self.hub.stop()
        ringing.outbox.flush(0.5)


def _drain_on_signal(hub: Hub) -> None:
    # Servers wait for open connections before they tell the application to shut down, and a stream
    # never closes by itself. So the streams end at the signal, and then the server's own handler runs.
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()

    def chain(number: int) -> None:
        previous: Any = signal.getsignal(number)

        def handle(received: int, frame: FrameType | None) -> None:
            loop.call_soon_threadsafe(hub.drain)
            if callable(previous):
                previous(received, frame)

        signal.signal(number, handle)

    for number in (signal.SIGTERM, signal.SIGINT):
        chain(number)
