"""A browser's half of a stream, without the browser: collects events as they come."""

import contextlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx


@dataclass(frozen=True)
class Event:
    name: str
    data: str
    id: str
    at: float


class Watcher:
    """Reads one stream in a thread until it ends or `close` is called."""

    def __init__(self, url: str, who: object, **headers: str) -> None:
        self.events: list[Event] = []
        self.raw = b""
        self.ended = False
        self._client = httpx.Client(timeout=60, cookies={"who": str(who)})
        self.response = self._client.send(self._client.build_request("GET", url, headers=headers), stream=True)
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        if self.response.status_code == 200:
            self.until(lambda event: event.name == "beat")

    def until(self, wanted: Callable[[Event], bool], timeout: float = 5.0) -> Event:
        """The first event that is `wanted`, come or yet to come."""
        with self._changed:
            if self._changed.wait_for(lambda: any(map(wanted, self.events)), timeout):
                return next(filter(wanted, self.events))
        raise AssertionError(f"not within {timeout} s; came: {self.events}, ended: {self.ended}")

    def text(self, words: str, timeout: float = 5.0) -> Event:
        """The first message to be swapped in that holds `words`."""
        return self.until(lambda event: not event.name and words in event.data, timeout)

    def named(self, name: str, timeout: float = 5.0) -> Event:
        """The first event of that name."""
        return self.until(lambda event: event.name == name, timeout)

    def messages(self) -> list[Event]:
        return [event for event in self.events if not event.name]

    @property
    def reading(self) -> bool:
        """Whether the stream is open: it neither ended nor was cut."""
        return self._thread.is_alive()

    def end(self, timeout: float = 5.0) -> None:
        """Wait until the server has ended the stream cleanly."""
        with self._changed:
            assert self._changed.wait_for(lambda: self.ended, timeout), "the stream is still open"

    def close(self) -> None:
        self.response.close()
        self._client.close()

    def _read(self) -> None:
        fields: dict[str, str] = {}
        with contextlib.suppress(httpx.HTTPError, httpx.StreamError, OSError):
            for line in self.response.iter_lines():
                self.raw += line.encode() + b"\n"
                if line:
                    name, _, value = line.partition(": ")
                    fields[name] = f"{fields[name]}\n{value}" if name in fields else value
                elif fields:
                    self._add(fields)
                    fields = {}
            with self._changed:
                self.ended = True
                self._changed.notify_all()

    def _add(self, fields: dict[str, str]) -> None:
        event = Event(fields.get("event", ""), fields.get("data", ""), fields.get("id", ""), time.monotonic())
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()
