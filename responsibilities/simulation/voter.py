"""Voting as people do it: one after the other, now and then a second thought, and a reason where red asks for one."""

import asyncio
import re

from responsibilities.simulation import opinions
from responsibilities.simulation.page import Form, words_of
from responsibilities.simulation.person import Person

SECOND_THOUGHTS = 0.05
SKIPS_REASON = 0.3
_TEXT = re.compile(r'<article class="card big" id="now">.*?<p [^>]*>(.*?)</p>', re.DOTALL)
_LEFT = re.compile(r'id="left"><b>\D*(\d+)')
_CARD = re.compile(r"/responsibilities/([0-9a-f-]{36})/vote/")


class Voter:
    """`restless` is whether they go on changing votes once they are done; `leaves` how many they never come to."""

    def __init__(self, person: Person, *, restless: bool, leaves: int = 0) -> None:
        self._person, self._restless, self._leaves = person, restless, leaves
        self._voted: dict[str, tuple[Form, str]] = {}
        self._owes_reason = False

    def is_done(self) -> bool:
        """Whether the page, at Voting, says that nothing is left to vote on."""
        page = self._person.page
        return 'id="ballot-title"' in page.html and page.form("choices", "why") is None

    async def act(self) -> bool:
        """Cast, change or explain a vote; return whether there was anything to do."""
        page, dice = self._person.page, self._person.dice
        form = page.form("choices")
        if not form and not page.form("why") and 'id="ballot"' not in page.html:
            self._voted.clear()  # revealed, or the workshop has moved on
        doubts = bool(self._voted) and dice.random() < SECOND_THOUGHTS
        if self._owes_reason and (why := page.form("why")):
            self._owes_reason = False
            await self._explain(why)
        elif form and _card(form) not in self._voted and not doubts and not self._has_had_enough():
            await self._vote(form, self._text())
        elif self._voted and (self._restless or doubts):
            await self._vote(*dice.choice(list(self._voted.values())))
        else:
            return False
        return True

    async def _vote(self, form: Form, text: str) -> None:
        person, card = self._person, _card(form)
        colour = opinions.colour_for(text, person.dice)
        sent = asyncio.get_running_loop().time()
        answer = await person.send(form, colour=colour)
        person.room.ledger.note_vote(person.seat, card, colour, confirmed=answer.confirmed)
        if not answer.is_well:
            return
        if card not in self._voted:
            person.changed(sent, answer)
        self._voted[card] = (form, text)
        self._owes_reason = colour == "red"

    async def _explain(self, form: Form) -> None:
        person, ledger = self._person, self._person.room.ledger
        skip = next((link for link in person.page.links if "?after=" in link), None)
        if skip and person.dice.random() < SKIPS_REASON:
            await person.look(f"?{skip.partition('?')[2]}")
            return
        said = opinions.why(person.page.options, person.dice)
        ledger.sights.look_out_for(said["reason"])
        answer = await person.send(form, **said)
        ledger.reasons += answer.is_well

    def _has_had_enough(self) -> bool:
        left = _LEFT.search(self._person.page.html)
        return left is not None and int(left[1]) <= self._leaves

    def _text(self) -> str:
        found = _TEXT.search(self._person.page.html)
        return words_of(found[1]) if found else ""


def _card(form: Form) -> str:
    found = _CARD.search(form.action)
    return found[1] if found else ""
