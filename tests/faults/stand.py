"""What a random run stands on: a workshop, the people in it, what they wrote, and how all of it is compared."""

import asyncio
import difflib
import functools
import itertools
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, combinations
from random import Random
from typing import Any, ClassVar, NoReturn, TypeVar
from urllib.parse import urlsplit

from django.urls import resolve, reverse
from hypothesis.stateful import RuleBasedStateMachine

from live import boards
from responsibilities.models import Area, Responsibility
from tests.factories import FacilitatorFactory, WorkshopFactory
from tests.faults.facts import Facts, World, facts
from tests.faults.page import Page
from tests.faults.sealed import Sealed
from tests.faults.site import Site
from tests.faults.tab import Person, Tab
from tests.faults.tree import Element, lines, parse
from workshops.access import facilitator_url
from workshops.models import Names, Participant, Stage

T = TypeVar("T")
S = TypeVar("S", bound="Stand")
Form = dict[str, Any]
FAY = "Fay"
# Promised are two seconds; a busy machine that runs two servers and a test is given more.
LEVEL_WITHIN = 20.0


def noted(step: Callable[[S], None]) -> Callable[[S], None]:
    """Keep what goes wrong first, and let nothing happen after it.

    Raised, it would have Hypothesis try the same once more, find that it does not fail under another timing, and
    report only that.
    """

    @functools.wraps(step)
    def tried(self: S) -> None:
        if self.site.failure:
            return
        try:
            step(self)
            self.nothing_went_wrong()
        except Exception:  # noqa: BLE001 - whatever it is, it is the report
            self.site.failure = "\n".join([traceback.format_exc(), "What happened:", *self.story])

    return tried


