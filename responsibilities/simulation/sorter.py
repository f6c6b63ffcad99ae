"""Sorting as people do it: one or a few that belong together at a time, and now and then one moved elsewhere."""

import asyncio

from responsibilities.simulation import opinions
from responsibilities.simulation.ledger import Move
from responsibilities.simulation.page import Form
from responsibilities.simulation.person import Person

SECOND_THOUGHTS = 0.05
MOST_AT_ONCE = 3


class Sorter:
    """Everybody can help at once, so two may well choose the same one.

    `eager` is how often this person does so, of all the times they could.
    """

    def __init__(self, person: Person, *, restless: bool, eager: float = 1.0) -> None:
        self._person, self._restless, self._eager = person, restless, eager

    async def act(self) -> bool:
        """Put something into an area; return whether there was anything to do."""
        person = self._person
        mover, wall, dice = person.page.form("mover"), person.room.wall, person.dice
        if mover is None:
            return False
        if self._eager < 1 and dice.random() >= self._eager:
            return True
        if wall.unsorted and dice.random() >= SECOND_THOUGHTS:
            await self._move(mover, *self._belonging_together())
        elif self._restless and len(wall.areas) > 1:
            leaving, entering = dice.sample(sorted(wall.areas), 2)
            if cards := wall.areas[leaving]:
                await self._move(mover, [dice.choice(sorted(cards))], entering)
        else:
            return False
        return True

    def _belonging_together(self) -> tuple[list[str], str]:
        """Choose from the tray: one, and the next few for which the same area comes to mind."""
        wall, dice = self._person.room.wall, self._person.dice
        first = dice.choice(sorted(wall.unsorted))
        area = opinions.area_for(wall.unsorted[first], sorted(wall.areas))
        alike = [
            card
            for card, text in sorted(wall.unsorted.items())
            if card != first and opinions.area_for(text, sorted(wall.areas)) == area
        ]
        return [first, *alike[: dice.randrange(MOST_AT_ONCE)]], area

    async def _move(self, form: Form, cards: list[str], area: str) -> None:
        person, ledger, clock = self._person, self._person.room.ledger, asyncio.get_running_loop().time
        there = person.room.wall.areas.get(area, {})
        sent = clock()
        answer = await person.send(form, responsibility=cards, area=area)
        ledger.note_sent("sorted", confirmed=bool(answer.confirmed))
        if answer.confirmed and not all(card in there for card in cards):
            person.changed(sent, answer)
        if answer.confirmed is not False:
            answered = clock() if answer.confirmed else None
            ledger.moves += [Move(card, area, sent, answered) for card in cards]
