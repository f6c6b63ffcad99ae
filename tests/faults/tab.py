"""One tab of a browser: it behaves as htmx, static/js/live/guard.js and static/js/workshop/mine.js do together."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode

import aiohttp

from tests.faults.page import Page, older

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
PATIENCE = aiohttp.ClientTimeout(total=60)
# Browsers pause for up to ten seconds; here everything has to happen sooner.
LONGEST_PAUSE = 0.5
Heard = Callable[["Person", str], None]
OVER = (401, 403, 404, 410)


@dataclass
class Person:
    """Somebody with a browser. All of their tabs share its cookies."""

    name: str
    http: aiohttp.ClientSession
    tabs: list["Tab"] = field(default_factory=list)


class Tab:
    """`ways()` gives the address of a server for each connection.

    `heard(person, text)` is told all that answers bring, `streamed(person, text)` all that the stream does.
    """

    def __init__(self, person: Person, path: str, *, ways: Callable[[], str], heard: Heard, streamed: Heard) -> None:
        self.person, self.path = person, path
        self.troubles: list[str] = []
        self.gone = False
        self.reading = asyncio.Event()
        self.reading.set()
        self.events = self.opened = 0
        self._ways, self._heard, self._streamed = ways, heard, streamed
        self._name = f"{random.getrandbits(48):x}"
        self._follow: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._hurry = asyncio.Event()

    def __repr__(self) -> str:
        return f"{self.person.name}'s tab {self._name[:4]}"

    async def open(self) -> int:
        """Load the page and follow its stream; the status of the page's answer, 0 for none."""
        await self.close()
        status, html, _ = await self._ask("GET", self.path)
        if status != 200:
            self.gone = True
            return status
        self.page = Page(html)
        self.held, self.gone = self.page.position, False
        self.removed = ""  # what was just taken off the list and is still shown, with "Undo" beside it
        self._busy, self._asking, self._shown, self._rung, self._epoch = 0, False, 0, 0, ""
        self._brought = 0
        self._follow = asyncio.create_task(self._follow_stream())
        return status

    async def close(self) -> None:
        """Leave."""
        tasks = [task for task in (self._follow, *self._tasks) if task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._follow = None

    async def post(self, path: str, data: list[tuple[str, str]], *, lose: bool = False, removed: str = "") -> int:
        """Send a form as htmx does; the answer's status, or 0 where none came or, with `lose`, none was to come.

        `removed` is what the form takes off the list: the answer still shows it.
        """
        self._busy += 1
        if self.back and "stage" not in dict(data):
            data = [*data, ("stage", self.back)]
        token = self.page.body.attributes["hx-headers:inherited"].partition('token": "')[2].rstrip('"}')
        status, html, position = await self._ask("POST", path, data, {**HTMX, "x-csrftoken": token})
        self._busy -= 1
        if lose or not status:
            status, position = 0, ""
        elif status == 200:
            self.removed = removed
            self.page.put(html, position, self.held)
        # A piece says nothing of the rest. mine.js asks less often: it knows from Live-Bell when there is news.
        at = self._revision(position) if 'hx-target="#mine"' in html else 0
        self._shown = max(self._shown, at)
        self._refresh()
        return status

    def cut(self) -> None:
        """Lose the line; the tab finds out and opens another."""
        if self._follow and not self.gone:
            self._follow.cancel()
            self._follow = asyncio.create_task(self._follow_stream(failures=1))

    def hurry(self) -> None:
        """Try again now, as a browser does when its network is back."""
        self._hurry.set()

    def address(self) -> str:
        """Where a fresh load would show what this tab shows."""
        asked = self.page.asked() | ({"removed": self.removed} if self.removed else {})
        return f"{self.path.partition('?')[0]}?{urlencode(asked | ({'stage': self.back} if self.back else {}))}"

    @property
    def back(self) -> str:
        """The stage that this tab was opened to look back at; "" for one that follows the workshop."""
        return self.page.stream.partition("stage=")[2]

    async def fresh(self, url: str) -> Page | None:
        """The page as a fresh load from this server shows it now; None when it cannot be had."""
        status, html, _ = await self._ask("GET", self.address(), url=url)
        return Page(html) if status == 200 else None

    @property
    def at_rest(self) -> bool:
        """Whether nothing is under way."""
        heard = self._rung <= self._shown or not self.page.body.find("mine")
        return heard and not self._busy and not self._asking

    async def _ask(
        self, method: str, path: str, data: object = None, headers: Mapping[str, str] | None = None, *, url: str = ""
    ) -> tuple[int, str, str]:
        url = url or self._ways()
        said = {"Origin": url, "Accept": "text/html", **(headers or {})}
        try:
            async with self.person.http.request(
                method, url + path, data=data, headers=said, timeout=PATIENCE, allow_redirects=method == "GET"
            ) as answer:
                html = await answer.text()
        except (aiohttp.ClientError, TimeoutError, OSError):
            return 0, "", ""
        self._heard(self.person, html)
        return answer.status, html, answer.headers.get("Live-Position", "")

    # The stream.

    async def _follow_stream(self, failures: int = 0) -> None:
        while not self.gone:
            if failures:
                pause = min(LONGEST_PAUSE, 0.05 * 2**failures) * random.uniform(0.5, 1)  # noqa: S311
                self._hurry.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._hurry.wait(), pause)
            seen = self.events
            with suppress(aiohttp.ClientError, TimeoutError, OSError):
                await self._read_stream()
            failures = 1 if self.events > seen else failures + 1

    async def _read_stream(self) -> None:
        query = {"at": self.held, "tab": self._name}
        path = self.page.stream + ("&" if "?" in self.page.stream else "?") + urlencode(query)
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=10, sock_read=32)
        async with self.person.http.get(self._ways() + path, timeout=timeout) as answer:
            if answer.status != 200 or answer.content_type != "text/event-stream":
                self.gone = answer.status in OVER
                return
            self.opened += 1
            self._rung = max(self._rung, self._brought)
            self._refresh()
            async for event in _events(answer, self.reading):
                if not self._take(event):
                    self.held = ""
                    return

    def _take(self, event: Mapping[str, str]) -> bool:
        """What an event does to the tab; False if it must ask for everything anew."""
        self.events += 1
        held = self.held
        name, data, id = event.get("event", ""), event.get("data", ""), event.get("id", "")
        self._heard(self.person, data)
        self._streamed(self.person, data)
        if id:
            if older(id, self.held):
                self.troubles.append(f"{self.person.name}'s stream went back from {self.held} to {id}")
            self.held = id
            at = self._revision(id)
            self._brought = max(self._brought, at)
        if name == "gone":
            self.gone = True
        elif name == "mine":
            at = self._revision(data)
            self._rung = max(self._rung, at or self._rung + 1)
            self._refresh()
        return not id or self.page.follow("" if name else data, id, held)

    # The personal part.

    def _revision(self, position: str) -> int:
        epoch, _, count = position.partition(".")
        if epoch and epoch != self._epoch:
            if self._epoch:
                self._shown = self._rung = self._brought = 0
            self._epoch = epoch
        return int(count or 0)

    def _refresh(self) -> None:
        if not self._busy and not self._asking and self._rung > self._shown and self.page.body.find("mine"):
            self._asking = True
            task = asyncio.create_task(self._fetch())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _fetch(self) -> None:
        slot = self.page.body.find("mine")
        path = slot.attributes["hx-get"] if slot else ""
        asked = urlencode(self.page.asked())
        status, html, position = await self._ask("GET", f"{path}{'&' if '?' in path else '?'}{asked}", headers=HTMX)
        at = self._revision(position)
        if status == 200 and at >= self._shown:
            self.removed = ""
            self.page.fill("mine", html)
        self._shown = max(self._shown, at)
        if self._rung > self._shown:
            await asyncio.sleep(0.1)
        self._asking = False
        self._refresh()


async def _events(answer: aiohttp.ClientResponse, reading: asyncio.Event) -> AsyncIterator[dict[str, str]]:
    """The events of a stream, as long as somebody reads."""
    rest, event = b"", dict[str, str]()
    async for chunk in answer.content.iter_any():
        await reading.wait()
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            if line:
                name, _, value = line.decode().partition(": ")
                event[name] = f"{event[name]}\n{value}" if name in event else value
            elif event:
                yield event
                event = {}
