"""One simulated person: joins without JavaScript, then reads and watches as the page in a browser would."""

import asyncio
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from live.positions import parse
from responsibilities.simulation import outline
from responsibilities.simulation.arrivals import Change
from responsibilities.simulation.browser import Answer, Browser
from responsibilities.simulation.ledger import Ledger
from responsibilities.simulation.outline import Outline
from responsibilities.simulation.page import Form, Page, parts, words_of
from responsibilities.simulation.stream import Event, Watch
from responsibilities.simulation.wall import Wall
from workshops.cookies import COOKIE

_PLACE = re.compile(r"/w/[0-9a-f-]{36}/")
# Where one's own buttons stand, on the page as in what is put there.
_OWN = 'own-signals"'
_ERROR = re.compile(r'<p class="error"[^>]*>(.*?)</p>', re.DOTALL)


class NoWayIn(Exception):
    """Somebody could not join; the message is one sentence for whoever started the simulation."""


@dataclass(frozen=True)
class Room:
    """What everybody in one simulation shares: the server, the join code, and what they come to know together.

    `token` is what they come in with as colleagues of a rehearsal; `raised` are the seats of those whose hand is up.
    """

    url: str
    code: str
    ledger: Ledger
    wall: Wall = field(default_factory=Wall)
    token: str = ""
    raised: set[str] = field(default_factory=set)


class Person:
    """`join` first; then `send` what the `page` asks for, or `signal` what `own` offers, while `watch` is followed."""

    def __init__(self, name: str, room: Room, browser: Browser, dice: random.Random) -> None:
        self.name, self.room, self.dice = name, room, dice
        self.seat = ""
        self.page = self.own = Page("")
        self.watch: Watch | None = None
        self._browser = browser
        self._place = ""
        self._shown = self._rung = ""
        self._outline = Outline(frozenset())
        self._busy = asyncio.Lock()
        self._refreshing: asyncio.Task[None] | None = None

    async def join(self) -> None:
        """Type the code and the name, press the button, and see the workshop. Raises NoWayIn."""
        door = await self._browser.get("/join/")
        form = Page(door.html).form("/join/")
        if form is None:
            raise NoWayIn(_why_no_door(self.room.url, door))
        said = {"simulated": self.room.token} if self.room.token else {}
        answer = await self._browser.post(form.action, form.filled(code=self.room.code, name=self.name, **said))
        if not answer.is_well or not _PLACE.fullmatch(answer.path):
            raise NoWayIn(_why_shut(self.room.url, answer))
        self._place = answer.path
        self.seat = self._browser.cookies(self._place).get(COOKIE, "")
        self.room.ledger.joined += 1
        self._outline = outline.of(answer.html)
        self._show(answer)
        self.watch = self._open_stream(answer.position)

    async def leave(self) -> None:
        """Close the browser."""
        if self._refreshing:
            self._refreshing.cancel()
            await asyncio.gather(self._refreshing, return_exceptions=True)
        if self.watch:
            self.room.ledger.stream_bytes.append(self.watch.bytes)
        await self._browser.close()

    async def send(self, form: Form, **said: str | Sequence[str]) -> Answer:
        """Hand in a form as htmx does, and put the answer into the page."""
        async with self._busy:
            answer = await self._browser.post(form.action, form.filled(**said), htmx=True)
            self._show(answer)
        self._refresh_if_rung()
        return answer

    async def signal(self, form: Form) -> None:
        """Press one of one's own two buttons. The answer has those, and leaves the rest of one's part as it was."""
        async with self._busy:
            answer = await self._browser.post(form.action, form.filled(), htmx=True)
            self._take(answer)
            # Had a bell rung for everybody since it was shown, the rest would have to be asked for.
            if answer.is_well and _has_heard(self._shown, answer):
                self._shown = answer.position
        self._refresh_if_rung()

    async def look(self, query: str = "") -> None:
        """Fetch one's own part of the page."""
        async with self._busy:
            self._show(await self._browser.get(f"{self._place}mine/{query}", htmx=True))

    def changed(self, sent: float, answer: Answer) -> None:
        """What was `sent` then is something that all others see: have it timed."""
        if position := parse(answer.position):
            self.room.ledger.changes.append(Change(self.seat, sent, position))

    def _open_stream(self, at: str) -> Watch:
        address = f"{self._place}live/"
        dice = random.Random(self.dice.random())
        return Watch(self.seat, self._browser.session, address, at, self.room.ledger, self._hear, dice)

    def _show(self, answer: Answer) -> None:
        if not answer.is_well:
            return
        self.page = self._take(answer)
        if _is_newer(answer.position, self._shown):
            self._shown = answer.position

    def _take(self, answer: Answer) -> Page:
        """Read what came of one's own buttons and of what everybody sees."""
        page = Page(answer.html)
        if not answer.is_well:
            return page
        if _OWN in answer.html:
            self.own = page
        if position := parse(answer.position):
            self.room.wall.see(answer.html, position)
        self.room.ledger.sights.glance(answer.html)
        return page

    def _hear(self, event: Event) -> None:
        if event.name == "mine":
            self._rung = event.data
            if not self._busy.locked():
                self._refresh_if_rung()
        elif not event.name:
            self._swap(event)

    def _swap(self, event: Event) -> None:
        for part in parts(event.data):
            found = outline.after(self._outline, part)
            if found is None:
                self.room.ledger.note_fault(f"a part for #{part.target} has no place in the page")
            self._outline = found or self._outline
        self.room.ledger.sights.see(event.data)
        if position := parse(event.id):
            self.room.wall.see(event.data, position)

    def _refresh_if_rung(self) -> None:
        if _is_newer(self._rung, self._shown) and (self._refreshing is None or self._refreshing.done()):
            self._refreshing = asyncio.create_task(self._refresh())

    async def _refresh(self) -> None:
        """Look, and look again if the bell has rung meanwhile. Where no answer came, wait for the next one."""
        before = ""
        while self._shown != before and _is_newer(self._rung, self._shown):
            before = self._shown
            await self.look()


def _is_newer(one: str, other: str) -> bool:
    """Whether a position is news to somebody who knows of the other."""
    this = parse(one)
    return this is not None and this.is_after(parse(other))


def _has_heard(shown: str, answer: Answer) -> bool:
    """Whether no bell has rung for everybody between the position `shown` and that of the answer."""
    this, that = parse(shown), parse(answer.position)
    if this is None or that is None or this.epoch != that.epoch or not answer.bell.isdecimal():
        return False
    return int(answer.bell) <= this.revision


def _why_no_door(url: str, door: Answer) -> str:
    if not door.status:
        return f"Nothing answers at {url}: start Remit with `make run`, or say with --url where it is."
    if door.status >= 500:
        return f"The server at {url} is in trouble: it answered {door.status} where people join."
    return f"What answers at {url} is not Remit: nobody can join there."


def _why_shut(url: str, answer: Answer) -> str:
    if not answer.status:
        return f"The server at {url} stopped answering while somebody joined."
    said = _ERROR.search(answer.html)
    return f"Nobody can join: {words_of(said[1])}" if said else f"Nobody can join: {url} answered {answer.status}."
