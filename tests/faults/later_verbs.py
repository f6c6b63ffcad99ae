"""What people do once they have voted, at random: they talk, decide, and sort."""

from tests.faults.acts import When, act, at
from tests.faults.facts import Facts
from tests.faults.stand import FAY
from tests.faults.verbs import COLOURS, Verbs

MOST_BALLOTS = 10


def sorting(areas: int) -> When:
    """Only while the workshop is at Clustering and has at least so many areas."""
    return lambda run: run.world.stage == "clustering" and len(run.world.named("area")) >= areas


class LaterVerbs(Verbs):
    """Discussion and Clustering."""

    def a_card(self) -> str | None:
        standing = self.world.standing()
        return self.choose(standing) if standing else None

    # Discussion: all of it is the facilitator's.

    @act(at("discussion"))
    def focus(self) -> None:
        if card := self.a_card():
            self.send(self.fay(), self.url("focus", self.card_id(card)), {})

    @act(at("discussion"))
    def re_vote(self) -> None:
        lose = self.rarely()
        card = self.a_card()
        number, revealed = self.world.facts.get(("ballot", card), (0, True))
        if card and revealed and number < MOST_BALLOTS:
            path = self.url("re-vote", self.card_id(card))
            self.send(self.fay(), path, {("ballot", card): (number + 1, False)}, lose=lose)

    @act(at("discussion"))
    def reveal_re_vote(self) -> None:
        under_way = [card for card in self.world.open() if ("ballot", card) in self.world.facts]
        if under_way:
            card = self.choose(under_way)
            self.sealed.open(card)
            self.send(self.fay(), self.url("reveal-re-vote", self.card_id(card)), self.world.reveal(card))

    @act(at("discussion", "clustering"))
    def decide(self) -> None:
        lose = self.rarely()
        colour = self.choose(COLOURS)
        if card := self.a_card():
            why = f"because {next(self.count)}"
            path, tab = self.url("decision", self.card_id(card)), self.fay()
            self.send(tab, path, {("decision", card): (colour, why)}, {"colour": colour, "rationale": why}, lose=lose)

    @act(at("discussion", "clustering"))
    def withdraw(self) -> None:
        if decided := self.world.named("decision"):
            card = self.choose(decided)
            self.send(self.fay(), self.url("withdraw", self.card_id(card)), {("decision", card): None})

    @act(at("discussion", "clustering"))
    def park(self) -> None:
        lose = self.rarely()
        if card := self.a_card():
            self.send(self.fay(), self.url("park", self.card_id(card)), {("idea", card): True}, lose=lose)

    @act(at("discussion", "clustering"))
    def take_up(self) -> None:
        if parked := self.world.named("idea"):
            card = self.choose(parked)
            self.send(self.fay(), self.url("take-up", self.card_id(card)), {("idea", card): None})

    # Clustering: everybody can help.

    def anybody(self) -> str:
        return self.choose([FAY, *self.present()])

    def an_area(self) -> str:
        return self.choose(self.world.named("area"))

    @act(at("clustering"))
    def place(self) -> None:
        """Some into an area; with none, just make the area."""
        lose = self.rarely()
        old = self.choose([False, True])
        standing = self.world.standing()
        cards = self.some(standing, 0, 4)
        area = self.an_area() if old and self.world.named("area") else f"area{next(self.count)}"
        ids = [self.card_id(card) for card in cards]
        tab = self.tab(self.anybody())
        self.send(
            tab, self.url("placing"), self.world.place(cards, area), {"responsibility": ids, "area": area}, lose=lose
        )

    @act(at("clustering"))
    def unsort(self) -> None:
        if card := self.a_card():
            tab, id = self.tab(self.anybody()), self.card_id(card)
            self.send(tab, self.url("unsort"), self.world.place([card], None), {"responsibility": [id]})

    @act(sorting(areas=1))
    def rename_area(self) -> None:
        lose = self.rarely()
        old, new = self.an_area(), f"area{next(self.count)}"
        path = self.url("area", self.area_id(old))
        self.send(self.tab(self.anybody()), path, self.world.rename(old, new), {"name": new}, lose=lose)

    @act(sorting(areas=2))
    def merge_areas(self) -> None:
        lose = self.rarely()
        old, new = self.some(self.world.named("area"), 2, 2)
        path, into = self.url("merge-areas", self.area_id(old)), self.area_id(new)
        self.send(self.tab(self.anybody()), path, self.world.rename(old, new), {"into": into}, lose=lose)

    @act(sorting(areas=1))
    def drop_area(self) -> None:
        area = self.an_area()
        if all(self.world.facts["place", card][0] != area for card in self.world.named("place")):
            path = self.url("drop-area", self.area_id(area))
            self.send(self.tab(self.anybody()), path, self.world.rename(area, None))

    @act(at("clustering"))
    def merge(self) -> None:
        lose = self.rarely()
        standing = self.world.standing()
        if len(standing) > 1:
            cards = self.some(standing, 2, 3)
            ids = [self.card_id(card) for card in cards]
            tab, changes = self.tab(self.anybody()), self.world.merge(self.in_order(cards))
            self.send(tab, self.url("merge-duplicates"), changes, {"responsibility": ids}, lose=lose)

    @act(at("clustering"))
    def unmerge(self) -> None:
        merged = [card for card in self.world.kept() if self.world.facts["place", card][2]]
        if merged:
            card = self.choose(merged)
            changes: Facts = self.world.unmerge(card)
            self.send(self.tab(self.anybody()), self.url("unmerge", self.card_id(card)), changes)
