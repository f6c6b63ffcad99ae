"""What a workshop's votes come to: current ballots, merged duplicates, people who left, and the number of queries."""

from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from responsibilities.models import Ballot, Responsibility, Vote
from responsibilities.outcome import lines
from responsibilities.results import Result, ballot_tallies, results
from responsibilities.verdict import Tally
from responsibilities.visibility import sight
from tests.factories import (
    BallotFactory,
    FacilitatorFactory,
    ParticipantFactory,
    ResponsibilityFactory,
    WorkshopFactory,
)
from workshops.models import Participant, Workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop() -> Workshop:
    return WorkshopFactory(stage="voting")


@pytest.fixture
def people(workshop: Workshop) -> list[Participant]:
    return ParticipantFactory.create_batch(4, workshop=workshop)


def card(workshop: Workshop, **fields: Any) -> Responsibility:
    made: Responsibility = ResponsibilityFactory(workshop=workshop, author=None, **fields)
    return made


def vote(responsibility: Responsibility, people: list[Participant], colours: str, **fields: Any) -> Ballot:
    """Hold a ballot: the first letters of the colours, one person after another, "-" for no vote."""
    ballot: Ballot = BallotFactory(responsibility=responsibility, **fields)
    names = {"g": "green", "a": "amber", "r": "red"}
    Vote.objects.bulk_create(
        Vote(workshop=ballot.workshop, ballot=ballot, participant=person, colour=names[letter])
        for person, letter in zip(people, colours, strict=False)
        if letter != "-"
    )
    return ballot


def judged(workshop: Workshop) -> dict[str, Result]:
    return {result.key: result for result in results(workshop, workshop.ballots.all())}


def tally_of(workshop: Workshop, responsibility: Responsibility) -> Tally:
    return judged(workshop)[responsibility.key].tally


def test_a_responsibility_without_votes_has_no_verdict(workshop: Workshop, people: list[Participant]) -> None:
    silent = card(workshop)
    result = judged(workshop)[silent.key]
    assert result.verdict is None
    assert result.is_thin
    assert not result.is_contested
    assert result.disagreement == 0


def test_only_the_last_ballot_counts(workshop: Workshop, people: list[Participant]) -> None:
    asked_again = card(workshop)
    vote(asked_again, people, "rrrr")
    vote(asked_again, people, "gg", number=2)
    assert tally_of(workshop, asked_again) == Tally(2, 0, 0)


def test_people_see_the_last_revealed_ballot_while_a_re_vote_is_sealed(
    workshop: Workshop, people: list[Participant]
) -> None:
    asked_again = card(workshop)
    vote(asked_again, people, "rrrr", revealed_at=timezone.now())
    vote(asked_again, people, "gggg", number=2)
    (seen,) = results(workshop, sight(workshop).ballots())
    assert seen.tally == Tally(0, 0, 4)
    assert tally_of(workshop, asked_again) == Tally(4, 0, 0)


def test_votes_of_people_who_were_removed_do_not_count(workshop: Workshop, people: list[Participant]) -> None:
    voted_on = card(workshop)
    vote(voted_on, people, "ggrr")
    Participant.objects.filter(id=people[3].id).update(removed_at=timezone.now())
    assert tally_of(workshop, voted_on) == Tally(2, 0, 1)


def test_who_only_steers_is_not_missed(workshop: Workshop, people: list[Participant]) -> None:
    FacilitatorFactory(workshop=workshop)
    voted_on = card(workshop)
    vote(voted_on, people, "gg")
    assert not judged(workshop)[voted_on.key].is_thin


def test_removed_responsibilities_have_no_result(workshop: Workshop) -> None:
    card(workshop, removed_at=timezone.now())
    assert judged(workshop) == {}


def test_a_duplicate_brings_the_votes_of_those_who_did_not_vote_on_the_survivor(
    workshop: Workshop, people: list[Participant]
) -> None:
    survivor = card(workshop)
    vote(survivor, people, "gr--")
    vote(card(workshop, merged_into=survivor), people, "rga-")
    assert list(judged(workshop)) == [survivor.key]
    assert tally_of(workshop, survivor) == Tally(1, 1, 1)


