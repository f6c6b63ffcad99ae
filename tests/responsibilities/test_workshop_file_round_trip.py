"""A workshop that is brought in and written out again is the same workshop."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from responsibilities.actions.closing import close_workshop
from responsibilities.actions.import_workshop import import_workshop
from responsibilities.models import Ballot, Reason, Responsibility, Vote
from responsibilities.workshop_file import export, read
from responsibilities.workshop_file.verdicts import verdicts
from tests import by_hand
from tests.documents import documents, plain
from tests.factories import AreaFactory, CommunityFactory, FacilitatorFactory, ResponsibilityFactory, WorkshopFactory
from workshops.models import Participant, Stage, Workshop

pytestmark = pytest.mark.django_db
Document = dict[str, Any]
THIRTEEN_EMS = Path("responsibilities/data/thirteen_ems.json").read_bytes()
EXPECTED = json.loads(Path("tests/data/thirteen_ems_expected.json").read_bytes())
some_examples = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def brought_in(document: Document) -> Workshop:
    """Import what `read` makes of the document's bytes, and have the database check all it would at COMMIT."""
    raw = json.dumps(document, ensure_ascii=False).encode()
    workshop = import_workshop(document=read(raw), community=CommunityFactory())
    connection.check_constraints()
    return workshop


def test_the_thirteen_ems_come_out_as_they_went_in() -> None:
    assert export(brought_in(json.loads(THIRTEEN_EMS))) == json.loads(THIRTEEN_EMS)


def test_the_rules_give_the_thirteen_ems_what_they_should() -> None:
    given_out = verdicts(brought_in(json.loads(THIRTEEN_EMS)))
    assert given_out == EXPECTED == by_hand.expected(json.loads(THIRTEEN_EMS))
    assert list(given_out["verdicts"]) == list(EXPECTED["verdicts"])


@some_examples
@given(documents())
def test_every_file_comes_out_as_it_went_in(document: Document) -> None:
    written = export(brought_in(document))
    assert plain(written) == plain(document)
    assert read(json.dumps(written).encode()) == written


@some_examples
@given(documents())
def test_the_rules_give_the_same_as_worked_out_by_hand(document: Document) -> None:
    assert verdicts(brought_in(document)) == by_hand.expected(document)


@some_examples
@given(documents(), st.randoms(use_true_random=False))
def test_what_was_removed_is_left_out_and_the_verdicts_of_the_rest_stay(document: Document, chance: Any) -> None:
    workshop = brought_in(document)
    gone = [row.id for row in workshop.participants.all() if chance.random() < 0.3]
    Participant.objects.filter(id__in=gone).update(removed_at=timezone.now())
    lost = [row.id for row in workshop.responsibilities.all() if chance.random() < 0.3]
    Responsibility.objects.filter(id__in=lost).update(removed_at=timezone.now())
    written = export(workshop)
    assert verdicts(brought_in(written)) == verdicts(workshop) == by_hand.expected(written)
    keys = {person["key"] for person in written["participants"]}
    assert keys == set(workshop.participants.present().values_list("key", flat=True))


@some_examples
@given(documents())
def test_closing_an_anonymous_workshop_leaves_tallies_without_people_and_every_verdict(document: Document) -> None:
    document = document | {"settings": {"names": "anonymous"}, "stage": "discussion"}
    workshop = brought_in(document)
    before = verdicts(workshop)
    written = export(close_workshop(workshop=workshop))
    assert verdicts(brought_in(written)) == verdicts(workshop) == before
    for card in written["responsibilities"]:
        assert card["author"] is None
        assert all(set(ballot) == {"tally"} for ballot in card.get("ballots", ()))


def test_a_minimal_file_gets_the_usual_settings() -> None:
    workshop = brought_in(
        {
            "format": "remit.workshop/1",
            "title": "T",
            "role": "R",
            "categories": [{"key": "a", "name": "A"}, {"key": "b", "name": "B"}],
            "participants": [],
            "responsibilities": [],
        }
    )
    assert (workshop.stage, workshop.names, str(workshop.threshold)) == ("lobby", "hidden", "2/3")


def test_a_threshold_is_kept_as_it_was_written(em_file: Document) -> None:
    em_file["settings"] = {"threshold": "4/6"}
    assert export(brought_in(em_file))["settings"] == {"names": "hidden", "threshold": "4/6"}


@pytest.mark.parametrize("stage", Stage)
def test_the_last_ballots_are_sealed_until_the_discussion(em_file: Document, stage: Stage) -> None:
    em_file["stage"] = stage
    em_file["responsibilities"][0]["ballots"] *= 2
    workshop = brought_in(em_file)
    before_reveal = stage.rank < Stage.DISCUSSION.rank
    assert (workshop.revealed_at is None) is before_reveal
    assert workshop.wall_is_shown is (stage.rank >= Stage.VOTING.rank)
    sealed = Ballot.objects.filter(workshop=workshop, revealed_at=None).order_by("responsibility__number")
    assert [ballot.number for ballot in sealed] == ([2, *[1] * 89] if before_reveal else [])


def test_two_imports_of_one_file_share_nothing_but_the_community(em_file: Document) -> None:
    document = read(json.dumps(em_file).encode())
    community = CommunityFactory()
    one, other = (import_workshop(document=document, community=community) for _ in range(2))
    assert one.id != other.id
    assert one.code != other.code
    assert one.epoch != other.epoch
    assert one.community_id == other.community_id
    assert Vote.objects.filter(workshop=one).count() == Vote.objects.filter(workshop=other).count() == 1170


def test_everybody_in_a_file_takes_part(em_file: Document) -> None:
    assert brought_in(em_file).participants.joined().count() == 13


def test_a_reason_has_a_colour_of_its_own_only_if_the_file_says_so(em_file: Document) -> None:
    em_file["responsibilities"][0]["ballots"] = [{"reasons": {"em01": {"colour": "red"}, "em02": {"reason": "So."}}}]
    workshop = brought_in(em_file)
    first = Reason.objects.filter(workshop=workshop, ballot__responsibility__key="c46").order_by("participant__key")
    assert [(reason.colour, reason.text) for reason in first] == [("red", ""), ("", "So.")]


def test_a_facilitator_who_only_steers_is_left_out() -> None:
    workshop = WorkshopFactory()
    facilitator = FacilitatorFactory(workshop=workshop)
    ResponsibilityFactory(workshop=workshop, author=facilitator)
    written = export(workshop)
    assert written["participants"] == []
    assert written["responsibilities"][0]["author"] is None


def test_the_number_of_queries_does_not_grow(em_file: Document, django_assert_max_num_queries: Any) -> None:
    small = WorkshopFactory()
    ResponsibilityFactory(workshop=small, area=AreaFactory(workshop=small))
    big = brought_in(em_file)
    for workshop in (small, big):
        with django_assert_max_num_queries(11):
            export(workshop)
        with django_assert_max_num_queries(4):
            verdicts(workshop)


@pytest.fixture
def em_file() -> Document:
    document: Document = json.loads(THIRTEEN_EMS)
    return document
