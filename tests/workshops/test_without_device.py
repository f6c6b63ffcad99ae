"""Seats of people who are in the room without a device: made by facilitators, shown as what they are, and given up."""

from typing import Any

import pytest
from django.test import Client

from tests.factories import ParticipantFactory
from tests.sittings import Sitting, sat, sitting, tables
from tests.workshops.test_people_page import line, roll
from tests.workshops.test_presence import come
from tests.workshops.test_roles import path
from workshops.access import resume_url
from workshops.models import Participant, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Sitting:
    return sitting("voting")


def add(here: Sitting, name: str = "Ida", **more: str) -> Any:
    return here.post(here.facilitator, "add-without-device", seat=name, at="people", **more)


def seated(here: Sitting, name: str = "Ida") -> Participant:
    """Seat somebody without a device."""
    assert add(here, name).status_code == 303
    found: Participant = Participant.objects.get(workshop=here.workshop, name=name)
    return found


@pytest.mark.parametrize("stage", Stage)
def test_they_count_and_stand_in_every_list_as_what_they_are(stage: Stage) -> None:
    here = sitting(stage)
    ida = seated(here)
    assert (ida.role, ida.takes_part, ida.without_device) == ("participant", True, True)
    come(here, here.bo)
    come(here, ida, away=True)  # whatever was left of them
    for html, prefix in ((roll(here), "roll"), (here.get(here.facilitator).text, "crew")):
        assert "1 here, 1 without a device" in html
        shown = line(html, ida, prefix)
        assert "(no device)" in shown
        assert "away" not in shown
        assert "not here" not in shown
    assert "added <bdi>Ida</bdi>, who has no device" in here.get(here.facilitator).text


def test_everybody_sees_them_in_the_lobby_and_among_those_who_vote() -> None:
    for stage in ("lobby", "voting"):
        here = sitting(stage)
        seated(here)
        for who in (here.ann, here.facilitator):
            named = here.get(who).text.split(">Ida<")[1:]
            assert any("(no device)" in after[:120] for after in named)


def test_they_count_in_what_is_waited_for(here: Sitting) -> None:
    here.listed("Meet new engineers")
    assert "0 of 2 done" in here.get(here.ann).text
    seated(here)
    assert "0 of 3 done" in here.get(here.ann).text
    assert "of 3 votes are in" in " ".join(here.get(here.ann).text.split()).replace("</b>", "")


def test_nobody_waits_for_them_to_say_that_they_are_ready(here: Sitting) -> None:
    seated(here)
    for who in (here.ann, here.bo):
        here.send(who, "ready", **{"for": "voting", "ready": "1"})
    assert "Everybody is ready." in here.get(here.ann).text


def test_a_name_that_does_not_do_comes_back_beside_its_own_box(here: Sitting) -> None:
    for name, why in ((" ", "Type the name"), ("x" * 61, "at most 60 fit")):
        answer = add(here, name)
        assert answer.status_code == 422
        assert why in answer.text.split('id="seat-error"')[1][:120]
        assert 'id="facilitator-error"' not in answer.text
        assert f'value="{name}"' in answer.text
    add(here, "ann")
    assert Participant.objects.filter(workshop=here.workshop, name="ann (2)", without_device=True).exists()


def test_a_form_that_was_sent_twice_seats_one(here: Sitting) -> None:
    for _ in range(2):
        add(here, client_key="k" * 32)
    assert Participant.objects.filter(workshop=here.workshop, without_device=True).count() == 1


def test_only_facilitators_add_them(here: Sitting) -> None:
    there = sitting("voting")
    before = tables()
    for who in (here.ann, there.facilitator):
        assert here.post(who, "add-without-device", seat="Ida").status_code == 403
    assert tables() == before


def test_they_are_renamed_removed_and_let_back_in_like_all_others(here: Sitting) -> None:
    ida = seated(here)
    here.post(here.facilitator, "rename-participant", ida.id, name="Ina", at="people")
    here.post(here.facilitator, "remove-participant", ida.id, at="people")
    assert "removed" in line(roll(here), ida)
    here.post(here.facilitator, "let-back-in", ida.id, at="people")
    assert "(no device)" in line(roll(here), ida)


def test_they_cannot_steer(here: Sitting) -> None:
    ida = seated(here)
    assert "Make facilitator" not in roll(here, person=str(ida.id))
    answer = here.post(here.facilitator, "role", ida.id, role="facilitator", at="people")
    assert answer.status_code == 422
    assert "They have no device to steer with." in answer.text


def test_with_a_device_the_seat_is_theirs_alone(here: Sitting) -> None:
    ida = seated(here)
    sheet = roll(here, person=str(ida.id))
    assert resume_url(ida).split("/resume/")[0] in sheet
    link, client = path(resume_url(ida)), Client()
    assert "So far a facilitator has entered what you say" in client.get(link).text
    assert Participant.objects.get(id=ida.id).without_device
    assert client.post(link).status_code == 303
    assert client.get(here.url("workshop")).status_code == 200
    assert Client().get(link).status_code == 404
    assert "/resume/" not in roll(here, person=str(ida.id))
    assert "(no device)" not in line(roll(here), ida)
    assert "has a device of their own now" in here.get(here.ann).text
    assert "Make facilitator" in roll(here, person=str(ida.id))


def test_a_seat_that_somebody_sits_in_does_not_become_one(here: Sitting) -> None:
    """Else a facilitator could see what they voted when nobody looked."""
    for address in ("people", "you"):
        assert "without_device" not in here.get(here.facilitator, address).text
    assert not Participant.objects.filter(workshop=here.workshop, without_device=True).exists()
    client = sat(here.facilitator)
    client.post(here.url("rename-participant", here.ann.id), {"name": "Ann", "without_device": "1"})
    assert not Participant.objects.get(id=here.ann.id).without_device


def test_of_fifty_the_page_costs_no_more(here: Sitting, django_assert_max_num_queries: Any) -> None:
    seated(here)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        here.get(here.facilitator)
    for _ in range(50):
        ParticipantFactory(workshop=here.workshop, without_device=True)
    with django_assert_max_num_queries(len(few)):
        here.get(here.facilitator)
