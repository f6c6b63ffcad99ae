"""Publishing what a workshop has come to."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client

from frameworks.models import Framework, Version
from tests.factories import (
    BallotFactory,
    FacilitatorFactory,
    ParticipantFactory,
    ResponsibilityFactory,
    VoteFactory,
    WorkshopFactory,
)
from tests.frameworks.conftest import Played, another_workshop, sat
from workshops.models import Participant, Stage, Workshop


def post(client: Client, workshop_id: UUID, **data: str) -> int:
    return client.post(f"/w/{workshop_id}/publish/", data, headers={"HX-Request": "true"}).status_code


def numbers() -> list[str]:
    return [str(version) for version in Version.objects.newest_first()]


def test_the_page_offers_1_0_first_and_publishing_it_shows_it(played: Played) -> None:
    client = sat(played.facilitator)
    page = client.get(f"/w/{played.workshop.id}/").content.decode()
    assert "Publish it as 1.0" in page
    assert "Meet new engineers" in page
    response = client.post(f"/w/{played.workshop.id}/publish/", {"number": "1.0"})
    assert response.status_code == 303
    page = client.get(response["Location"]).content.decode()
    assert "Version 1.0" in page
    version = Version.objects.get()
    assert (str(version), version.published_by, version.framework.title) == ("1.0", "Sam", "Engineering Manager")


def test_afterwards_it_offers_a_small_and_a_large_step(played: Played) -> None:
    client = sat(played.facilitator)
    assert post(client, played.workshop.id, number="1.0") == 200
    page = client.get(f"/w/{played.workshop.id}/").content.decode()
    assert 'value="1.1"' in page
    assert 'value="2.0"' in page
    assert post(client, played.workshop.id, number="2.0", summary="A new edition.") == 200
    assert numbers() == ["2.0", "1.0"]
    assert Version.objects.newest_first()[0].summary == "A new edition."


@pytest.mark.django_db(transaction=True)
def test_two_facilitators_who_press_at_once_make_one_version(played: Played) -> None:
    clients = [sat(played.facilitator), sat(FacilitatorFactory(workshop=played.workshop, name="Kim"))]

    def press(client: Client) -> int:
        try:
            return post(client, played.workshop.id, number="1.0")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as presses:
        assert list(presses.map(press, clients)) == [200, 200]
    assert numbers() == ["1.0"]


@pytest.mark.parametrize("number", ["", "1", "1.0.0", "01.0", "2.0", "3.7", "1.0 ", "0.1", "99999.0", "<script>"])
def test_a_number_that_is_not_the_next_is_refused(played: Played, number: str) -> None:
    response = sat(played.facilitator).post(
        f"/w/{played.workshop.id}/publish/", {"number": number}, headers={"HX-Request": "true"}
    )
    assert response.status_code == 422
    assert b'class="error"' in response.content
    assert numbers() == []


def test_a_summary_that_is_too_long_comes_back_with_the_reason(played: Played) -> None:
    client = sat(played.facilitator)
    post(client, played.workshop.id, number="1.0")
    typed = "🦄" * 4001
    response = client.post(f"/w/{played.workshop.id}/publish/", {"number": "2.0", "summary": typed})
    assert response.status_code == 422
    assert typed in response.content.decode()
    assert "4001 characters" in response.content.decode()
    assert numbers() == ["1.0"]


def test_a_number_that_another_workshop_has_published_is_refused(played: Played) -> None:
    post(sat(played.facilitator), played.workshop.id, number="1.0")
    other = another_workshop(played)
    ResponsibilityFactory(workshop=other)
    client = sat(FacilitatorFactory(workshop=other))
    assert post(client, other.id, number="1.0") == 422
    assert post(client, other.id, number="1.1") == 200
    assert Framework.objects.count() == 1


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.FRAMEWORK])
def test_nothing_is_published_before_the_framework_stage(played: Played, stage: Stage) -> None:
    Workshop.objects.update(stage=stage)
    assert post(sat(played.facilitator), played.workshop.id, number="1.0") == 422
    assert not Framework.objects.exists()


def test_a_closed_workshop_can_still_be_published(played: Played) -> None:
    Workshop.objects.update(closed_at=played.workshop.created_at)
    assert post(sat(played.facilitator), played.workshop.id, number="1.0") == 200


def test_an_empty_workshop_has_nothing_to_publish(db: None) -> None:
    workshop = WorkshopFactory(stage=Stage.FRAMEWORK)
    assert post(sat(FacilitatorFactory(workshop=workshop)), workshop.id, number="1.0") == 422
    assert not Framework.objects.exists()


def test_lines_without_an_area_are_pointed_out_to_the_facilitator_only(played: Played) -> None:
    ResponsibilityFactory(workshop=played.workshop, text="Water the plants")
    for participant, told in ((played.facilitator, True), (played.people[0], False)):
        page = sat(participant).get(f"/w/{played.workshop.id}/").content.decode()
        assert "Not in an area yet" in page
        assert ("1 line is not in an area yet" in page) is told


def test_votes_under_seal_are_not_published(played: Played) -> None:
    ballot = BallotFactory(responsibility=played.green, number=2)
    for person in played.people:
        VoteFactory(ballot=ballot, participant=person, colour="red")
    post(sat(played.facilitator), played.workshop.id, number="1.0")
    line = Version.objects.get().content["areas"][0]["in_role"][0]
    assert line["text"] == "Meet new engineers"
    assert line["tally"] == {"green": 3, "amber": 0, "red": 0}


@pytest.mark.parametrize("names", ["named", "hidden", "anonymous"])
def test_nobody_who_took_part_is_named(played: Played, names: str) -> None:
    Workshop.objects.update(names=names)
    post(sat(played.facilitator), played.workshop.id, number="1.0")
    assert "Secret Name" not in str(Version.objects.get().content)


def test_only_facilitators_publish(played: Played) -> None:
    address = f"/w/{played.workshop.id}/publish/"
    elsewhere = ParticipantFactory(role=Participant.Role.FACILITATOR)
    removed = ParticipantFactory(workshop=played.workshop, removed_at=played.workshop.created_at)
    for client in (Client(), sat(played.people[0]), sat(elsewhere), sat(removed)):
        assert client.post(address, {"number": "1.0"}).status_code == 403
    assert sat(played.facilitator).get(address).status_code == 405
    assert sat(played.facilitator).post(f"/w/{uuid4()}/publish/").status_code == 404
    assert sat(played.facilitator, csrf=True).post(address, {"number": "1.0"}).status_code == 403
    assert not Framework.objects.exists()
