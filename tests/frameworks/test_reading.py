"""Reading what is published: who may, and that it stays as it was."""

from http.cookies import SimpleCookie
from uuid import uuid4

import pytest
from django.test import Client

from communities.models import User
from frameworks.actions.inviting import withdraw_link
from frameworks.actions.publishing import publish_version
from frameworks.models import Reviewer, Version
from frameworks.numbers import Number
from frameworks.shelf import frameworks_of
from tests.factories import ParticipantFactory, ResponsibilityFactory, UserFactory
from tests.frameworks.conftest import Played, another_workshop, sat, signed_in
from workshops.models import Participant, Workshop

PAGES = ("", "1.0/", "1.0.md", "1.0.json")


def test_a_version_has_its_areas_what_is_open_whose_the_rest_is_and_the_ideas(version: Version, member: User) -> None:
    page = signed_in(member).get(f"/f/{version.framework_id}/1.0/").content.decode()
    for words in ("New Starters", "Meet new engineers", "Still open", "Order their laptops", "Run the payroll", "HR"):
        assert words in page
    for words in ("It is an office matter.", "Hackathons", "Say what we are for.", "Published"):
        assert words in page
    assert "Secret Name" not in page


def test_a_version_stays_as_it_was_when_its_workshop_goes_on(version: Version, played: Played, member: User) -> None:
    played.green.text = "Something else"
    played.green.save()
    played.area.delete()
    page = signed_in(member).get(f"/f/{version.framework_id}/1.0/").content.decode()
    assert "Meet new engineers" in page
    assert "Something else" not in page


def test_the_framework_lists_its_versions_newest_first(version: Version, played: Played, member: User) -> None:
    for number in (Number(1, 1), Number(1, 2), Number(2, 0)):
        publish_version(workshop=played.workshop, number=number, by="Sam", summary=f"New in {number}")
    page = signed_in(member).get(f"/f/{version.framework_id}/").content.decode()
    places = [page.index(f"Version {number}") for number in ("2.0", "1.2", "1.1", "1.0")]
    assert places == sorted(places)
    assert "New in 1.1" in page


@pytest.mark.parametrize("page", PAGES)
def test_members_of_the_community_read_it(version: Version, owner: User, member: User, page: str) -> None:
    for user in (owner, member):
        assert signed_in(user).get(f"/f/{version.framework_id}/{page}").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_strangers_do_not(version: Version, played: Played, page: str) -> None:
    removed = ParticipantFactory(workshop=played.workshop, removed_at=played.workshop.created_at)
    for client in (Client(), sat(ParticipantFactory()), sat(removed), signed_in(UserFactory())):
        response = client.get(f"/f/{version.framework_id}/{page}")
        assert response.status_code == 403
        assert b"Meet new engineers" not in response.content


@pytest.mark.parametrize("page", PAGES)
def test_what_is_not_there_is_not_found_and_nothing_can_be_posted(version: Version, member: User, page: str) -> None:
    client = signed_in(member)
    assert client.get(f"/f/{uuid4()}/{page}").status_code == 404
    assert client.post(f"/f/{version.framework_id}/{page}").status_code == 405
    if page:
        assert client.get(f"/f/{version.framework_id}/{page.replace('1.0', '1.1')}").status_code == 404
        assert client.get(f"/f/{version.framework_id}/{page.replace('1.0', '01.0')}").status_code == 404


def test_a_guest_goes_from_the_workshop_to_the_version_and_keeps_their_seat_there(
    version: Version, played: Played
) -> None:
    for participant in (played.people[0], played.facilitator):
        response = sat(participant).get(f"/w/{played.workshop.id}/published/1.0/")
        assert response.status_code == 303
        assert response["Location"] == f"/f/{version.framework_id}/1.0/"
        carried: SimpleCookie = response.cookies
        seat = carried["remit_seat"]
        assert (seat["path"], seat["httponly"]) == (f"/f/{version.framework_id}/", True)
        client = Client()
        client.cookies["remit_seat"] = seat.value
        for page in PAGES:
            assert client.get(f"/f/{version.framework_id}/{page}").status_code == 200


def test_the_way_from_the_workshop_is_for_its_people_and_its_versions(version: Version, played: Played) -> None:
    address = f"/w/{played.workshop.id}/published/1.0/"
    assert Client().get(address).status_code == 403
    assert sat(ParticipantFactory()).get(address).status_code == 403
    assert sat(played.people[0]).post(address).status_code == 405
    assert sat(played.people[0]).get(address.replace("1.0", "1.1")).status_code == 404


def test_participants_read_only_what_came_from_their_own_workshop(version: Version, played: Played) -> None:
    other = another_workshop(played)
    ResponsibilityFactory(workshop=other, text="Only in the second")
    publish_version(workshop=other, number=Number(1, 1), by="Kim")
    client = sat(ParticipantFactory(workshop=other))
    assert client.get(f"/f/{version.framework_id}/1.1/").status_code == 200
    assert client.get(f"/f/{version.framework_id}/1.0/").status_code == 403
    assert "Version 1.0" not in client.get(f"/f/{version.framework_id}/").content.decode()
    assert sat(played.people[0]).get(f"/f/{version.framework_id}/1.1/").status_code == 403


def test_somebody_removed_afterwards_no_longer_reads_it(version: Version, played: Played) -> None:
    client = sat(played.people[0])
    assert client.get(f"/f/{version.framework_id}/1.0/").status_code == 200
    Participant.objects.filter(id=played.people[0].id).update(removed_at=played.workshop.created_at)
    assert client.get(f"/f/{version.framework_id}/1.0/").status_code == 403


def test_a_reviewer_reads_everything_until_their_link_is_withdrawn(version: Version, reviewer: Reviewer) -> None:
    client = Client()
    assert client.get(f"/r/{reviewer.token}/").status_code == 200
    for page in PAGES:
        assert client.get(f"/f/{version.framework_id}/{page}").status_code == 200
    withdraw_link(reviewer=reviewer)
    for page in PAGES:
        assert client.get(f"/f/{version.framework_id}/{page}").status_code == 403


def test_a_version_outlives_its_workshop(version: Version, played: Played, member: User) -> None:
    Workshop.objects.get(id=played.workshop.id).delete()
    assert signed_in(member).get(f"/f/{version.framework_id}/1.0/").status_code == 200


def test_only_those_who_steer_are_shown_the_way_to_ask_for_a_review(
    version: Version, played: Played, owner: User, member: User
) -> None:
    address = f"/f/{version.framework_id}/1.0/"
    for client, asks in (
        (signed_in(owner), True),
        (signed_in(member), False),
        (sat(played.facilitator), True),
        (sat(played.people[0]), False),
    ):
        assert ("Ask for a review" in client.get(address).content.decode()) is asks


def test_home_knows_the_frameworks_of_an_account(version: Version, reviewer: Reviewer, member: User) -> None:
    (shelved,) = frameworks_of(member)
    assert (shelved.framework, shelved.newest, shelved.signed) == (version.framework, version, 0)
    assert frameworks_of(UserFactory()) == []


def test_what_people_typed_is_shown_as_they_typed_it(played: Played, member: User) -> None:
    nasty = '<script>alert(1)</script> {{ 7|add:1 }} שלום 🦄 & "quotes"'
    played.green.text = nasty
    played.green.save()
    version = publish_version(workshop=played.workshop, number=Number(1, 0), by=nasty[:60], summary=nasty)
    page = signed_in(member).get(f"/f/{version.framework_id}/1.0/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7|add:1 }} שלום 🦄 &amp; &quot;quotes&quot;" in page
