"""Listing as people do it: a few lines each, handed in again where no answer came."""

import asyncio
from collections.abc import Sequence

from responsibilities.simulation.person import Person

Line = tuple[int, str]


class Lister:
    """`lines` are what this person will add: the place of the category, and the words."""

    def __init__(self, person: Person, lines: Sequence[Line]) -> None:
        self._person, self._left = person, list(lines)

    def is_done(self) -> bool:
        """Whether there is nothing left to add."""
        return not self._left

    async def act(self) -> bool:
        """Add the next one if it is time for that; return whether it was."""
        form = self._person.page.form("add")
        if form is None or not self._left or 'id="yours"' not in self._person.page.html:
            return False
        category, text = self._left[0]
        choices = form.choices.get("category", [])
        chosen = choices[category % len(choices)] if choices else ""
        await self._add(text, chosen)
        return True

    async def _add(self, text: str, category: str) -> None:
        person, ledger = self._person, self._person.room.ledger
        form = person.page.forms["add"]
        ledger.sights.look_out_for(text)
        sent = asyncio.get_running_loop().time()
        answer = await person.send(form, text=text, category=category)
        ledger.note_line(person.seat, text, confirmed=answer.confirmed)
        if answer.confirmed:
            person.changed(sent, answer)
        if answer.confirmed is not None:  # else: the same form again, which adds it once
            self._left.pop(0)
