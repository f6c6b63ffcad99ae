"""Announcing: the next revision inside the transaction, one ring after it, none if it fails."""

from collections.abc import Iterator, Sequence

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from live import ringing
from live.announce import Write, announce
from live.rings import NOBODY, Ring
from tests.factories import ParticipantFactory, WorkshopFactory
from workshops.models import Participant, Workshop

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def rung(settings: object) -> Iterator[list[Ring]]:
    """Every ring of this process, as its hub would hear it."""
    settings.LIVE_RINGS = ("local",)  # type: ignore[attr-defined]
    heard: list[Ring] = []

    def listen(rings: Sequence[Ring]) -> None:
        heard.extend(rings)

    ringing.attach(listen)
    yield heard
    ringing.attach(None)


def test_it_rings_once_the_transaction_has_committed(rung: list[Ring], workshop: Workshop) -> None:
    with transaction.atomic():
        announce(workshop, bell=["ada"])
        assert rung == []
    assert rung == [Ring("w", str(workshop.id), workshop.epoch, 1, 1, frozenset({"ada"}))]


def test_it_gives_the_thing_its_next_position(rung: list[Ring], workshop: Workshop) -> None:
    with transaction.atomic():
        announce(workshop)
    assert workshop.position == f"{workshop.epoch}.1"
    assert Workshop.objects.get(id=workshop.id).position == workshop.position


def test_a_thing_read_earlier_gets_the_true_position(rung: list[Ring], workshop: Workshop) -> None:
    Workshop.objects.filter(id=workshop.id).update(revision=41, epoch="restored")
    with transaction.atomic():
        announce(workshop)
    assert workshop.position == "restored.42"


def test_a_rollback_rings_nothing(rung: list[Ring], workshop: Workshop) -> None:
    with transaction.atomic():
        announce(workshop)
        transaction.set_rollback(True)
    assert rung == []
    assert Workshop.objects.get(id=workshop.id).revision == 0
    with transaction.atomic():
        announce(workshop)
    assert [(ring.first, ring.last) for ring in rung] == [(1, 1)]


def test_several_in_one_transaction_ring_once(rung: list[Ring], workshop: Workshop) -> None:
    with transaction.atomic():
        announce(workshop, bell=["ada"])
        announce(workshop, bell=["bo"])
        announce(workshop)
    assert rung == [Ring("w", str(workshop.id), workshop.epoch, 1, 3, frozenset({"ada", "bo"}))]


def test_a_savepoint_that_is_rolled_back_rings_nothing(rung: list[Ring], workshop: Workshop) -> None:
    with transaction.atomic():
        announce(workshop)
        with transaction.atomic():
            announce(workshop, bell="all")
            transaction.set_rollback(True)
        announce(workshop)
    assert {ring.last for ring in rung} == {2}
    assert all(ring.bell == NOBODY for ring in rung)


def test_two_things_ring_each(rung: list[Ring], workshop: Workshop) -> None:
    other: Workshop = WorkshopFactory()
    with transaction.atomic():
        announce(workshop)
        announce(other, bell="all")
    assert {(ring.key, ring.bell) for ring in rung} == {(str(workshop.id), NOBODY), (str(other.id), "all")}


def test_outside_a_transaction_it_complains(rung: list[Ring], workshop: Workshop) -> None:
    with pytest.raises(RuntimeError, match=r"transaction\.atomic"):
        announce(workshop)


def test_what_is_gone_cannot_be_announced(rung: list[Ring], workshop: Workshop) -> None:
    Workshop.objects.filter(id=workshop.id).delete()
    with pytest.raises(Workshop.DoesNotExist), transaction.atomic():
        announce(workshop)


def renamed(person: Participant, name: str) -> Write:
    return "UPDATE workshops_participant SET name = %s WHERE id = %s", [name, person.id]


def test_what_is_written_along_costs_no_statement_of_its_own(rung: list[Ring], workshop: Workshop) -> None:
    ann, bo = ParticipantFactory(workshop=workshop), ParticipantFactory(workshop=workshop)
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        announce(workshop, touched=["people"], writes=[renamed(ann, "100% Ann"), renamed(bo, "Bo")])
    assert [query["sql"].split()[0] for query in queries] == ["BEGIN", "WITH", "COMMIT"]
    ann.refresh_from_db()
    bo.refresh_from_db()
    assert (ann.name, bo.name) == ("100% Ann", "Bo")
    assert workshop.touched == {"people": 1}
    assert [ring.last for ring in rung] == [1]


def test_where_nothing_can_be_announced_nothing_is_written_along(rung: list[Ring], workshop: Workshop) -> None:
    elsewhere = ParticipantFactory()
    Workshop.objects.filter(id=workshop.id).delete()
    with pytest.raises(Workshop.DoesNotExist), transaction.atomic():
        announce(workshop, writes=[renamed(elsewhere, "Nobody")])
    elsewhere.refresh_from_db()
    assert elsewhere.name != "Nobody"


def test_a_listener_that_fails_does_not_fail_the_write(workshop: Workshop, settings: object) -> None:
    settings.LIVE_RINGS = ("local",)  # type: ignore[attr-defined]

    def broken(rings: Sequence[Ring]) -> None:
        raise ZeroDivisionError

    ringing.attach(broken)
    try:
        with transaction.atomic():
            announce(workshop)
    finally:
        ringing.attach(None)
    assert Workshop.objects.get(id=workshop.id).revision == 1
