"""Moving through the stages, both ways."""

import re
import threading
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from django.db import connections
from selectolax.lexbor import LexborHTMLParser

from live.boards import Drawing
from live.drawings import draw
from tests.factories import AreaFactory, DecisionFactory, IdeaFactory
from tests.sittings import Sitting, sitting, tables
from workshops import answers
from workshops.models import Stage

BACK = list(Stage)[::-1]


def move(here: Sitting, expected: str, to: str) -> int:
    status: int = here.send(here.facilitator, "stage", expected=expected, to=to).status_code
    return status


@pytest.mark.django_db
@pytest.mark.parametrize("stage", Stage)
def test_the_dock_offers_the_stage_before_and_the_one_after(stage: Stage) -> None:
    here = sitting(stage)
    page = here.get(here.facilitator).text
    assert ('aria-label="Previous stage"' in page) is (stage is not Stage.LOBBY)
    assert ('aria-label="Next stage"' in page) is (stage is not Stage.FRAMEWORK)
    assert "Next stage" not in here.get(here.ann).text


@pytest.mark.django_db
def test_the_facilitator_moves_on_and_back() -> None:
    here = sitting()
    for one, other in pairwise([*Stage, *BACK[1:]]):
        answer = here.post(here.facilitator, "stage", expected=one, to=other)
        assert (answer.status_code, answer["Location"]) == (303, here.url("workshop"))
        assert here.now().at is other


@pytest.mark.django_db
def test_the_answer_brings_the_new_board_to_the_one_who_pressed() -> None:
    here = sitting("listing")
    answer = here.send(here.facilitator, "stage", expected="listing", to="voting")
    for target in ("#stages", "#board", "#controls", "#mine"):
        assert f'hx-target="{target}"' in answer.text
    assert answer["Live-Position"] == here.now().position


@pytest.mark.django_db
def test_a_stale_form_moves_nothing() -> None:
    here = sitting("voting")
    before = here.workshop.revision
    assert move(here, "listing", "voting") == 200
    assert move(here, "discussion", "clustering") == 200
    assert (here.now().at, here.workshop.revision) == (Stage.VOTING, before)


@pytest.mark.django_db
@pytest.mark.parametrize(("expected", "to"), [("", ""), ("lobby", "party"), ("party", "listing"), ("lobby", "\x00")])
def test_a_stage_that_is_none_is_refused(expected: str, to: str) -> None:
    here = sitting()
    before = tables()
    assert move(here, expected, to) == 422
    assert tables() == before


@pytest.mark.django_db
def test_only_a_facilitator_moves() -> None:
    here = sitting()
    assert here.post(here.ann, "stage", expected="lobby", to="listing").status_code == 403
    assert here.post(sitting().facilitator, "stage", expected="lobby", to="listing").status_code == 403
    assert here.now().at is Stage.LOBBY


@pytest.mark.django_db
def test_moving_back_and_forth_deletes_nothing() -> None:
    here = sitting("framework")
    area = AreaFactory(workshop=here.workshop)
    card = here.listed("Meet new engineers", area=area)
    here.reasoned(here.voted(card, ann="g", bo="r"), here.bo, "No.", "HR")
    here.listed("Welcome new engineers", merged_into=card)
    DecisionFactory(responsibility=card)
    IdeaFactory(workshop=here.workshop, source=card)
    here.voted(here.listed("Unvoted"))
    before = tables()
    for one, other in pairwise([*BACK, *list(Stage)[1:]]):
        assert move(here, one, other) == 200
    assert {table for table, rows in tables().items() if rows != before[table]} == {
        "workshops_workshop",
        "workshops_activity",
        "workshops_stagesheet",  # how long each stage took
    }


@pytest.mark.django_db
def test_voting_shows_the_wall_and_going_back_does_not_hide_it() -> None:
    here = sitting("listing")
    here.listed("Meet new engineers")
    move(here, "listing", "voting")
    shown = here.now().wall_shown_at
    assert shown is not None
    move(here, "voting", "listing")
    assert here.now().wall_shown_at == shown
    assert "Meet new engineers" in here.get(here.bo).text


@pytest.mark.django_db
@pytest.mark.parametrize("to", ["discussion", "clustering", "framework"])
def test_whatever_follows_voting_begins_with_the_reveal(to: str) -> None:
    here = sitting("voting")
    ballot = here.voted(here.listed("Meet new engineers"), ann="g")
    move(here, "voting", to)
    ballot.refresh_from_db()
    assert here.now().revealed_at is not None
    assert ballot.revealed_at is not None


@pytest.mark.django_db
def test_a_participant_looks_back_but_not_ahead() -> None:
    here = sitting("listing")
    assert looking_at(here.get(here.ann, stage="lobby")) == "Lobby"
    for wanted in ("voting", "framework", "party", ""):
        for who in (here.ann, here.facilitator):
            assert looking_at(here.get(who, stage=wanted)) == "Listing"


def looking_at(page: Any) -> str:
    return str(re.findall(r"<title>(\w+) · ", page.content.decode())[0])


def together(*acts: Callable[[], object]) -> None:
    """Do all at once, each in a thread with a connection of its own."""
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        try:
            gate.wait()
            act()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_two_facilitators_who_press_at_once_move_once() -> None:
    here = sitting("listing")
    together(*[lambda: move(here, "listing", "voting")] * 4, *[lambda: move(here, "voting", "voting")] * 2)
    assert here.now().at is Stage.VOTING
    assert here.workshop.revision == 1


@pytest.mark.django_db
def test_a_page_of_the_moment_of_a_move_is_of_one_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    here = sitting("listing")
    here.listed("Hire people")

    def late(kind: str, key: str, audience: str, **positions: str) -> Drawing:
        # Ann has come through the door, and nothing is drawn for her yet, when the facilitator moves on.
        patch.setattr(answers, "draw", draw)
        assert move(here, "listing", "voting") == 200
        return draw(kind, key, audience, **positions)

    with monkeypatch.context() as patch:
        patch.setattr(answers, "draw", late)
        page = here.get(here.ann).text
    assert here.now().at is Stage.VOTING
    assert here.workshop.position in page
    assert own_part(page) == own_part(here.get(here.ann).text)


def own_part(page: str) -> str:
    """What only whoever asked for it reads on a page."""
    own = LexborHTMLParser(page).css_first("#mine")
    assert own
    return own.text(separator=" ", strip=True)