class Stand(RuleBasedStateMachine):
    """The verbs and the faults are in the classes that inherit from this one."""

    site: ClassVar[Site]

    def open_workshop(self, names: str) -> None:
        """A new workshop with a facilitator, who has two tabs: the page and the screen."""
        self.site.tally["workshops"] += 1
        self.story: list[str] = []
        self.count = itertools.count(1)
        self.workshop = WorkshopFactory(names=names)
        self.world = World(facts(self.workshop))
        self.sealed = Sealed(names_are_told=names == Names.NAMED)
        self.people: dict[str, Person] = {}
        self.tabs: list[Tab] = []
        self.shaken = False
        self.site.start()
        seat = FacilitatorFactory(workshop=self.workshop, name=FAY)
        person = self.arrives(FAY)
        self.opens(person, urlsplit(facilitator_url(seat)).path)
        self.opens(person)
        self.opens(person, self.url("screen"))

    # Chance.

    dice: Random

    def choose(self, options: Sequence[T]) -> T:
        """One of these, whichever."""
        chosen = self.dice.choice(options)
        self.story[-1:] = [f"{self.story[-1]} {chosen}"] if self.story else []
        return chosen

    def some(self, options: Sequence[T], least: int, most: int) -> list[T]:
        """Some of these, as many as there are at most."""
        return self.dice.sample(options, min(len(options), self.dice.randint(least, most)))

    def rarely(self) -> bool:
        """True once in a while."""
        return self.choose([False, False, False, False, True])

    # People and their tabs.

    def url(self, name: str, *args: object) -> str:
        return reverse(name, args=(self.workshop.id, *args))

    def arrives(self, name: str) -> Person:
        """Somebody with an empty browser."""
        self.people[name] = self.site.run(self.site.browser(name))
        self.sealed.knows(name)
        return self.people[name]

    def opens(self, person: Person, path: str = "") -> Tab:
        """Open a tab: of the workshop, unless another address is named."""
        is_screen = path == self.url("screen")
        tab = Tab(
            person,
            path or self.url("workshop"),
            ways=self.site.way,
            heard=self.sealed.heard,
            streamed=self.sealed.heard if is_screen else self.sealed.streamed,  # the screen explains the colours
        )
        assert self.site.run(tab.open()) == 200
        if "facilitate" in path:  # it only leads to the page
            self.site.run(tab.close())
            return tab
        person.tabs.append(tab)
        self.tabs.append(tab)
        return tab

    def present(self) -> list[str]:
        """Those who take part and have not been removed."""
        return [name for name in self.world.named("person") if self.world.facts["person", name] == "in"]

    def tab(self, name: str) -> Tab:
        """One of somebody's tabs that shows where the workshop is now, and its forms with it."""
        tabs = [tab for tab in self.people[name].tabs if "screen" not in tab.path]
        return self.choose([tab for tab in tabs if Stage(tab.back or "framework").rank >= Stage(self.world.stage).rank])

    def card_id(self, card: str) -> object:
        """The id of a responsibility, as its form's address has it."""
        found = Responsibility.objects.filter(workshop=self.workshop, text__startswith=f"{card}:")
        return found.values_list("id", flat=True).get()

    def in_order(self, cards: Iterable[str]) -> list[str]:
        """As the board has them: of those who added something in the same burst nobody knows who was first."""
        found = Responsibility.objects.filter(workshop=self.workshop).values_list("text", "number")
        numbers = {text.partition(":")[0]: number for text, number in found}
        return sorted(cards, key=numbers.__getitem__)

    def area_id(self, area: str) -> object:
        return Area.objects.filter(workshop=self.workshop, name=area).values_list("id", flat=True).get()

    def person_id(self, name: str) -> object:
        return Participant.objects.filter(workshop=self.workshop, name=name).values_list("id", flat=True).get()

    # Writing.

    def send(
        self, tab: Tab, path: str, changes: Facts, form: Form | None = None, *, lose: bool = False, removed: str = ""
    ) -> bool:
        """Send a form that makes these changes if it is taken; whether it was confirmed."""
        status = self.site.run(tab.post(path, pairs(form or {}), lose=lose, removed=removed))
        self.site.tally[str(resolve(path).url_name)] += 1
        sure = self.judge(path, status, lose)
        self.confirm([changes] if sure else [], [] if sure else [changes])
        return sure

    def judge(self, path: str, status: int, lose: bool) -> bool:
        """Whether an answer confirms a write. A refusal, or an error while nothing is broken, is a fault."""
        if status == 200:
            self.site.tally["confirmed"] += 1
            return True
        self.site.tally["not confirmed"] += 1
        if not lose and not (self.shaken and (status == 0 or status >= 500)):
            self.fail(f"{path} was answered with {status}")
        return False

    def confirm(self, sure: Iterable[Facts], unsure: Iterable[Facts] = ()) -> None:
        """Compare the database with what was confirmed, and with some of what was not; it then is what is known."""
        self.site.calm()
        certain = World(self.world.facts)
        for changes in sure:
            certain.facts = certain.after(changes)
        now, maybe = facts(self.workshop), list(unsure)
        for some in chain.from_iterable(combinations(maybe, size) for size in range(len(maybe) + 1)):
            possible = World(certain.facts)
            for changes in some:
                possible.facts = possible.after(changes)
            if possible.facts == now:
                self.world = possible
                return
        self.fail(*_difference(_said(certain.facts), _said(now), "confirmed", "in the database"))

    # Rest.

    def fail(self, *words: str) -> NoReturn:
        """Say what is wrong."""
        raise AssertionError("\n".join(words))

    def nothing_went_wrong(self) -> None:
        tabs = getattr(self, "tabs", [])
        if wrong := [trouble for tab in tabs for trouble in tab.troubles] + (self.sealed.broken if tabs else []):
            self.fail(*wrong)

    def settle(self) -> None:
        """Let everything come to rest, and compare all with all."""
        self.site.start()
        self.site.tally["came to rest"] += 1
        self.site.tally["tabs compared"] += len(self.tabs)
        for tab in self.tabs:
            self.site.soon(tab.reading.set)
            self.site.soon(tab.hurry)
        self.confirm([])
        end = time.monotonic() + LEVEL_WITHIN
        behind = self.tabs
        while behind:
            # Asked of each server: one that has not been asked since its database was cut may still fail once.
            behind = [tab for tab in behind if not self.is_level(tab)]
            if behind and time.monotonic() > end:
                self.fail(self.explain(behind[0]))
            time.sleep(0.05 if behind else 0)
        self.shaken = False

    def is_level(self, tab: Tab) -> bool:
        """Whether a tab shows what a fresh load does, from every server, and what a fresh drawing does."""
        name = tab.person.name
        if name != FAY and name not in self.present():
            return tab.gone
        if tab.gone or not tab.at_rest:
            return False
        for server in self.site.servers:
            fresh = self.site.run(tab.fresh(server.url))
            if fresh is None or fresh.looks() != tab.page.looks():
                return False
        drawn = self.drawn(tab)
        return tab.at_rest and drawn == _without_mine(tab.page, drawn)

    def drawn(self, tab: Tab) -> dict[str, list[str]]:
        """What is the same for everybody who looks as this tab does, drawn here and now."""
        audience = "screen" if "screen" in tab.path else "facilitator" if tab.person.name == FAY else "participant"
        if tab.back and Stage(tab.back).rank < Stage(self.world.stage).rank:
            audience += f":{tab.back}"
        drawing = boards.board("w").draw(str(self.workshop.id), {audience: None})[audience]
        return {region.id: _shared(next(parse(region.html).elements())) for region in drawing.regions}

    def explain(self, tab: Tab) -> str:
        """Why a tab is not level."""
        who = f"{tab.person.name}'s tab {tab.path} (gone: {tab.gone}, at rest: {tab.at_rest}, held: {tab.held})"
        for server in self.site.servers:
            fresh = self.site.run(tab.fresh(server.url))
            if fresh is None:
                return f"{who}: no fresh page from {server.url}"
            if fresh.looks() != tab.page.looks():
                shown, wanted = (list(chain(*page.looks().values())) for page in (tab.page, fresh))
                return "\n".join([who, *_difference(shown, wanted, "shown", "fresh page")])
        drawn = self.drawn(tab)
        shown, wanted = (list(chain(*looks.values())) for looks in (_without_mine(tab.page, drawn), drawn))
        return "\n".join([who, *_difference(shown, wanted, "shown", "drawing")])

    def teardown(self) -> None:
        noted(Stand.settle)(self)
        self.site.run(_leave(self.tabs, self.people.values()))


async def _leave(tabs: Iterable[Tab], people: Iterable[Person]) -> None:
    await asyncio.gather(*(tab.close() for tab in tabs))
    await asyncio.gather(*(person.http.close() for person in people))


def pairs(form: Form) -> list[tuple[str, str]]:
    """A form's fields; a list is several of one name."""
    many = [(name, value if isinstance(value, list) else [value]) for name, value in form.items()]
    return [(name, str(one)) for name, values in many for one in values]


def _without_mine(page: Page, regions: Iterable[str]) -> dict[str, list[str]]:
    found = {id: page.body.find(id) for id in regions}
    return {id: _shared(element) if element else [] for id, element in found.items()}


def _shared(element: Element) -> list[str]:
    """How a region looks without the part that is one person's."""
    mine = element.find("mine")
    kept = mine.children if mine else []
    if mine:
        mine.children = []
    looks = lines(element)
    if mine:
        mine.children = kept
    return looks


def _said(known: Facts) -> list[str]:
    return sorted(f"{name}: {value}" for name, value in known.items())


def _difference(one: list[str], other: list[str], name: str, other_name: str) -> list[str]:
    return [*difflib.unified_diff(one, other, name, other_name, lineterm="", n=2)]
