"""A workshop to which anything happens around its voting, by chance that can be had again."""

import random
from collections.abc import Callable

from responsibilities.models import Responsibility
from tests.sittings import sitting
from workshops.actions.people import join_workshop
from workshops.models import Participant, Stage


class Walk:
    """Whatever may happen in a workshop around its voting, in any order."""

    def __init__(self, seed: int) -> None:
        self.any = random.Random(seed)  # noqa: S311
        self.here = sitting(Stage.VOTING)
        for number in range(3):
            self.here.listed(f"Number {number}")

    @property
    def steps(self) -> list[Callable[[], None]]:
        return [self.vote] * 8 + [self.add, self.take_away, self.move, self.join, self.remove]

    def cards(self) -> list[Responsibility]:
        return list(self.here.workshop.responsibilities.filter(removed_at=None))

    def person(self) -> Participant:
        return self.any.choice(list(self.here.workshop.participants.filter(removed_at=None)))

    def vote(self) -> None:
        who, colour = self.person(), self.any.choice(["green", "amber", "red"])
        said = self.any.choice([{}, {"reason": f"Because of {self.any.random()}", "owner": "HR"}])
        self.here.send(who, "vote", self.any.choice(self.cards()).id, colour=colour, **said)

    def add(self) -> None:
        self.here.send(self.person(), "responsibilities", text="One more", category=self.here.category)

    def take_away(self) -> None:
        self.here.send(self.here.ann, "remove", self.any.choice(self.cards()).id)

    def move(self) -> None:
        """To another stage and back; where that stage rewords one is reworded, and where it merges some are merged."""
        elsewhere = [stage for stage in Stage if stage is not Stage.VOTING]
        to = self.any.choice([*elsewhere, *[Stage.LISTING] * len(elsewhere)])
        self.here.send(self.here.facilitator, "stage", expected="voting", to=to)
        some = self.any.sample(self.cards(), 2)
        words = {"text": f"In other words {self.any.random()}", "category": some[0].category_id}
        self.here.send(self.here.ann, "reword", some[0].id, **words)
        self.here.send(self.here.facilitator, "merge-duplicates", responsibility=[card.id for card in some])
        self.here.send(self.here.facilitator, "unmerge", self.any.choice(self.cards()).id)
        self.here.send(self.here.facilitator, "stage", expected=to, to="voting")

    def join(self) -> None:
        name = f"Person {self.any.random()}"
        join_workshop(workshop=self.here.workshop, name=name, client_key=name)

    def remove(self) -> None:
        guests = list(self.here.workshop.participants.exclude(id=self.here.facilitator.id))
        who = self.any.choice(guests)
        self.here.send(self.here.facilitator, "let-back-in" if who.removed_at else "remove-participant", who.id)