def test_of_two_duplicates_the_earlier_one_speaks(workshop: Workshop, people: list[Participant]) -> None:
    survivor = card(workshop)
    vote(card(workshop, merged_into=survivor), people, "g")
    vote(card(workshop, merged_into=survivor), people, "rr")
    assert tally_of(workshop, survivor) == Tally(1, 0, 1)


def test_only_the_current_ballots_of_both_are_looked_at(workshop: Workshop, people: list[Participant]) -> None:
    survivor = card(workshop)
    duplicate = card(workshop, merged_into=survivor)
    vote(survivor, people, "gggg")
    vote(survivor, people, "g", number=2)
    vote(duplicate, people, "-aaa")
    vote(duplicate, people, "-r", number=2)
    assert tally_of(workshop, survivor) == Tally(1, 0, 1)


def test_unmerging_restores_both_exactly(workshop: Workshop, people: list[Participant]) -> None:
    one, other = card(workshop), card(workshop)
    vote(one, people, "gg--")
    vote(other, people, "--rr")
    before = judged(workshop)
    Responsibility.objects.filter(id=other.id).update(merged_into=one)
    assert tally_of(workshop, one) == Tally(2, 0, 2)
    Responsibility.objects.filter(id=other.id).update(merged_into=None)
    assert judged(workshop) == before


def test_a_tally_already_holds_what_duplicates_brought(workshop: Workshop, people: list[Participant]) -> None:
    survivor = card(workshop)
    vote(survivor, [], "", green=3, amber=1, red=0)
    vote(card(workshop, merged_into=survivor), people, "rrrr")
    assert tally_of(workshop, survivor) == Tally(3, 1, 0)


def test_a_removed_duplicate_brings_nothing(workshop: Workshop, people: list[Participant]) -> None:
    survivor = card(workshop)
    vote(survivor, people, "g")
    vote(card(workshop, merged_into=survivor, removed_at=timezone.now()), people, "-rrr")
    assert tally_of(workshop, survivor) == Tally(1, 0, 0)


def test_other_workshops_do_not_matter(workshop: Workshop, people: list[Participant]) -> None:
    elsewhere = WorkshopFactory()
    vote(card(elsewhere), ParticipantFactory.create_batch(2, workshop=elsewhere), "rr")
    assert judged(workshop) == {}
    assert results(workshop, Ballot.objects.filter(workshop=workshop)) == []


def test_the_tallies_left_on_closing_keep_every_verdict(workshop: Workshop, people: list[Participant]) -> None:
    survivor = card(workshop)
    first = vote(survivor, people, "rrrr")
    current = vote(survivor, people, "gg", number=2)
    duplicate = vote(card(workshop, merged_into=survivor), people, "--aa")
    assert ballot_tallies(workshop, Ballot.objects.filter(workshop=workshop)) == {
        first.id: Tally(0, 0, 4),
        current.id: Tally(2, 2, 0),
        duplicate.id: Tally(0, 2, 0),
    }


def test_the_number_of_queries_is_fixed(
    workshop: Workshop, people: list[Participant], django_assert_num_queries: Any
) -> None:
    for _ in range(3):
        survivor = card(workshop)
        vote(survivor, people, "gar")
        vote(card(workshop, merged_into=survivor), people, "gar")
    with django_assert_num_queries(4):
        judged(workshop)


def test_what_is_added_in_the_middle_of_reading_troubles_nobody() -> None:
    workshop = WorkshopFactory(stage="discussion", wall_shown_at=timezone.now())
    first = ResponsibilityFactory(workshop=workshop)
    added: list[Responsibility] = []

    def meanwhile(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        found = execute(sql, parameters, many, context)
        if not added and "responsibilities_vote" in sql:
            added.append(first)  # adding asks the database too
            added.append(ResponsibilityFactory(workshop=workshop))
        return found

    with connection.execute_wrapper(meanwhile):
        assert [line.id for line in lines(workshop)] == [first.id]
    assert [line.id for line in lines(workshop)] == [first.id, added[1].id]
