"""Reviewers' links: making them, taking them back, making new ones."""

from uuid import uuid4

import pytest
from django.test import Client

from frameworks.models import Framework, Reviewer, Version
from tests.factories import CommunityFactory, FacilitatorFactory, ParticipantFactory, ResponsibilityFactory
from tests.frameworks.conftest import Played, another_workshop, sat


def invite(client: Client, played: Played, name: str, *, htmx: bool = False) -> tuple[int, str]:
    headers = {"HX-Request": "true"} if htmx else {}
    response = client.post(f"/w/{played.workshop.id}/reviewers/", {"name": name}, headers=headers)
    return response.status_code, response.content.decode()


def test_a_facilitator_makes_a_link_in_a_persons_name(version: Version, played: Played) -> None:
    client = sat(played.facilitator)
    status, answer = invite(client, played, " Priya  Nair ", htmx=True)
    reviewer = Reviewer.objects.get()
    assert (status, reviewer.name) == (200, "Priya Nair")
    assert reviewer.url in answer
    assert reviewer.url in client.get(f"/w/{played.workshop.id}/").content.decode()
    assert Client().get(f"/r/{reviewer.token}/").status_code == 200


def test_several_reviewers_have_a_link_each_and_a_retry_makes_no_second(version: Version, played: Played) -> None:
    client = sat(played.facilitator)
    for name in ("Priya", "Kim", "priya"):
        assert invite(client, played, name)[0] == 303
    assert [reviewer.name for reviewer in Reviewer.objects.by_name()] == ["Kim", "Priya"]
    assert len({reviewer.token for reviewer in Reviewer.objects.all()}) == 2


def test_a_link_cannot_be_guessed_and_is_not_in_the_database(version: Version, reviewer: Reviewer) -> None:
    assert len(reviewer.link_key) == 22  # 128 bits
    assert Client().get(f"/r/{reviewer.link_key}/").status_code == 404
    assert Client().get(f"/r/{reviewer.token[:-1]}/").status_code == 404
    assert Client().get(f"/r/{reviewer.id}/").status_code == 404


def test_participants_never_see_a_link(version: Version, reviewer: Reviewer, played: Played) -> None:
    page = sat(played.people[0]).get(f"/w/{played.workshop.id}/").content.decode()
    assert "Priya" in page
    assert reviewer.token not in page
    assert "/r/" not in page


def test_a_withdrawn_link_leads_nowhere_and_a_new_one_does(
    version: Version, reviewer: Reviewer, played: Played
) -> None:
    client, old = sat(played.facilitator), reviewer.token
    reviewers = f"/w/{played.workshop.id}/reviewers/{reviewer.id}/"
    assert client.post(f"{reviewers}withdraw/").status_code == 303
    gone = Client().get(f"/r/{old}/")
    assert gone.status_code == 410
    assert b"Meet new engineers" not in gone.content
    for form in ("1.0/parts/", "1.0/sign-off/"):
        assert Client().post(f"/r/{old}/{form}", {"part": "starters", "verdict": "approve"}).status_code == 410
    assert client.post(f"{reviewers}new-link/").status_code == 303
    reviewer.refresh_from_db()
    assert Client().get(f"/r/{reviewer.token}/").status_code == 200
    assert Client().get(f"/r/{old}/").status_code == 404


@pytest.mark.parametrize("name", ["", "  \n ", "x" * 61])
def test_a_name_that_does_not_do_comes_back_with_the_reason(version: Version, played: Played, name: str) -> None:
    for htmx in (False, True):
        status, answer = invite(sat(played.facilitator), played, name, htmx=htmx)
        assert status == 422
        assert 'id="reviewer-name-error"' in answer
        assert name.strip() in answer
    assert not Reviewer.objects.exists()


def test_a_name_of_any_letters_is_shown_as_it_is(version: Version, played: Played) -> None:
    name = "<b>Zoë</b> {{ x }} שלום 🦄"
    _, answer = invite(sat(played.facilitator), played, name, htmx=True)
    assert "<b>Zoë" not in answer
    assert "&lt;b&gt;Zoë&lt;/b&gt; {{ x }} שלום 🦄" in answer


def test_nobody_is_invited_before_there_is_something_to_review(played: Played) -> None:
    assert invite(sat(played.facilitator), played, "Priya")[0] == 422


def test_only_facilitators_make_and_take_back_links(version: Version, reviewer: Reviewer, played: Played) -> None:
    addresses = [
        f"/w/{played.workshop.id}/reviewers/",
        f"/w/{played.workshop.id}/reviewers/{reviewer.id}/withdraw/",
        f"/w/{played.workshop.id}/reviewers/{reviewer.id}/new-link/",
    ]
    removed = ParticipantFactory(workshop=played.workshop, removed_at=played.workshop.created_at)
    for address in addresses:
        for client in (Client(), sat(played.people[0]), sat(FacilitatorFactory()), sat(removed)):
            assert client.post(address, {"name": "Eve"}).status_code == 403
        assert sat(played.facilitator).get(address).status_code == 405
        assert sat(played.facilitator, csrf=True).post(address, {"name": "Eve"}).status_code == 403
    reviewer.refresh_from_db()
    assert (reviewer.withdrawn_at, Reviewer.objects.count()) == (None, 1)


def test_a_facilitator_cannot_touch_the_reviewers_of_another_framework(version: Version, played: Played) -> None:
    other = Framework.objects.create(community=CommunityFactory(), role="Engineering Manager", title="EM")
    stranger = Reviewer.objects.create(framework=other, name="Kim")
    for verb in ("withdraw", "new-link"):
        for who in (stranger.id, uuid4()):
            address = f"/w/{played.workshop.id}/reviewers/{who}/{verb}/"
            assert sat(played.facilitator).post(address).status_code == 404


def test_a_second_workshop_on_the_role_shares_the_reviewers(
    version: Version, reviewer: Reviewer, played: Played
) -> None:
    other = another_workshop(played)
    ResponsibilityFactory(workshop=other)
    assert reviewer.url in sat(FacilitatorFactory(workshop=other)).get(f"/w/{other.id}/").content.decode()
