"""What is written of a workshop, as plain facts: read from the database, and foreseen for each verb.

A fact's name begins with its kind. People, responsibilities and areas are named by their words, which the test
chooses once each: "Pia3", "card7: …", "area2". So a thing that was made twice shows itself.
"""

from collections.abc import Hashable, Iterable
from typing import Any

from responsibilities.models import Area, Ballot, Decision, Idea, Reason, Responsibility, Vote
from workshops.models import Participant, Stage, Workshop

Fact = tuple[Hashable, ...]
Facts = dict[Fact, Any]


def card_of(text: str) -> str:
    """Which responsibility a text is: its first word, however often it is reworded."""
    return text.partition(":")[0]


def facts(workshop: Workshop) -> Facts:
    """Everything that the test's verbs write, as the database has it now."""
    now = Workshop.objects.get(id=workshop.id)
    found: list[tuple[Fact, Any]] = [(("stage",), now.stage), (("wall",), now.wall_is_shown)]
    found += _people(workshop) + _cards(workshop) + _votes(workshop) + _groups(workshop)
    whole = dict(found)
    assert len(whole) == len(found), f"made twice: {[name for name, _ in found if _count(found, name) > 1]}"
    return whole


def _count(found: Iterable[tuple[Fact, Any]], name: Fact) -> int:
    return sum(one == name for one, _ in found)


def _people(workshop: Workshop) -> list[tuple[Fact, Any]]:
    guests = Participant.objects.filter(workshop=workshop, role=Participant.Role.PARTICIPANT)
    rows = guests.values_list("name", "removed_at")
    return [(("person", name), "in" if removed is None else "out") for name, removed in rows]


def _cards(workshop: Workshop) -> list[tuple[Fact, Any]]:
    rows = Responsibility.objects.filter(workshop=workshop).values_list(
        "text", "author__name", "removed_at", "area__name", "former_area__name", "merged_into__text"
    )
    found: list[tuple[Fact, Any]] = []
    for text, author, removed, area, former, merged in rows:
        card = card_of(text)
        found.append((("card", card), (text, author, removed is None)))
        found.append((("place", card), (area, former, card_of(merged) if merged else None)))
    return found


def _votes(workshop: Workshop) -> list[tuple[Fact, Any]]:
    ballots = Ballot.objects.filter(workshop=workshop).order_by("number")
    rows = ballots.values_list("responsibility__text", "number", "revealed_at")
    last = {card_of(text): (number, revealed is not None) for text, number, revealed in rows}
    found: list[tuple[Fact, Any]] = [(("ballot", card), state) for card, state in last.items()]
    cast = Vote.objects.filter(workshop=workshop).values_list(
        "ballot__responsibility__text", "ballot__number", "participant__name", "colour"
    )
    found += [(("vote", card_of(text), number, name), colour) for text, number, name, colour in cast]
    given = Reason.objects.filter(workshop=workshop).values_list(
        "ballot__responsibility__text", "ballot__number", "participant__name", "text", "owner"
    )
    found += [(("reason", card_of(text), number, name), (why, owner)) for text, number, name, why, owner in given]
    return found


def _groups(workshop: Workshop) -> list[tuple[Fact, Any]]:
    decided = Decision.objects.filter(workshop=workshop).values_list("responsibility__text", "colour", "rationale")
    found: list[tuple[Fact, Any]] = [(("decision", card_of(text)), (colour, why)) for text, colour, why in decided]
    parked = Idea.objects.filter(workshop=workshop).values_list("source__text", flat=True)
    found += [(("idea", card_of(text)), True) for text in parked if text]
    areas = Area.objects.filter(workshop=workshop).values_list("name", flat=True)
    return found + [(("area", name), True) for name in areas]


