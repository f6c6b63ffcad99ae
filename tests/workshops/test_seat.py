"""The seat: a signed cookie for one person in one workshop."""

from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import FacilitatorFactory, UserFactory
from tests.sittings import Sitting, name_on, sat, sitting
from workshops.access import COOKIE_AGE, facilitator_token
from workshops.cookies import COOKIE, WAY_BACK
from workshops.models import Participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Sitting:
    return sitting("lobby")


def joined(here: Sitting) -> Any:
    return Client().post(reverse("join-by-link", args=(here.workshop.code,)), {"name": "Cleo"})


def with_cookie(value: str, name: str = COOKIE) -> Client:
    client = Client()
    client.cookies[name] = value
    return client


def status(client: Client, here: Sitting) -> int:
    answer: int = client.get(here.url("workshop")).status_code
    return answer


def seat_of(participant: Participant) -> str:
    return sat(participant).cookies[COOKIE].value


def test_both_cookies_are_kept_from_scripts_and_from_other_paths(here: Sitting) -> None:
    cookies = joined(here).cookies
    assert set(cookies) == {COOKIE, WAY_BACK}
    assert cookies[COOKIE]["path"] == f"/w/{here.workshop.id}/"
    assert cookies[WAY_BACK]["path"] == f"/j/{here.workshop.code}/"
    for cookie in cookies.values():
        assert cookie["httponly"] is True
        assert cookie["samesite"] == "Lax"
        assert cookie["max-age"] == COOKIE_AGE


def test_over_https_they_are_for_https_only(here: Sitting, settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = True
    assert all(cookie["secure"] is True for cookie in joined(here).cookies.values())


def test_a_cookie_that_was_tampered_with_is_none(here: Sitting) -> None:
    value = seat_of(here.ann)
    payload, stamp, signature = value.split(":")
    forged = signing.b64_encode(f'["{here.facilitator.id}","{here.facilitator.pass_key}"]'.encode()).decode()
    assert status(with_cookie(value), here) == 200
    for wrong in (
        "",
        "x",
        "::",
        value[:-1],
        value + "x",
        f"{forged}:{stamp}:{signature}",
        f"{payload}:{stamp}:{signature[::-1]}",
        str(here.ann.id),
    ):
        assert status(with_cookie(wrong), here) == 403, wrong


@pytest.mark.parametrize("content", ["text", 7, None, [], ["one"], ["a", "b", "c"]])
def test_even_a_signed_cookie_of_another_shape_is_none(here: Sitting, content: Any) -> None:
    assert status(with_cookie(signing.dumps(content, salt="workshops.seat")), here) == 403


def test_a_seat_elsewhere_is_none_here(here: Sitting) -> None:
    there = sitting("lobby")
    assert status(sat(there.facilitator), here) == 403
    assert status(with_cookie(seat_of(there.ann), WAY_BACK), here) == 403


def test_a_facilitators_link_is_no_cookie_and_a_cookie_no_link(here: Sitting) -> None:
    assert status(with_cookie(facilitator_token(here.facilitator)), here) == 403
    address = reverse("facilitate", args=(here.workshop.id, seat_of(here.facilitator)))
    assert Client().get(address).status_code == 404


def test_a_swapped_cookie_is_the_other_person_and_nobody_more(here: Sitting) -> None:
    client = with_cookie(seat_of(here.bo))
    assert name_on(client.get(here.url("workshop"))) == here.bo.name
    assert client.post(here.url("stage"), {"expected": "lobby", "to": "listing"}).status_code == 403


def test_an_old_cookie_is_none(here: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    value = seat_of(here.ann)
    later = timezone.now().timestamp() + COOKIE_AGE + 1
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert status(with_cookie(value), here) == 403


def test_a_new_pass_locks_old_cookies_out(here: Sitting) -> None:
    value = seat_of(here.ann)
    Participant.objects.filter(id=here.ann.id).update(pass_key="another")
    assert status(with_cookie(value), here) == 403


def test_a_removed_persons_cookie_opens_nothing_until_they_are_let_back_in(here: Sitting) -> None:
    client = sat(here.ann)
    Participant.objects.filter(id=here.ann.id).update(removed_at=timezone.now())
    for name in ("workshop", "mine", "export-json"):
        assert client.get(here.url(name)).status_code == 403
    Participant.objects.filter(id=here.ann.id).update(removed_at=None)
    assert status(client, here) == 200


def test_the_way_back_leads_to_the_same_seat(here: Sitting) -> None:
    answer = with_cookie(seat_of(here.ann), WAY_BACK).get(reverse("join-by-link", args=(here.workshop.code,)))
    assert (answer.status_code, answer["Location"]) == (303, here.url("workshop"))


def test_an_account_has_its_seat_without_a_cookie(here: Sitting) -> None:
    user = UserFactory()
    FacilitatorFactory(workshop=here.workshop, user=user)
    client = Client()
    client.force_login(user)
    assert status(client, here) == 200
    client.force_login(UserFactory())
    assert status(client, here) == 403


def test_a_facilitators_link_makes_a_browser_theirs(here: Sitting) -> None:
    client = Client()
    answer = client.get(reverse("facilitate", args=(here.workshop.id, facilitator_token(here.facilitator))))
    assert (answer.status_code, answer["Location"]) == (303, here.url("workshop"))
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert name_on(client.get(here.url("workshop"))) == here.facilitator.name


def test_a_facilitators_link_is_for_facilitators_of_this_workshop(here: Sitting) -> None:
    there = sitting("lobby")
    for token in ("x", facilitator_token(here.ann), facilitator_token(there.facilitator)):
        assert Client().get(reverse("facilitate", args=(here.workshop.id, token))).status_code == 404


def test_a_page_can_be_looked_at_with_head(here: Sitting) -> None:
    assert sat(here.ann).head(here.url("workshop")).status_code == 200
    assert Client().head(here.url("workshop")).status_code == 403
