"""One simulated person: joins without JavaScript, then acts and watches as the page in a browser would."""

import asyncio
import random
import re
import time
from dataclasses import dataclass

from responsibilities.simulation import opinions
from responsibilities.simulation.browser import Answer, Browser
from responsibilities.simulation.ledger import Ledger
from responsibilities.simulation.page import Form, Page, regions
from responsibilities.simulation.sightings import Sightings, words_of
from responsibilities.simulation.stream import Event, Watch, older
from workshops.access import COOKIE

SECOND_THOUGHTS = 0.05
_TEXT = re.compile(r'<article class="card big" id="now">.*?<p [^>]*>(.*?)</p>', re.DOTALL)
_CARD = re.compile(r"/responsibilities/([0-9a-f-]{36})/vote/")
_LEFT = re.compile(r"\b(\d+) left\b")


@dataclass(frozen=True)
class Habits:
    """How somebody takes part: what they would list, and whether they go on changing votes when they are done."""

    to_list: tuple[tuple[int, str], ...] = ()
    restless: bool = True


@dataclass(frozen=True)
class Room:
    """What everybody in one simulation shares. `place` is the path of the workshop, /w/<id>/."""

    place: str
    code: str
    ledger: Ledger
    sightings: Sightings


class Person:
    """`join` first; then `act` as often as you like, while `watch` is followed."""

    def __init__(self, name: str, room: Room, browser: Browser, habits: Habits, dice: random.Random) -> None:
        self.name = name
        self.seat = ""
        self.watch: Watch | None = None
        self._place, self._code, self._browser = room.place, room.code, browser
        self._ledger, self._sightings = room.ledger, room.sightings
        self._habits, self._dice = habits, dice
        self._listed = 0
        self._owes_reason = False
        self._html = ""
        self._page = Page("")
        self._shown = self._rung = ""
        self._voted: dict[str, tuple[Form, str]] = {}
        self._asked_at: float | None = None
        self._busy = asyncio.Lock()
        self._refreshing: asyncio.Task[None] | None = None

    async def join(self) -> bool:
        """Type the code and the name, press the button, and see the workshop."""
        form = Page((await self._browser.get("/join/")).html).form("/join/")
        if form is None:
            return False
        self._sightings.expect(self.name, by=self)
        answer = await self._browser.post(form.action, form.filled(code=self._code, name=self.name))
        if not answer.is_well or answer.path != self._place:
            return False
        self.seat = self._browser.cookies(self._place).get(COOKIE, "")
        self._show(answer)
        self._ledger.joined += 1
        self.watch = Watch(self._browser.session, f"{self._place}live/", answer.position, self._ledger, self._hear)
        return True

    async def leave(self) -> None:
        """Close the browser."""
        if self._refreshing:
            self._refreshing.cancel()
            await asyncio.gather(self._refreshing, return_exceptions=True)
        if self.watch:
            self._ledger.stream_bytes.append(self.watch.bytes)
        await self._browser.close()

    async def act(self) -> None:
        """Do the next thing that the page asks for, if any."""
        async with self._busy:
            if self._owes_reason and (why := self._page.form("why")):
                self._owes_reason = False
                await self._explain(why)
            elif (form := self._page.form("choices")) and not self._has_voted(form) and not self._has_second_thoughts():
                await self._vote(form, self._now())
            elif self._voted and (self._habits.restless or self._has_second_thoughts()):
                await self._vote(*self._dice.choice(list(self._voted.values())))
            elif 'id="yours"' in self._html and self._listed < len(self._habits.to_list):
                await self._add()
        self._refresh_if_rung()

    def _has_voted(self, form: Form) -> bool:
        card = _CARD.search(form.action)
        return card is not None and card[1] in self._voted

    def _has_second_thoughts(self) -> bool:
        return bool(self._voted) and self._dice.random() < SECOND_THOUGHTS

    def _now(self) -> str:
        found = _TEXT.search(self._html)
        return words_of(found[1]) if found else ""

    async def _vote(self, form: Form, text: str) -> None:
        card = _CARD.search(form.action)
        if not card:
            return
        colour = opinions.colour_for(text, self._dice)
        left = _LEFT.search(words_of(self._html))
        if left and left[1] == "1" and card[1] not in self._voted:
            self._sightings.expect(f"{self.name} is done", by=self)
        self._asked_at = time.perf_counter()
        answer = await self._browser.post(form.action, form.filled(colour=colour), htmx=True)
        self._ledger.note_vote(self.seat, card[1], colour, confirmed=answer.is_well)
        if answer.is_well:
            self._voted[card[1]] = (form, text)
            self._owes_reason = colour == "red"
        self._show(answer)

    async def _explain(self, form: Form) -> None:
        skip = next((link for link in self._page.links if "?after=" in link), None)
        if skip and self._dice.random() < 0.3:
            self._show(await self._browser.get(f"{self._place}mine/?{skip.partition('?')[2]}", htmx=True))
            return
        said = form.filled(**opinions.why(self._page.options, self._dice))
        answer = await self._browser.post(form.action, said, htmx=True)
        self._ledger.reasons += answer.is_well
        self._show(answer)

    async def _add(self) -> None:
        form = self._page.form("add")
        if form is None:
            return
        category, text = self._habits.to_list[self._listed]
        choices = form.choices.get("category", [])
        chosen = choices[category % len(choices)] if choices else ""
        answer = await self._browser.post(form.action, form.filled(text=text, category=chosen), htmx=True)
        if answer.is_well:
            self._listed += 1
            self._ledger.added += 1
        self._show(answer)

    def _show(self, answer: Answer) -> None:
        """Put an answer into the page."""
        if not answer.is_well:
            return
        self._html, self._page = answer.html, Page(answer.html)
        if answer.position and not older(answer.position, self._shown or answer.position):
            self._shown = answer.position
        if self._page.form("choices", "why") is None and 'id="ballot"' not in answer.html:
            self._voted.clear()  # revealed, or the workshop has moved on

    def _hear(self, event: Event) -> None:
        if event.name == "mine":
            self._rung = event.data
            if self._asked_at is not None:
                self._ledger.bells.append(time.perf_counter() - self._asked_at)
                self._asked_at = None
            if not self._busy.locked():
                self._refresh_if_rung()
        elif not event.name:
            for target, html in regions(event.data):
                if not target:
                    self._ledger.note_fault("a part of a message had no target")
                self._sightings.see(html, by=self)

    def _refresh_if_rung(self) -> None:
        newer = self._rung and (not self._shown or older(self._shown, self._rung))
        if newer and (self._refreshing is None or self._refreshing.done()):
            self._refreshing = asyncio.create_task(self._refresh())

    async def _refresh(self) -> None:
        async with self._busy:
            self._show(await self._browser.get(f"{self._place}mine/", htmx=True))
