"""Rehearsing: who may, who is marked, what is refused meanwhile."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from frameworks.models import Framework, Version
from live.drawings import draw
from responsibilities.actions.rehearsing import MOST_AT_ONCE, note_departure
from tests.factories import ParticipantFactory, ResponsibilityFactory
from tests.responsibilities.rehearsals import begun, colleague, comes, end, stage_set
from tests.sittings import Sitting, sat, tables
from workshops import rehearsing
from workshops.models import Participant, Rehearsal, Stage, Workshop
from workshops.rehearsing import MARK, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Sitting:
    return stage_set()


def banner(here: Sitting, audience: str = "facilitator") -> str:
    region = draw(Workshop.kind, str(here.workshop.id), audience).region("rehearsal")
    assert region
    return region.html


def start(here: Sitting, **form: Any) -> Any:
    return here.send(here.facilitator, "rehearse", **{"people": 3, **form})


def test_a_facilitator_finds_it_in_the_lobby_and_starts_it(here: Sitting) -> None:
    assert "Rehearse with simulated colleagues" in here.get(here.facilitator).text
    answer = start(here, people=12)
    assert answer.status_code == 200
    assert "simulated colleagues are on their way" in answer.text
    assert here.now().is_rehearsing
    assert Rehearsal.objects.get().people == 12
    assert "Start the rehearsal" not in here.get(here.facilitator).text


def test_it_works_without_javascript(here: Sitting) -> None:
    assert here.post(here.facilitator, "rehearse", people=6).status_code == 303
    assert "End the rehearsal" in here.get(here.facilitator).text


def test_every_page_says_so_and_facilitators_can_end_it(here: Sitting) -> None:
    rehearsal = begun(here)
    ada, _ = colleague(here, rehearsal), colleague(here, rehearsal, "Ben")
    words = "2 simulated colleagues are taking part"
    for stage in Stage:
        Workshop.objects.filter(id=here.workshop.id).update(stage=stage)
        for audience in ("facilitator", "participant", "screen"):
            assert words in banner(here, audience)
            assert ("End the rehearsal" in banner(here, audience)) == (audience == "facilitator")
        assert words in ada.client.get(here.url("workshop")).text
        assert words in here.get(here.facilitator, "screen").text
    assert "Rehearse with simulated colleagues" not in here.get(here.facilitator, stage="lobby").text


def test_no_page_says_so_at_any_other_time(here: Sitting) -> None:
    assert {banner(here, audience) for audience in ("facilitator", "participant", "screen")} == {banner(here)}
    assert "simulated" not in banner(here)


def test_whoever_is_simulated_is_called_so_wherever_names_are(here: Sitting) -> None:
    rehearsal = begun(here)
    for name in ("Ada", "Ada", "Somebody with a name that is as long as a name may ever be..."[:60]):
        assert colleague(here, rehearsal, name).seat.simulated
    names = list(here.workshop.participants.simulated().values_list("name", flat=True))
    assert names[:2] == [f"Ada {MARK}", f"Ada {MARK} (2)"]
    assert all(MARK in name and len(name) <= 60 for name in names)
    assert all(name in here.get(here.facilitator).text for name in names)


def test_the_number_of_questions_does_not_grow_with_them(here: Sitting) -> None:
    rehearsal, counts = begun(here, people=12), []
    for already, wanted in ((0, 2), (2, 9)):
        for number in range(already, wanted):
            colleague(here, rehearsal, f"Colleague {number}")
        with CaptureQueriesContext(connection) as queries:
            here.get(here.facilitator)
        counts.append(len(queries))
    assert counts[0] == counts[1]


class TestTheToken:
    """Nobody is simulated whom this server has not sent."""

    def refused(self, here: Sitting, token: str) -> None:
        before = tables()
        answer = comes(here, token)
        assert answer.status_code == 422
        assert "This rehearsal is over." in answer.text
        assert tables() == before

    def test_invented(self, here: Sitting) -> None:
        self.refused(here, "invented")
        begun(here)
        self.refused(here, "invented")

    def test_tampered_with(self, here: Sitting) -> None:
        token = token_of(begun(here))
        self.refused(here, token[:-1] + ("a" if token[-1] != "a" else "b"))

    def test_of_another_workshop(self, here: Sitting) -> None:
        begun(here)
        self.refused(here, token_of(begun(stage_set())))

    def test_of_an_earlier_rehearsal(self, here: Sitting) -> None:
        earlier = begun(here)
        token = token_of(earlier)
        end(here, earlier)
        self.refused(here, token)
        begun(here)
        self.refused(here, token)

    def test_too_old(self, here: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
        token = token_of(begun(here))
        monkeypatch.setattr(rehearsing, "TOKEN_AGE", timedelta(seconds=-1))
        self.refused(here, token)

    def test_used_more_often_than_there_are_colleagues(self, here: Sitting) -> None:
        rehearsal = begun(here, people=3)
        for name in ("Ada", "Ben", "Chidi"):
            colleague(here, rehearsal, name)
        here.send(here.facilitator, "remove-participant", here.workshop.participants.simulated()[0].id)
        self.refused(here, token_of(rehearsal))


def test_a_guest_cannot_look_simulated(here: Sitting) -> None:
    address = reverse("join-by-link", args=(here.workshop.code,))
    begun(here)
    answer = Client().post(address, {"name": f"Sam {MARK.upper()}"})
    assert answer.status_code == 422
    assert "Only simulated colleagues are called that" in answer.text
    assert Client().post(address, {"name": "Sam"}).status_code == 303
    assert not Participant.objects.get(name="Sam").simulated


def test_no_account_and_no_facilitator_can_be_simulated(here: Sitting) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Participant.objects.filter(id=here.facilitator.id).update(simulated=True)


def refused(answer: Any, words: str) -> None:
    assert answer.status_code == 422
    assert words in answer.text


def test_there_is_one_at_a_time(here: Sitting) -> None:
    begun(here)
    before = tables()
    refused(start(here), "A rehearsal is going on here already.")
    assert tables() == before


@pytest.mark.parametrize("people", ["0", "5", "4000", "", "three", "-3"])
def test_only_the_numbers_offered_are_taken(here: Sitting, people: str) -> None:
    before = tables()
    answer = start(here, people=people)
    refused(answer, "Choose one of the numbers.")
    assert here.workshop.title in answer.text.split('id="details"')[1]
    assert '<details id="context"><summary>The context' in answer.text
    assert tables() == before


def test_it_begins_in_the_lobby_alone(here: Sitting) -> None:
    for stage in list(Stage)[1:]:
        Workshop.objects.filter(id=here.workshop.id).update(stage=stage)
        refused(start(here), f"the workshop is now at {stage.label}")
        assert "Start the rehearsal" not in here.get(here.facilitator).text
        assert "Start the rehearsal" not in here.get(here.facilitator, stage="lobby").text


def test_a_closed_workshop_is_not_rehearsed(here: Sitting) -> None:
    here.close()
    refused(start(here), "This workshop is closed")


def test_guests_who_have_joined_must_know(here: Sitting) -> None:
    ParticipantFactory(workshop=here.workshop, name="Ann")
    assert "joined already" not in here.get(here.facilitator).text, "it would be out of date with the next who comes"
    answer = start(here)
    refused(answer, "Tell everybody who has joined first")
    assert "1 person has joined already" in answer.text
    assert start(here, with_guests="1").status_code == 200


@pytest.mark.parametrize("removed", [False, True])
def test_what_guests_have_listed_is_not_laid_open_by_it(here: Sitting, removed: bool) -> None:
    ann = ParticipantFactory(workshop=here.workshop, removed_at=timezone.now() if removed else None)
    ResponsibilityFactory(workshop=here.workshop, author=ann)
    refused(start(here, with_guests="1"), "Guests have listed or voted here")


def test_nor_is_what_they_have_voted(here: Sitting) -> None:
    here.ann = ParticipantFactory(workshop=here.workshop)
    here.voted(here.listed("Meet new engineers", by=here.facilitator), ann="g")
    refused(start(here, with_guests="1"), "Guests have listed or voted here")


def test_an_installation_has_a_few_at_a_time(here: Sitting) -> None:
    for _ in range(MOST_AT_ONCE):
        begun(stage_set())
    refused(start(here), f"{MOST_AT_ONCE} rehearsals are going on in this installation")
    # One whose colleagues went down with a server, and which nobody has ended yet.
    Rehearsal.objects.filter(id=Rehearsal.objects.earliest("began_at").id).update(
        began_at=timezone.now() - timedelta(hours=1)
    )
    assert start(here).status_code == 200


def test_whoever_takes_part_can_neither_start_nor_end_it(here: Sitting) -> None:
    rehearsal = begun(here)
    ada, guest = colleague(here, rehearsal), ParticipantFactory(workshop=here.workshop)
    before = tables()
    for send in (ada.send, lambda name, **data: here.send(guest, name, **data)):
        assert send("end-rehearsal", rehearsal=rehearsal.id).status_code == 403
        assert send("rehearse", people=3).status_code == 403
    assert tables() == before


def test_nothing_is_published_or_closed_meanwhile(here: Sitting) -> None:
    rehearsal = begun(here)
    Workshop.objects.filter(id=here.workshop.id).update(stage=Stage.FRAMEWORK, wall_shown_at=timezone.now())
    colleague(here, rehearsal).lists("Meet new engineers")
    assert "cannot be published" in here.get(here.facilitator).text
    before = tables()
    refused(here.send(here.facilitator, "publish", number="1.0"), "This is a rehearsal. End it first")
    refused(here.send(here.facilitator, "close"), "This is a rehearsal. End it first")
    assert tables() == before
    assert not Framework.objects.exists()
    assert not Version.objects.exists()


def test_when_they_leave_by_themselves_the_banner_says_so_until_it_is_ended(here: Sitting) -> None:
    rehearsal = begun(here)
    note_departure(rehearsal=rehearsal.id)
    assert "could not come in" in banner(here)
    Rehearsal.objects.update(over_at=None)
    ada = colleague(here, rehearsal)
    note_departure(rehearsal=rehearsal.id)
    assert "the simulated colleagues have left" in banner(here)
    assert ada.client.get(here.url("workshop")).status_code == 200
    assert end(here, rehearsal).status_code == 200
    note_departure(rehearsal=rehearsal.id)


def test_so_it_does_when_a_server_was_killed_with_them(here: Sitting) -> None:
    ada = colleague(here, begun(here))
    assert "1 simulated colleague is taking part" in banner(here)
    Participant.objects.filter(id=ada.seat.id).update(joined_at=timezone.now() - timedelta(minutes=1))
    assert "the simulated colleagues have left" in banner(here)


def test_nobody_comes_by_a_seat_that_has_ended(here: Sitting) -> None:
    rehearsal = begun(here)
    ada = colleague(here, rehearsal)
    end(here, rehearsal)
    before = tables()
    assert ada.client.get(here.url("workshop")).status_code == 403
    assert ada.send("responsibilities", text="Too late", category=here.category).status_code == 403
    assert sat(ada.seat).get(here.url("mine")).status_code == 403
    assert tables() == before