class World:
    """The facts as they must be, and what each verb would make of them. A change to None takes a fact away."""

    def __init__(self, known: Facts) -> None:
        self.facts = known

    def after(self, changes: Facts) -> Facts:
        """The facts once these changes have been made."""
        return {name: value for name, value in (self.facts | changes).items() if value is not None}

    def named(self, kind: str) -> list[str]:
        """The words of all things of a kind, in order of creation as far as their words tell."""
        found = {str(name[1]) for name in self.facts if name[0] == kind}
        return sorted(found, key=lambda word: (len(word), word))

    @property
    def stage(self) -> str:
        stage: str = self.facts["stage",]
        return stage

    def kept(self) -> list[str]:
        """The responsibilities that nobody has removed."""
        return [card for card in self.named("card") if self.facts["card", card][2]]

    def standing(self) -> list[str]:
        """Those of them that are not merged into another."""
        return [card for card in self.kept() if self.facts["place", card][2] is None]

    def own(self, name: str) -> list[str]:
        """Those that somebody wrote, removed ones too, as long as nobody has voted on them or merged them."""
        mine = [card for card in self.named("card") if self.facts["card", card][1] == name]
        return [card for card in mine if ("ballot", card) not in self.facts and self.facts["place", card][2] is None]

    def open(self) -> list[str]:
        """Standing ones that can be voted on now."""
        may_begin = self.stage == "voting"
        states = {card: self.facts.get(("ballot", card)) for card in self.standing()}
        return [card for card, state in states.items() if (not state[1] if state else may_begin)]

    def vote(self, name: str, card: str, colour: str, reason: tuple[str, str] | None) -> Facts:
        number, _ = self.facts.get(("ballot", card)) or (1, False)
        changes: Facts = {("ballot", card): (number, False), ("vote", card, number, name): colour}
        why, owner = reason or self.facts.get(("reason", card, number, name)) or ("", "")
        kept = (why, owner if colour == "red" else "")
        return changes | {("reason", card, number, name): kept if any(kept) else None}

    def reveal(self, card: str) -> Facts:
        """Open one re-vote; one that nobody took part in is called off."""
        number, revealed = self.facts.get(("ballot", card)) or (0, True)
        if revealed:
            return {}
        return {("ballot", card): (number, True) if self._cast(card, number) else self._before(card, number)}

    def reveal_all(self) -> Facts:
        """Open every ballot; what nobody voted on gets one that is empty."""
        changes: Facts = {("ballot", card): (1, True) for card in self.standing() if ("ballot", card) not in self.facts}
        for card in self.named("ballot"):
            number, revealed = self.facts["ballot", card]
            if not revealed:
                held = number == 1 or self._cast(card, number)
                changes["ballot", card] = (number, True) if held else self._before(card, number)
        return changes

    def move(self, to: str) -> Facts:
        """Go to another stage: the wall is shown from Voting on, the votes are revealed from Discussion on."""
        stages = Stage.values
        rank, came_from = stages.index(to), stages.index(self.stage)
        changes: Facts = {("stage",): to}
        if rank >= stages.index("voting"):
            changes["wall",] = True
        if rank >= stages.index("discussion") > came_from:
            changes |= self.reveal_all()
        return changes

    def place(self, cards: Iterable[str], area: str | None) -> Facts:
        """Put responsibilities into an area, which is made if it is new; back to unsorted without one."""
        changes: Facts = {("area", area): True} if area else {}
        return changes | {("place", card): (area, None, None) for card in cards}

    def rename(self, old: str, new: str | None) -> Facts:
        """Whatever is, or was before it was merged, in one area is in the other; the old one is gone."""
        changes: Facts = {("area", old): None} | ({("area", new): True} if new else {})
        for card in self.named("place"):
            area, former, merged = self.facts["place", card]
            now = (new if area == old else area, new if former == old else former, merged)
            if now != (area, former, merged):
                changes["place", card] = now
        return changes

    def merge(self, cards: Iterable[str]) -> Facts:
        """Merge into the first of them, with all that was merged into one of them before."""
        survivor, *others = cards
        changes: Facts = {("place", card): (None, self.facts["place", card][0], survivor) for card in others}
        for card in self.named("place"):
            area, former, merged = self.facts["place", card]
            if merged in others:
                changes["place", card] = (area, former, survivor)
        return changes

    def unmerge(self, card: str) -> Facts:
        """Let it stand where it stood."""
        return {("place", card): (self.facts["place", card][1], None, None)}

    def _cast(self, card: str, number: int) -> bool:
        return any(name[:3] == ("vote", card, number) for name in self.facts)

    def _before(self, card: str, number: int) -> tuple[int, bool] | None:
        return (number - 1, True) if number > 1 else None
