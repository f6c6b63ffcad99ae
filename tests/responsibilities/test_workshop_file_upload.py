"""Bringing in a workshop from the browser."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from responsibilities.workshop_file.syntax import MOST_BYTES
from tests.factories import MembershipFactory
from workshops.models import Participant, Workshop

pytestmark = pytest.mark.django_db
THIRTEEN_EMS = Path("responsibilities/data/thirteen_ems.json").read_bytes()
ADDRESS = "/workshops/import/"


@pytest.fixture
def facilitator(client: Client) -> Client:
    client.force_login(MembershipFactory(user__name="Alex").user)
    return client


def upload(content: bytes, name: str = "workshop.json") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/json")


def test_a_good_file_becomes_a_workshop_that_one_can_steer(facilitator: Client) -> None:
    answer = facilitator.post(ADDRESS, {"file": upload(THIRTEEN_EMS)})
    workshop = Workshop.objects.get()
    assert answer.status_code == 303
    assert answer["Location"] == reverse("workshop", args=(workshop.id,))
    assert workshop.responsibilities.count() == 90
    steering = workshop.participants.get(user__name="Alex")
    assert steering.role == Participant.Role.FACILITATOR
    assert not steering.takes_part


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "That file is empty."),
        (b"not JSON", "Not a workshop file: $: is not JSON"),
        (THIRTEEN_EMS.replace(b'"category": "team"', b'"category": "<i>"', 1), "$.responsibilities["),
        (b" " * (MOST_BYTES + 1), "Not a workshop file: $: is over 10 MB"),
    ],
)
def test_a_bad_file_is_refused_next_to_the_field_and_nothing_is_kept(
    facilitator: Client, content: bytes, reason: str
) -> None:
    answer = facilitator.post(ADDRESS, {"file": upload(content)})
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert b"<i>" not in answer.content
    assert not Workshop.objects.exists()


def test_no_file_at_all_is_said_kindly(facilitator: Client) -> None:
    answer = facilitator.post(ADDRESS)
    assert answer.status_code == 422
    assert "Choose a workshop file first." in answer.content.decode()


def test_the_form_has_a_page_of_its_own(facilitator: Client) -> None:
    answer = facilitator.get(ADDRESS)
    assert answer.status_code == 200
    assert b'name="file"' in answer.content


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    answer = client.post(ADDRESS, {"file": upload(THIRTEEN_EMS)})
    assert answer.status_code == 302
    assert not Workshop.objects.exists()


def test_nothing_else_can_be_done_at_its_address(facilitator: Client) -> None:
    assert facilitator.delete(ADDRESS).status_code == 405
