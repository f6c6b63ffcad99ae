"""Signing in with a one-time link, and out again."""

import time
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from communities.actions.settle_in import settle_in
from communities.links import sign_in_url
from communities.models import Membership, User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return settle_in()


def path_of(user: User) -> str:
    return "/in/" + sign_in_url(user).split("/in/")[1]


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_fresh_link_signs_in_and_opens_home(client: Client, user: User) -> None:
    response = client.get(path_of(user), follow=True)
    assert response.redirect_chain == [("/", 302)]
    assert response.status_code == 200
    assert signed_in(client)


def test_a_link_works_once(client: Client, user: User) -> None:
    path = path_of(user)
    client.get(path)
    other = Client()
    response = other.get(path)
    assert response.status_code == 403
    assert "This link is spent" in response.text
    assert not signed_in(other)


def test_a_link_is_for_a_day(client: Client, user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    path = path_of(user)
    later = time.time() + timedelta(days=1, minutes=1).total_seconds()
    monkeypatch.setattr(time, "time", lambda: later)
    assert client.get(path).status_code == 403
    assert not signed_in(client)


@pytest.mark.parametrize("token", ["x", "AAAA" * 20, "%00", "é"])
def test_an_invented_link_is_refused(client: Client, token: str) -> None:
    assert client.get(f"/in/{token}/").status_code == 403


def test_somebody_who_left_is_refused(client: Client, user: User) -> None:
    path = path_of(user)
    User.objects.update(is_active=False)
    assert client.get(path).status_code == 403


def test_a_preview_does_not_use_the_link_up(client: Client, user: User) -> None:
    path = path_of(user)
    assert client.head(path).status_code == 405
    assert client.post(path).status_code == 405
    assert client.get(path).status_code == 302


def test_a_link_gets_a_session_of_its_own(client: Client, user: User) -> None:
    client.session.save()
    before = client.session.session_key
    client.get(path_of(user))
    assert client.session.session_key != before


def test_the_page_says_how_to_get_a_link(client: Client) -> None:
    response = client.get("/sign-in/")
    assert "manage.py sign_in_link" in response.text
    assert client.post("/sign-in/").status_code == 405


def test_the_page_sends_those_who_are_in_home(client: Client, user: User) -> None:
    client.force_login(user)
    assert client.get("/sign-in/")["Location"] == "/"


def test_signing_out_ends_the_session(client: Client, user: User) -> None:
    client.force_login(user)
    assert client.post("/sign-out/")["Location"] == "/"
    assert not signed_in(client)


def test_signing_out_takes_a_post_from_our_own_page(user: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").status_code == 403
    assert signed_in(client)


def test_settling_in_twice_makes_one_facilitator() -> None:
    first = settle_in()
    assert settle_in() == first
    assert Membership.objects.get().role == Membership.Role.OWNER


def test_the_command_prints_a_link_that_works(client: Client) -> None:
    out = StringIO()
    call_command("sign_in_link", stdout=out)
    assert client.get("/in/" + out.getvalue().strip().split("/in/")[1]).status_code == 302


def test_the_command_finds_people_by_name_and_address() -> None:
    UserFactory(name="Ann", email="ann@example.org")
    UserFactory(name="Bo", email="bo@example.org")
    UserFactory(name="Bo", email="other@example.org")
    for who in ("ann", "BO@example.org"):
        call_command("sign_in_link", who, stdout=StringIO())
    with pytest.raises(CommandError, match="More than one account"):
        call_command("sign_in_link", "Bo")
    with pytest.raises(CommandError, match="Nobody"):
        call_command("sign_in_link", "Cy")
