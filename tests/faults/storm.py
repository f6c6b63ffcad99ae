"""Faults, at random, between what people do and in the middle of it."""

import time

from hypothesis.stateful import rule

from tests.faults.acts import ACTS, act
from tests.faults.facts import Facts
from tests.faults.later_verbs import LaterVerbs
from tests.faults.stand import Form, noted, pairs

FAULTS = ("none", "cut", "stop", "kill", "database")
# Seconds into a burst of writes at which the fault comes.
MOMENTS = (0.0, 0.003, 0.01, 0.03)


class Storm(LaterVerbs):
    """The whole: what people do, and what goes wrong."""

    # One rule, which throws the dice. With a rule for each, every run would be without half of them: Hypothesis
    # leaves some out to see more of the others, but there are too few runs here, and they need people in them.
    @rule()
    @noted
    def something_happens(self) -> None:
        possible = [one for one in ACTS if one.when(self)]
        [chosen] = self.dice.choices(possible, [one.weight for one in possible])
        self.story.append(f"{chosen.name}:")
        getattr(self, chosen.name)()

    @act(weight=2)
    def cut_a_stream(self) -> None:
        tab = self.choose(self.tabs)
        self.site.soon(tab.cut)

    @act()
    def stop_reading(self) -> None:
        tab = self.choose(self.tabs)
        self.site.soon(tab.reading.clear)

    @act()
    def read_again(self) -> None:
        for tab in self.tabs:
            self.site.soon(tab.reading.set)

    @act()
    def break_something(self) -> None:
        how = self.choose(["stop", "kill", "database"])
        self.fault(how, self.choose([0, 1]))

    @act(lambda run: len(run.site.up) < len(run.site.servers))
    def start_again(self) -> None:
        self.site.start()

    def fault(self, how: str, number: int) -> None:
        """Cause one fault. One server is always left: with none, nothing is to be learnt."""
        self.site.tally[f"fault: {how}"] += 1
        self.shaken = self.shaken or how in ("stop", "kill", "database")
        if how == "database":
            self.site.cut_database()
        elif how == "cut":
            for tab in self.tabs:
                self.site.soon(tab.cut)
        elif how in ("stop", "kill") and len(self.site.up) > 1:
            self.site.end(number, gently=how == "stop")

    @act(lambda run: run.present() and run.world.stage != "lobby", weight=4)
    def burst(self) -> None:
        """Everybody writes at once, and in the middle of it something breaks."""
        how = self.choose(FAULTS)
        number, moment = self.choose([0, 1]), self.choose(MOMENTS)
        writes = [(self.tab(name), *self.a_write(name)) for name in self.present()]
        under_way = [
            (path, changes, self.site.later(tab.post(path, pairs(form)))) for tab, path, changes, form in writes
        ]
        time.sleep(moment)
        self.fault(how, number)
        sure: list[Facts] = []
        unsure: list[Facts] = []
        for path, changes, answer in under_way:
            confirmed = self.judge(path, answer.result(120), lose=False)
            (sure if confirmed else unsure).append(changes)
        self.confirm(sure, unsure)

    def a_write(self, name: str) -> tuple[str, Facts, Form]:
        """Something that stays true whatever the others write meanwhile."""
        return self.a_vote(name) if self.world.stage == "voting" and self.world.open() else self.an_addition(name)

    @act(weight=2)
    def come_to_rest(self) -> None:
        self.settle()
