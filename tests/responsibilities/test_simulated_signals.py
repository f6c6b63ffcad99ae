"""Simulated colleagues signal as people do: a hand now and then, and "I'm ready" from most who are done."""

import asyncio
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from responsibilities.models import Vote
from responsibilities.simulation import colleagues, proof, signaller
from responsibilities.simulation.browser import Browser
from responsibilities.simulation.crowd import MARK, Manner, run
from responsibilities.simulation.ledger import Ledger
from responsibilities.simulation.page import Form, Page
from responsibilities.simulation.person import Person, Room
from responsibilities.simulation.signaller import HELD, MOST_UP, Signaller
from tests.responsibilities.rehearsals import stage_set
from tests.responsibilities.test_rehearsal_for_real import WITHIN, Steering, until
from tests.server import Server
from tests.sittings import Sitting
from workshops.models import Participant, Stage
from workshops.parts import SIGNALS

NOWHERE = "00000000-0000-4000-8000-000000000000"


def buttons(stage: str, *, hand: bool = False, ready: bool = False) -> Page:
    context = {"workshop_id": NOWHERE, "stage": stage, "hand": hand, "ready": ready}
    return Page(render_to_string("workshops/crew/_own.html", context))


class Presser(Person):
    """Somebody with a given page, of whom is noted which buttons they press. What they press is taken."""

    def __init__(
        self, own: Page, room: Room | None = None, *, number: int = 0, often: float = 0.0, done: bool = False
    ) -> None:
        dice = random.Random(number)  # noqa: S311 - dice
        super().__init__("Ada", room or Room("", "", Ledger()), cast("Browser", None), dice)
        self.own, self.seat = own, f"seat {number}"
        self.pressed: list[tuple[str, str]] = []
        everywhere = {stage: lambda: done for stage in ("listing", "voting")}
        self._signaller = Signaller(self, dice, often=often, done=everywhere)

    async def signal(self, form: Form) -> None:
        own = {id: self.own.forms[id].fields for id in ("own-hand", "own-ready")}
        hand, ready = own["own-hand"]["up"] == "0", own["own-ready"]["ready"] == "0"
        if form.id == "own-hand":
            self.pressed.append(("hand", form.fields["up"]))
            hand = not hand
        else:
            self.pressed.append(("ready", form.fields["ready"]))
            ready = not ready
        self.own = buttons(own["own-ready"]["for"], hand=hand, ready=ready)

    def acts(self, times: int) -> list[tuple[str, str]]:
        """Return all that they have pressed by the end."""

        async def acting() -> None:
            for _ in range(times):
                await self._signaller.act()

        asyncio.run(acting())
        return self.pressed


UP, DOWN, READY = ("hand", "1"), ("hand", "0"), ("ready", "1")


def test_a_button_that_is_not_on_the_page_is_never_pressed() -> None:
    for page in (Page(""), Page('<main><form id="add" action="/"></form></main>')):
        assert Presser(page, often=1.0, done=True).acts(200) == []


def test_a_hand_goes_up_and_down_again_after_a_while() -> None:
    ada = Presser(buttons("discussion"), often=1.0)
    assert ada.acts(HELD[0]) == [UP]
    assert ada.acts(HELD[1])[:2] == [UP, DOWN]


def test_a_hand_that_somebody_else_has_lowered_is_not_lowered_again() -> None:
    ada = Presser(buttons("discussion"), often=1.0)
    ada.acts(1)
    ada.own = buttons("discussion")
    assert ada.acts(HELD[0]) == [UP, UP]


def test_few_hands_are_up_at_once() -> None:
    room = Room("", "", Ledger())
    people = [Presser(buttons("discussion"), room, number=number, often=1.0) for number in range(12)]
    assert sum(one.acts(1) == [UP] for one in people) == MOST_UP


def test_hands_are_for_where_people_talk() -> None:
    raised = {stage: Presser(buttons(stage), often=0.2).acts(300).count(UP) for stage in Stage.values}
    assert raised["discussion"] >= raised["listing"] > raised["voting"]
    assert raised["lobby"] == raised["framework"] == 0


def test_most_who_are_done_say_once_that_they_are_ready_and_not_all_at_once() -> None:
    people = [Presser(buttons("voting"), number=number, done=True) for number in range(100)]
    assert 5 <= sum(one.acts(1) == [READY] for one in people) <= 35
    said = [one.acts(60) for one in people]
    assert 55 <= said.count([READY]) <= 85
    assert said.count([READY]) + said.count([]) == 100


@pytest.mark.parametrize(("stage", "done"), [("voting", False), ("listing", False), ("discussion", True)])
def test_nobody_says_so_who_is_not_done_or_where_nothing_tells(stage: str, done: bool) -> None:
    assert [Presser(buttons(stage), number=number, done=done).acts(40) for number in range(20)] == [[]] * 20


