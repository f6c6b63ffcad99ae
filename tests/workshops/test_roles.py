"""Who steers: given and taken back by facilitators, never seized, never moving by itself."""

from typing import Any

import pytest
from django.test import Client

from tests.factories import ParticipantFactory
from tests.sittings import Sitting, sat, sitting, tables
from workshops.access import resume_url
from workshops.models import Participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Sitting:
    return sitting("voting")


def path(url: str) -> str:
    return "/w/" + url.split("/w/")[1]


def role(here: Sitting, who: Participant, about: Participant, role: str) -> Any:
    return here.post(who, "role", about.id, role=role, at="people")


def named(here: Sitting, name: str = "Gil", **more: str) -> Participant:
    """Make a seat for somebody who has not come yet."""
    answer = here.post(here.facilitator, "name-facilitator", name=name, at="people", **more)
    assert answer.status_code == 303
    found: Participant = Participant.objects.get(workshop=here.workshop, name=name)
    return found


def test_a_participant_is_made_a_facilitator_and_one_like_all_again(here: Sitting) -> None:
    client = sat(here.ann)
    assert role(here, here.facilitator, here.ann, "facilitator").status_code == 303
    assert client.get(here.url("people")).status_code == 200
    assert role(here, here.ann, here.ann, "participant").status_code == 303
    assert client.get(here.url("people")).status_code == 403
    assert Participant.objects.get(id=here.ann.id).takes_part


def test_nobody_seizes_the_role(here: Sitting) -> None:
    there = sitting("lobby")
    before = tables()
    for who in (here.ann, there.facilitator):
        assert role(here, who, here.ann, "facilitator").status_code == 403
    assert role(here, here.facilitator, here.ann, "emperor").status_code == 422
    assert tables() == before


def test_the_last_one_who_can_steer_stays(here: Sitting) -> None:
    named(here)
    answer = role(here, here.facilitator, here.facilitator, "participant")
    assert answer.status_code == 422
    assert "Somebody has to steer" in answer.text
    role(here, here.facilitator, here.ann, "facilitator")
    assert role(here, here.ann, here.facilitator, "participant").status_code == 303
    steering = Participant.objects.get(id=here.facilitator.id)
    assert (steering.role, steering.takes_part) == ("participant", True)


def test_a_removed_person_is_not_made_one(here: Sitting) -> None:
    here.send(here.facilitator, "remove-participant", here.bo.id)
    answer = role(here, here.facilitator, here.bo, "facilitator")
    assert answer.status_code == 422
    assert "Let them back in first" in answer.text


def test_somebody_named_in_advance_comes_in_by_their_link_and_steers(here: Sitting) -> None:
    gil = named(here)
    sheet = here.get(here.facilitator, "people", person=str(gil.id)).text
    assert "Has not come yet" in sheet
    assert resume_url(gil).split("/resume/")[0] in sheet
    client = Client()
    link = path(resume_url(gil))
    assert "Welcome" in client.get(link).text
    answer = client.post(link)
    assert (answer.status_code, answer["Location"]) == (303, here.url("workshop"))
    assert client.get(here.url("people")).status_code == 200
    assert not Participant.objects.get(id=gil.id).is_expected


def test_the_link_works_once_so_whoever_sent_it_cannot_be_them(here: Sitting) -> None:
    gil = named(here)
    link = path(resume_url(gil))
    for _ in range(2):  # programs that look at links in mails spend nothing
        assert Client().get(link).status_code == 200
    assert Client().post(link).status_code == 303
    assert Client().get(link).status_code == 404
    assert Client().post(link).status_code == 404
    assert "/resume/" not in here.get(here.facilitator, "people", person=str(gil.id)).text


def test_an_invitation_can_be_withdrawn_until_they_come(here: Sitting) -> None:
    gil, link = (gil := named(here)), path(resume_url(gil))
    assert here.post(here.facilitator, "withdraw-seat", gil.id, at="people").status_code == 303
    assert Client().get(link).status_code == 404
    hana = named(here, "Hana")
    Client().post(path(resume_url(hana)))
    for person in (hana, here.ann):
        answer = here.post(here.facilitator, "withdraw-seat", person.id, at="people")
        assert answer.status_code == 422
        assert "They have come already" in answer.text


def test_a_form_that_was_sent_twice_names_one(here: Sitting) -> None:
    for _ in range(2):
        named(here, client_key="k" * 32)
    named(here, "Ann (2)", client_key="a" * 32)
    assert Participant.objects.filter(workshop=here.workshop, is_expected=True).count() == 2


def test_they_are_no_voice_that_is_missing(here: Sitting) -> None:
    named(here)
    assert "0 of 2 done" in here.get(here.ann).text


@pytest.mark.parametrize("name", ["role", "withdraw-seat", "rename-participant"])
def test_people_of_another_workshop_are_not_found(here: Sitting, name: str) -> None:
    stranger = ParticipantFactory()
    assert here.post(here.facilitator, name, stranger.id, role="facilitator", name="x").status_code == 404


@pytest.mark.parametrize("name", ["role", "withdraw-seat", "rename-participant", "name-facilitator"])
def test_in_a_closed_workshop_nothing_changes(here: Sitting, name: str) -> None:
    here.close()
    before = tables()
    about = () if name == "name-facilitator" else (here.ann.id,)
    for at in ("", "people"):
        answer = here.post(here.facilitator, name, *about, role="facilitator", name="Zoe", at=at)
        assert answer.status_code == 422
    assert tables() == before
