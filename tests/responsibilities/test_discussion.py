"""Discussion: the focus, re-votes, decisions and ideas."""

from typing import Any

import pytest

from live import ringing
from live.rings import Ring
from responsibilities.models import Decision, Responsibility, Vote
from tests.factories import FacilitatorFactory, VoteFactory
from tests.sittings import Sitting, sitting, tables

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Sitting:
    return sitting("discussion")


@pytest.fixture
def card(here: Sitting) -> Responsibility:
    card = here.listed("Meet new engineers")
    here.voted(card, ann="g", bo="r")
    return card


def steer(here: Sitting, name: str, card: Responsibility, **fields: Any) -> Any:
    return here.send(here.facilitator, name, card.id, **fields)


def focus(here: Sitting) -> str:
    page: str = here.get(here.bo).text
    return page.split('id="focus"')[1].split("</h1>")[0]


def test_the_first_in_focus_is_the_first_to_settle(here: Sitting, card: Responsibility) -> None:
    here.voted(here.listed("Agreed"), ann="g", bo="g")
    assert "Meet new engineers" in focus(here)


def test_what_is_put_in_focus_is_on_all_screens(here: Sitting, card: Responsibility) -> None:
    other = here.listed("Welcome new engineers")
    answer = steer(here, "focus", other)
    assert answer.status_code == 200
    assert '<hx-partial hx-target="#board"' in answer.text
    assert "Welcome new engineers" in focus(here)


@pytest.mark.parametrize("name", ["focus", "re-vote", "decision", "park"])
def test_what_is_not_on_the_wall_is_refused(here: Sitting, card: Responsibility, name: str) -> None:
    merged = here.listed("Merged", merged_into=card)
    foreign = sitting("discussion").listed("Elsewhere")
    before = tables()
    for other in (merged, foreign):
        answer = steer(here, name, other, colour="green")
        assert answer.status_code == 422
        assert "no longer on the wall" in answer.text
    assert tables() == before


@pytest.mark.parametrize("name", ["withdraw", "take-up", "reveal-re-vote"])
def test_another_workshops_cannot_be_touched(here: Sitting, name: str) -> None:
    there = sitting("discussion")
    theirs = there.listed("Elsewhere")
    for verb, fields in (("decision", {"colour": "green"}), ("park", {}), ("re-vote", {})):
        assert there.send(there.facilitator, verb, theirs.id, **fields).status_code == 200
    before = {table: rows for table, rows in tables().items() if table != "workshops_workshop"}
    assert steer(here, name, theirs).status_code == 200
    assert {table: rows for table, rows in tables().items() if table != "workshops_workshop"} == before


def test_a_re_vote_is_a_new_ballot_and_the_first_is_kept(here: Sitting, card: Responsibility) -> None:
    assert steer(here, "re-vote", card).status_code == 200
    for who in (here.ann, here.bo):
        assert here.send(who, "vote", card.id, colour="amber").status_code == 200
    assert "<b>2 of 2</b> have voted" in here.get(here.ann).text
    assert steer(here, "reveal-re-vote", card).status_code == 200
    first, second = card.ballots.order_by("number")
    assert sorted(first.votes.values_list("colour", flat=True)) == ["green", "red"]
    assert set(second.votes.values_list("colour", flat=True)) == {"amber"}
    assert second.revealed_at is not None
    assert here.send(here.ann, "vote", card.id, colour="green").status_code == 422


def test_a_re_vote_puts_it_in_focus(here: Sitting, card: Responsibility) -> None:
    steer(here, "focus", here.listed("Welcome new engineers"))
    steer(here, "re-vote", card)
    assert "Meet new engineers" in focus(here)
    assert "Vote again" in here.get(here.ann).text


def test_there_is_one_re_vote_at_a_time(here: Sitting, card: Responsibility) -> None:
    steer(here, "re-vote", card)
    answer = steer(here, "re-vote", card)
    assert answer.status_code == 422
    assert "A vote on this is already open." in answer.text
    assert card.ballots.count() == 2


def test_a_re_vote_without_a_vote_is_called_off(here: Sitting, card: Responsibility) -> None:
    steer(here, "re-vote", card)
    assert steer(here, "reveal-re-vote", card).status_code == 200
    assert card.ballots.count() == 1
    assert steer(here, "reveal-re-vote", card).status_code == 200


def test_after_ten_votes_it_is_time_to_decide(here: Sitting, card: Responsibility) -> None:
    for _ in range(9):
        steer(here, "re-vote", card)
        here.send(here.ann, "vote", card.id, colour="red")
        steer(here, "reveal-re-vote", card)
    answer = steer(here, "re-vote", card)
    assert answer.status_code == 422
    assert "time to record a decision" in answer.text
    assert card.ballots.count() == 10


def test_what_was_added_late_is_voted_on_by_a_re_vote(here: Sitting) -> None:
    late = here.listed("Late", is_late=True)
    assert here.send(here.ann, "vote", late.id, colour="green").status_code == 422
    steer(here, "re-vote", late)
    assert here.send(here.ann, "vote", late.id, colour="green").status_code == 200
    assert late.ballots.get().number == 1


