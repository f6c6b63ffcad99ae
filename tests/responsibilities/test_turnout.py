"""The counts that are kept as votes come in are those that one gets by counting."""

import pytest

from responsibilities.models import Ballot, Responsibility, Vote
from responsibilities.turnout import progress, votes_in
from tests.factories import VoteFactory
from tests.responsibilities.walk import Walk
from tests.sittings import Sitting, sitting
from workshops.models import Participant, Stage

pytestmark = pytest.mark.django_db


def counted(here: Sitting) -> tuple[int, int, dict[str, bool]]:
    """Votes, papers, and who is done, found by looking at every row."""
    standing = Responsibility.objects.filter(workshop=here.workshop, removed_at=None, merged_into=None)
    papers = [
        card.id
        for card in standing
        if (last := Ballot.objects.filter(responsibility=card).order_by("number").last()) is None
        or last.revealed_at is None
    ]
    voted = list(Vote.objects.filter(ballot__responsibility__in=papers, ballot__revealed_at=None))
    joined = Participant.objects.filter(workshop=here.workshop, removed_at=None, takes_part=True)
    of = {person: sum(vote.participant_id == person.id for vote in voted) for person in joined}
    return sum(of.values()), len(papers), {p.name: bool(papers) and n == len(papers) for p, n in of.items()}


def kept(here: Sitting) -> tuple[int, int, dict[str, bool]]:
    workshop = here.now()
    found = progress(workshop)
    assert (found.votes, found.papers) == votes_in(workshop)
    return *votes_in(workshop), {voter.name: voter.done for voter in found.voters}


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_the_counts_are_those_of_counting(seed: int) -> None:
    walk = Walk(seed)
    for _ in range(40):
        walk.any.choice(walk.steps)()
        assert kept(walk.here) == counted(walk.here)
    assert walk.here.now().counted_at


def test_a_facilitator_counts_from_their_first_vote_on() -> None:
    here = sitting(Stage.VOTING)
    card = here.listed("Meet new engineers")
    here.facilitator.takes_part = False
    here.facilitator.save()
    here.send(here.ann, "vote", card.id, colour="green")
    assert kept(here) == (1, 1, {"Ann": True, "Bo": False})
    here.send(here.facilitator, "vote", card.id, colour="green")
    assert kept(here) == (2, 1, {"Fay": True, "Ann": True, "Bo": False})


def test_a_second_thought_is_no_second_vote() -> None:
    here = sitting(Stage.VOTING)
    card = here.listed("Meet new engineers")
    for colour in ("green", "amber", "red", "red"):
        here.send(here.ann, "vote", card.id, colour=colour)
    assert kept(here) == (1, 1, {"Ann": True, "Bo": False})


@pytest.fixture
def here() -> Sitting:
    return sitting(Stage.VOTING)


@pytest.fixture
def card(here: Sitting) -> Responsibility:
    return here.listed("Meet new engineers")


def test_the_progress_counts_those_who_are_done(here: Sitting, card: Responsibility) -> None:
    other = here.listed("Welcome new engineers")
    assert here.standing() == "0 of 2 done"
    here.send(here.ann, "vote", card.id, colour="green")
    assert here.standing() == "0 of 2 done"
    here.send(here.ann, "vote", other.id, colour="green")
    assert here.standing() == "1 of 2 done"
    for each in (card, other):
        here.send(here.bo, "vote", each.id, colour="amber")
    assert here.standing() == "All 2 are done"


def test_a_facilitator_counts_once_they_vote(here: Sitting, card: Responsibility) -> None:
    other = here.listed("Welcome new engineers")
    here.send(here.facilitator, "vote", card.id, colour="green")
    assert here.standing() == "0 of 3 done"
    here.send(here.facilitator, "vote", other.id, colour="green")
    assert here.standing() == "1 of 3 done"


def test_votes_of_somebody_removed_count_again_when_they_are_back(here: Sitting, card: Responsibility) -> None:
    here.send(here.bo, "vote", card.id, colour="green")
    here.send(here.facilitator, "remove-participant", here.bo.id)
    assert here.standing() == "0 of 1 done"
    assert here.send(here.bo, "vote", card.id, colour="red").status_code == 403
    here.send(here.facilitator, "reveal")
    assert here.get(here.ann, "export-json").json()["responsibilities"][0]["ballots"][0]["tally"]["green"] == 0
    here.send(here.facilitator, "let-back-in", here.bo.id)
    assert here.get(here.ann, "export-json").json()["responsibilities"][0]["ballots"][0]["tally"]["green"] == 1


def test_an_open_re_vote_counts_only_those_who_are_there() -> None:
    here = sitting("discussion")
    card = here.listed("Meet new engineers")
    here.voted(card, ann="g")
    here.send(here.facilitator, "re-vote", card.id)
    VoteFactory(ballot=card.ballots.get(number=2), participant=here.bo)
    here.send(here.facilitator, "remove-participant", here.bo.id)
    assert "<b>0 of 1</b> have voted" in here.get(here.ann).text