def test_a_rehearsal_has_as_many_hands_whatever_its_size_and_a_load_has_none() -> None:
    rates = [people * colleagues.manner(people).hands for people in (3, 6, 12, 40)]
    assert max(rates) == pytest.approx(min(rates))
    assert Manner(each=1.0).hands == 0


Story = Callable[[Steering], None]


def playing(stage: Stage, *lines: str) -> Sitting:
    here = stage_set(stage=stage, wall_shown_at=None if stage is Stage.LISTING else timezone.now())
    for text in lines:
        here.listed(text)
    return here


def taken_part(here: Sitting, server: Server, story: Story, **manner: Any) -> Ledger:
    """Have three people take part, in a thread of their own, until the facilitator's story has been told."""
    loop, over = asyncio.new_event_loop(), asyncio.Event()
    chosen = Manner(**({"each": 0.1, "restless": False} | manner))
    sitting = run(server.url, here.workshop.code, 3, 2 * WITHIN, chosen, seed=7, over=over)
    steering = Steering(here, server.url)
    with ThreadPoolExecutor(1) as pool:
        taking_part = pool.submit(loop.run_until_complete, sitting)
        try:
            story(steering)
        finally:
            loop.call_soon_threadsafe(over.set)
            ledger = taking_part.result()
    steering.client.close()
    loop.close()
    return ledger


def test_in_a_discussion_a_hand_is_raised_and_lowered_again(server: Server) -> None:
    here = playing(Stage.DISCUSSION)
    people = here.workshop.participants

    def story(facilitator: Steering) -> None:
        up: list[Participant] = []

        def is_up() -> bool:
            up[:] = people.exclude(hand_raised_at=None)
            return bool(up)

        until(is_up, "a hand is up")
        assert MARK in up[0].name
        until(lambda: people.get(id=up[0].id).hand_raised_at != up[0].hand_raised_at, "it is down again")

    ledger = taken_part(here, server, story, hands=0.1)
    assert (ledger.errors, ledger.faults) == ({}, [])


def test_a_hand_that_a_facilitator_lowers_is_down_for_its_owner_too(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signaller, "HELD", (10_000, 10_000))
    here = playing(Stage.LISTING)
    raised = here.workshop.participants.exclude(hand_raised_at=None)

    def story(facilitator: Steering) -> None:
        until(lambda: raised.count() == MOST_UP, "so many hands are up")
        assert facilitator.reads("Hands up: ")
        lowered = timezone.now()
        facilitator.send("people/hands/lower/")
        again = raised.filter(hand_raised_at__gt=lowered)
        until(lambda: again.count() == MOST_UP, "as many are up again")

    ledger = taken_part(here, server, story, hands=0.5, lines=2)
    assert (ledger.errors, ledger.faults) == ({}, [])
    assert proof.kept(here.workshop, ledger)["listed"].lost == 0


def test_who_has_voted_on_everything_says_that_they_are_ready(server: Server) -> None:
    here = playing(Stage.VOTING, "Run the stand-up", "Do the budget")
    ready = here.workshop.participants.filter(ready_for=Stage.VOTING)

    def story(facilitator: Steering) -> None:
        until(ready.exists, "somebody is ready")
        assert all(one.votes.count() == 2 for one in ready)
        assert facilitator.reads(" of 3 ready")
        facilitator.moves(Stage.DISCUSSION)
        assert facilitator.reads("Nobody is ready yet")

    ledger = taken_part(here, server, story, hands=0.01)
    assert proof.kept(here.workshop, ledger)["votes"].lost == 0
    # Whoever pressed in the moment of the move was told so.
    assert set(ledger.errors) <= {"422"}


def test_who_never_votes_on_everything_is_never_ready(server: Server) -> None:
    here = playing(Stage.VOTING, *(f"Do the thing number {number}" for number in range(6)))
    votes = Vote.objects.filter(workshop=here.workshop)

    def story(facilitator: Steering) -> None:
        until(lambda: votes.count() >= 6 + 3 + 3, "all have voted on what they ever will")
        time.sleep(2)

    taken_part(here, server, story, hands=0.01, unfinished=2)
    assert all(one.votes.count() == 6 for one in here.workshop.participants.exclude(ready_for=""))


def test_people_who_are_a_load_give_no_signals(server: Server) -> None:
    here = playing(Stage.VOTING, "Run the stand-up", "Do the budget")

    def story(facilitator: Steering) -> None:
        until(lambda: facilitator.reads("3 of 3 done"), "all are done")
        time.sleep(1)

    ledger = taken_part(here, server, story, restless=True)
    assert ledger.confirmed["votes"] >= 6
    assert SIGNALS not in here.now().touched
