"""What people do in a workshop, at random: each verb through its form, with what it must write foreseen."""

from random import Random
from uuid import uuid4

import aiohttp
from hypothesis.stateful import initialize

from tests.faults.acts import act, at
from tests.faults.facts import Facts
from tests.faults.stand import FAY, Form, Stand, noted
from tests.faults.tab import Person, Tab
from workshops.models import Category, Names, Stage

COLOURS = ("green", "amber", "red")
MOST_PEOPLE, MOST_TABS = 4, 5


class Verbs(Stand):
    """Everything that anybody may do, except to cause a fault."""

    def word(self, owner: str, what: str) -> str:
        """A word that nobody else may read before `what` is opened."""
        word = f"w{uuid4().hex[:10]}"
        self.sealed.keep(word, owner, what)
        return word

    def words_of_a_card(self, card: str, owner: str) -> str:
        if self.world.facts["wall",]:
            return f"{card}: {uuid4().hex[:10]}"
        return f"{card}: {self.word(owner, 'wall')}"

    def someone(self) -> str:
        return self.choose(self.present())

    def fay(self) -> Tab:
        return self.tab(FAY)

    # Coming and going.

    @initialize()
    @noted
    def begin(self) -> None:
        """Some people, a few responsibilities, somewhere on the way."""
        self.dice = Random(self.site.seed)  # noqa: S311
        names, stage = self.dice.choice(Names.values), self.dice.choice(Stage.values)
        self.open_workshop(names)
        self.story = [f"seed {self.site.seed!r}, {names}, from {stage} on:"]
        for _ in range(self.dice.randint(1, 3)):
            self.somebody_joins()
        self.moves(self.tabs[0], "listing")
        for name in self.present():
            for _ in range(2):
                path, changes, form = self.an_addition(name)
                self.send(self.people[name].tabs[0], path, changes, form)
        if stage not in ("lobby", "listing"):
            self.moves(self.tabs[0], stage)

    @act(lambda run: len(run.world.named("person")) < MOST_PEOPLE)
    def join(self) -> None:
        self.somebody_joins(lose=self.rarely())

    def somebody_joins(self, *, lose: bool = False) -> None:
        person = self.arrives(f"Pia{next(self.count)}")
        form, key = f"/j/{self.workshop.code}/", {"name": person.name, "client_key": uuid4().hex}
        joined: Facts = {("person", person.name): "in"}
        for lost in [True] * lose + [False] * 20:
            status = self.site.run(_submit(person, self.site.way(), form, key, lose=lost))
            self.confirm([joined] if status == 303 else [], [] if status == 303 else [joined])
            if status == 303:
                break
            assert lost or self.shaken, f"joining was answered with {status}"
        self.opens(person)

    @act(lambda run: run.present() and len(run.tabs) < 2 * MOST_TABS)
    def open_another_tab(self) -> None:
        back = self.choose([False, True])
        stage = self.choose(Stage.values) if back else ""
        able = [name for name in (FAY, *self.present()) if len(self.people[name].tabs) < MOST_TABS]
        person = self.people[self.choose(able)]
        self.opens(person, self.url("workshop") + (f"?stage={stage}" if stage else ""))

    @act(lambda run: run.present())
    def remove_person(self) -> None:
        name = self.someone()
        path = self.url("remove-participant", self.person_id(name))
        self.send(self.fay(), path, {("person", name): "out"})

    @act(lambda run: len(run.present()) < len(run.world.named("person")))
    def let_back_in(self) -> None:
        out = [name for name in self.world.named("person") if name not in self.present()]
        name = self.choose(out)
        path = self.url("let-back-in", self.person_id(name))
        if self.send(self.fay(), path, {("person", name): "in"}):
            for tab in self.people[name].tabs:
                assert self.site.run(tab.open()) == 200

    # Steering.

    @act(weight=3)
    def move(self) -> None:
        to = self.choose([stage for stage in Stage.values if stage != self.world.stage])
        self.moves(self.fay(), to)

    def moves(self, tab: Tab, to: str) -> None:
        if Stage(to).rank >= Stage.VOTING.rank:
            self.sealed.open("wall")
        if Stage(to).rank >= Stage.DISCUSSION.rank > Stage(self.world.stage).rank:
            self.sealed.open()
        form = {"expected": self.world.stage, "to": to}
        self.send(tab, self.url("stage"), self.world.move(to), form)

    @act(at("listing"))
    def show_wall(self) -> None:
        self.sealed.open("wall")
        self.send(self.fay(), self.url("wall"), {("wall",): True})

    @act(at("voting"))
    def reveal(self) -> None:
        self.sealed.open()
        self.send(self.fay(), self.url("reveal"), self.world.reveal_all())

    # Listing.

    @act(lambda run: run.present() and run.world.stage != "lobby", weight=3)
    def add(self) -> None:
        lose = self.rarely()
        name = self.someone()
        path, changes, form = self.an_addition(name)
        # Who looks back at the Lobby has no box to add with.
        boxes = [tab for tab in self.people[name].tabs if tab.page.body.find("add")]
        tab = self.choose(boxes) if boxes else self.tab(name)
        # Whoever hears nothing sends the same again, with the same key: that must not make two.
        for lost in [True] * lose + [False]:
            if self.send(tab, path, changes, form | _hidden(tab), lose=lost):
                break

    def an_addition(self, name: str) -> tuple[str, Facts, Form]:
        """The address, the changes and the form of adding something new."""
        card = f"card{next(self.count)}"
        text = self.words_of_a_card(card, name)
        changes: Facts = {("card", card): (text, name, True), ("place", card): (None, None, None)}
        form = {"text": text, "category": self.category(), "client_key": uuid4().hex}
        return self.url("responsibilities"), changes, form

    def category(self) -> object:
        return Category.objects.filter(workshop=self.workshop).values_list("id", flat=True).first()

    def one_of_own(self, *, kept: bool) -> tuple[str, str] | None:
        own = [(name, card) for name in self.present() for card in self.world.own(name)]
        found = [(name, card) for name, card in own if self.world.facts["card", card][2] is kept]
        return self.choose(found) if found else None

    @act(at("listing"))
    def reword(self) -> None:
        lose = self.rarely()
        if own := self.one_of_own(kept=True):
            name, card = own
            text = self.words_of_a_card(card, name)
            form = {"text": text, "category": self.category()}
            path, tab = self.url("reword", self.card_id(card)), self.tab(name)
            self.send(tab, path, {("card", card): (text, name, True)}, form, lose=lose)

    @act(at("listing"))
    def remove(self) -> None:
        own = self.one_of_own(kept=True)
        if own and not any(self.world.facts["place", card][2] == own[1] for card in self.world.kept()):
            name, card = own
            id, text = self.card_id(card), self.world.facts["card", card][0]
            gone: Facts = {("card", card): (text, name, False)}
            self.send(self.tab(name), self.url("remove", id), gone, removed=str(id))

    @act(at("listing"))
    def put_back(self) -> None:
        if own := self.one_of_own(kept=False):
            name, card = own
            text = self.world.facts["card", card][0]
            path = self.url("put-back", self.card_id(card))
            self.send(self.tab(name), path, {("card", card): (text, name, True)})

    # Voting.

    @act(lambda run: run.present() and run.world.stage in ("voting", "discussion") and run.world.open(), weight=4)
    def vote(self) -> None:
        lose = self.rarely()
        name = self.someone()
        path, changes, form = self.a_vote(name)
        self.send(self.tab(name), path, changes, form, lose=lose)

    def a_vote(self, name: str) -> tuple[str, Facts, Form]:
        """The address, the changes and the form of a vote, a first one or a second thought."""
        card, colour = self.choose(self.world.open()), self.choose(COLOURS)
        reason = None
        if colour == "red" and self.choose([False, True]):
            reason = (self.word(name, card), self.word(name, card))
        form = {"colour": colour} | ({"reason": reason[0], "owner": reason[1]} if reason else {})
        return self.url("vote", self.card_id(card)), self.world.vote(name, card, colour, reason), form


async def _submit(person: Person, url: str, path: str, form: dict[str, str], *, lose: bool) -> int:
    """Fill a form in without JavaScript; 0 if no answer came, or none was to come."""
    try:
        async with person.http.get(url + path) as answer:
            html = await answer.text()
        token = html.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        sent = {**form, "csrfmiddlewaretoken": token}
        headers = {"Origin": url}
        jar = person.http.cookie_jar
        before = {(c.key, c["path"]): c for c in jar}
        async with person.http.post(url + path, data=sent, headers=headers, allow_redirects=False) as answer:
            status = int(answer.status)
        if lose:
            jar.clear(lambda c: (c.key, c["path"]) not in before)
            return 0
        return status
    except (aiohttp.ClientError, TimeoutError, OSError):
        return 0


def _hidden(tab: Tab) -> Form:
    """What the box that adds sends besides: the stage that somebody looks back at."""
    box = tab.page.body.find("add")
    return {name: value for name, value in box.values().items() if name == "stage"} if box else {}
