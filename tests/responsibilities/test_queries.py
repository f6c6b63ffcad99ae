"""How often the database is asked: as often for sixty responsibilities as for five."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from live.drawings import draw_all
from tests.factories import (
    AreaFactory,
    DecisionFactory,
    IdeaFactory,
    ParticipantFactory,
    ReasonFactory,
    ResponsibilityFactory,
    VoteFactory,
)
from tests.sittings import Sitting, sat, sitting
from workshops.models import Names, Stage

pytestmark = pytest.mark.django_db


def grown(here: Sitting, to: int) -> None:
    """Let the workshop have `to` responsibilities and as many people, areas, votes, reasons, decisions, ideas."""
    workshop, have = here.workshop, here.workshop.responsibilities.count()
    for number in range(have, to):
        person = ParticipantFactory(workshop=workshop)
        card = ResponsibilityFactory(workshop=workshop, author=person, area=AreaFactory(workshop=workshop))
        ResponsibilityFactory(workshop=workshop, author=here.ann, merged_into=card)
        ballot = here.voted(card, ann="r" if number % 2 else "g", bo="r")
        VoteFactory(ballot=ballot, participant=person, colour="amber")
        ReasonFactory(ballot=ballot, participant=person, owner=f"Owner {number}")
        if number % 3 == 0:
            DecisionFactory(responsibility=card)
        if number % 3 == 1:
            IdeaFactory(workshop=workshop, source=card)


def asked(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert act().status_code in (200, 303)
    return len(queries)


@pytest.mark.parametrize("stage", Stage)
def test_every_page_takes_a_fixed_number_of_queries(stage: Stage) -> None:
    here = sitting(stage, names=Names.NAMED)
    counts = []
    for size in (5, 60):
        grown(here, size)
        counts.append(
            {
                (name, who): asked(lambda name=name, who=who: sat(getattr(here, who)).get(here.url(name)))  # type: ignore[misc]
                for name in ("workshop", "mine", "screen", "export-json")
                for who in ("ann", "facilitator")
            }
        )
    # What never changes, like the categories, is read once and not again.
    assert all(counts[1][page] <= first for page, first in counts[0].items())
    assert max(counts[0].values()) <= 40


def test_so_does_a_vote() -> None:
    here = sitting(Stage.VOTING)
    counts = []
    for size in (5, 60):
        grown(here, size)
        card = here.listed("Meet new engineers")
        here.send(here.bo, "vote", card.id, colour="green")
        counts.append(asked(lambda card=card: here.send(here.ann, "vote", card.id, colour="amber")))  # type: ignore[misc]
    assert counts[0] == counts[1]
    assert counts[0] <= 20


def test_so_does_adding() -> None:
    here = sitting(Stage.LISTING)
    category = here.category
    here.get(here.ann)  # what never changes, like the prompts, is read once
    counts = []
    for size in (5, 60):
        grown(here, size)
        counts.append(asked(lambda: here.send(here.ann, "responsibilities", text="One\nTwo", category=category)))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("stage", "name"), [(Stage.DISCUSSION, "accept"), (Stage.CLUSTERING, "placing"), (Stage.VOTING, "reveal")]
)
def test_and_so_does_what_is_done_to_many(stage: Stage, name: str) -> None:
    counts = []
    for size in (5, 60):
        here = sitting(stage)
        grown(here, size)
        chosen = [card.id for card in here.workshop.responsibilities.filter(merged_into=None)]
        data = {"responsibility": chosen, "area": "New"} if name == "placing" else {}
        counts.append(asked(lambda here=here, data=data: here.send(here.facilitator, name, **data)))  # type: ignore[misc]
    assert counts[0] == counts[1]


def test_who_has_voted_is_asked_once_for_all_who_look() -> None:
    here = sitting(Stage.VOTING)
    grown(here, 5)

    def drawn(*audiences: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            draw_all("w", str(here.workshop.id), dict.fromkeys(audiences))
        return len(queries)

    drawn("facilitator")  # what is read once in a process
    assert drawn("participant", "screen", "facilitator") <= drawn("facilitator") + 2
