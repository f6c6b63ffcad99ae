"""Everybody's own papers: read once for all who come in, and never older than the board."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from responsibilities.models import Ballot, Reason, Responsibility, Vote
from responsibilities.papers import papers
from tests.factories import BallotFactory, ReasonFactory
from tests.responsibilities.walk import Walk
from tests.sittings import Sitting, sitting
from workshops.access import Viewer
from workshops.models import Participant, Stage

pytestmark = pytest.mark.django_db
Said = tuple[str, str, str, str, str]


@pytest.fixture
def here() -> Sitting:
    here = sitting(Stage.VOTING)
    for number in range(3):
        here.listed(f"Number {number}")
    return here


def by_hand(here: Sitting, who: Participant) -> list[Said]:
    """Each paper with its category, and the voter's colour, reason and owner, found by looking at every row."""
    found = []
    for card in Responsibility.objects.filter(workshop=here.workshop, removed_at=None, merged_into=None):
        last = Ballot.objects.filter(responsibility=card).order_by("number").last()
        if last is None or last.revealed_at is None:
            vote = Vote.objects.filter(ballot=last, participant=who).first()
            reason = Reason.objects.filter(ballot=last, participant=who).first()
            said = (reason.text, reason.owner) if reason else ("", "")
            found.append((card.number, (card.text, card.category.key, vote.colour if vote else "", *said)))
    return [paper for _number, paper in sorted(found)]


def read(here: Sitting, who: Participant) -> list[Said]:
    ballot = papers(Viewer(here.now(), who))
    return [(paper.text, paper.mark.key, paper.colour, paper.reason, paper.owner) for paper in ballot]


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_the_papers_are_those_of_the_rows(seed: int) -> None:
    walk = Walk(seed)
    for _ in range(30):
        walk.any.choice(walk.steps)()
        for who in (walk.here.ann, walk.here.bo):
            assert read(walk.here, who) == by_hand(walk.here, who)


def test_those_who_come_in_share_what_there_is_to_vote_on(here: Sitting) -> None:
    ann, bo = (Viewer(here.workshop, who) for who in (here.ann, here.bo))
    assert papers(ann) is papers(bo)
    with CaptureQueriesContext(connection) as queries:
        papers(bo)
    assert len(queries) == 1, "what they have said themselves, and nothing else"


def test_what_somebody_says_is_on_nobody_elses_papers(here: Sitting) -> None:
    card = here.workshop.responsibilities.earliest("number")
    before = here.get(here.bo).text
    here.send(here.ann, "vote", card.id, colour="red", reason="Ann's own reason", owner="HR")
    assert [paper[2:] for paper in read(here, here.ann)] == [("red", "Ann's own reason", "HR"), ("",) * 3, ("",) * 3]
    assert [paper[2:] for paper in read(here, here.bo)] == [("",) * 3] * 3
    lines = [page.split('class="lines"')[1].split("</ul>")[0] for page in (before, here.get(here.bo).text)]
    assert lines[0] == lines[1]


def test_what_is_reworded_is_reworded_on_everybodys_papers(here: Sitting) -> None:
    card = here.workshop.responsibilities.earliest("number")
    assert [paper[0] for paper in read(here, here.bo)] == ["Number 0", "Number 1", "Number 2"]
    here.send(here.facilitator, "stage", expected="voting", to="listing")
    here.send(here.ann, "reword", card.id, text="In other words", category=card.category_id)
    here.send(here.facilitator, "stage", expected="listing", to="voting")
    assert [paper[0] for paper in read(here, here.bo)] == ["In other words", "Number 1", "Number 2"]
    assert "In other words</a>" in here.get(here.bo).text


def test_what_is_added_late_is_on_the_papers_of_the_very_answer(here: Sitting) -> None:
    for who in (here.ann, here.bo):
        here.get(who)
    answer = here.send(here.ann, "responsibilities", text="One more", category=here.category)
    for html in (answer.text, here.get(here.bo).text):
        assert "One more</a>" in html.split('class="lines"')[1].split("</ul>")[0]


def test_a_reason_stands_without_a_vote(here: Sitting) -> None:
    """As it does in a workshop that was brought from elsewhere."""
    card = here.workshop.responsibilities.earliest("number")
    ballot = BallotFactory(workshop=here.workshop, responsibility=card, revealed_at=None)
    ReasonFactory(ballot=ballot, participant=here.ann, text="Not ours", owner="")
    assert read(here, here.ann)[0][2:] == ("", "Not ours", "")