def test_a_decision_stands_over_the_verdict(here: Sitting, card: Responsibility) -> None:
    answer = steer(here, "decision", card, colour="red", rationale=" Ours\r\nno more ", owner=" HR  desk ")
    assert answer.status_code == 200
    decision = card.decision
    assert (decision.colour, decision.rationale, decision.owner) == ("red", "Ours\nno more", "HR desk")
    page = here.get(here.bo).text
    assert "HR desk" in page
    assert "The votes said amber." in page


def test_a_decision_can_be_changed_and_withdrawn(here: Sitting, card: Responsibility) -> None:
    steer(here, "decision", card, colour="red", owner="HR")
    steer(here, "decision", card, colour="green")
    assert Decision.objects.values_list("colour", "owner").get() == ("green", "")
    for _ in range(2):
        assert steer(here, "withdraw", card).status_code == 200
    assert not Decision.objects.exists()
    assert Vote.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"colour": ""}, "Choose Green, Amber or Red."),
        ({"colour": "mauve", "rationale": "Kept words"}, "Kept words"),
        ({"colour": "green", "rationale": "w" * 4001}, "w" * 4001),
        ({"colour": "green", "rationale": "w" * 4001}, "4001 characters; at most 4000 fit."),
        ({"colour": "red", "owner": "w" * 301}, "301 characters; at most 300 fit."),
    ],
)
def test_a_decision_that_does_not_do_comes_back(
    here: Sitting, card: Responsibility, fields: dict[str, str], said: str
) -> None:
    before = tables()
    for answer in (steer(here, "decision", card, **fields), here.post(here.facilitator, "decision", card.id, **fields)):
        assert answer.status_code == 422
        assert said in answer.text
    assert tables() == before


def test_all_agreed_are_accepted_in_one_go(here: Sitting, card: Responsibility) -> None:
    green, red, thin, decided = (here.listed(text) for text in ("Green", "Red", "Thin", "Decided"))
    here.voted(green, ann="g", bo="g")
    ballot = here.voted(red, ann="r", bo="r")
    here.reasoned(ballot, here.ann, "No.", "HR")
    here.voted(decided, ann="g", bo="g")
    steer(here, "decision", decided, colour="amber")
    here.workshop.participants.update(takes_part=True)
    here.voted(thin, ann="g")
    assert here.send(here.facilitator, "accept").status_code == 200
    found = dict(Decision.objects.values_list("responsibility__text", "colour"))
    assert found == {"Green": "green", "Red": "red", "Decided": "amber"}
    assert red.decision.owner == "HR"
    here.send(here.facilitator, "accept")
    assert Decision.objects.count() == 3


def test_an_owner_is_taken_from_revealed_votes_only(here: Sitting) -> None:
    red = here.listed("Red")
    here.voted(red, ann="r", bo="r")
    steer(here, "re-vote", red)
    sealed = red.ballots.get(number=2)
    VoteFactory(ballot=sealed, participant=here.ann, colour="red")
    here.reasoned(sealed, here.ann, "No.", "HR")
    here.send(here.facilitator, "accept")
    assert red.decision.owner == ""


def test_what_is_parked_is_an_idea_until_it_is_taken_up_again(here: Sitting, card: Responsibility) -> None:
    for _ in range(2):
        assert steer(here, "park", card).status_code == 200
    idea = here.workshop.ideas.get()
    assert (idea.name, idea.source) == ("Meet new engineers", card)
    assert "Idea for the next version" in here.get(here.ann).text
    for _ in range(2):
        assert steer(here, "take-up", card).status_code == 200
    assert not here.workshop.ideas.exists()


@pytest.mark.django_db(transaction=True)
def test_who_else_steers_hears_of_whatever_changes_their_own_part(here: Sitting, card: Responsibility) -> None:
    """What is next, and what the decision's form begins with, stand in no board that all are sent."""
    agreed, talked = here.listed("Agreed"), here.listed("Talked about")
    here.voted(agreed, ann="g", bo="g")
    here.voted(talked, ann="r", bo="g")
    other = FacilitatorFactory(workshop=here.workshop)
    both = [str(card.id), str(talked.id)]
    acts: list[tuple[str, tuple[object, ...], dict[str, object]]] = [
        ("focus", (talked.id,), {}),
        ("decision", (talked.id,), {"colour": "red"}),
        ("withdraw", (talked.id,), {}),
        ("park", (talked.id,), {}),
        ("take-up", (talked.id,), {}),
        ("accept", (), {}),
        ("merge-duplicates", (), {"responsibility": both}),
        ("unmerge", (talked.id,), {}),
        ("re-vote", (talked.id,), {}),
        ("reveal-re-vote", (talked.id,), {}),
        ("remove-participant", (here.bo.id,), {}),
        ("let-back-in", (here.bo.id,), {}),
    ]
    rung: list[Ring] = []
    ringing.attach(rung.extend)
    try:
        for name, args, fields in acts:
            rung.clear()
            assert here.send(here.facilitator, name, *args, **fields).status_code == 200, name
            assert any(ring.bell == "all" or str(other.id) in ring.bell for ring in rung), name
    finally:
        ringing.attach(None)
