"""Guessing codes: allowed to mistype, not to try them all."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.sittings import Sitting, sitting
from tests.workshops.test_join import by_code
from workshops.attempts import MOST_IN_ALL, MOST_PER_SOURCE, WINDOW
from workshops.models import WrongCode

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Sitting:
    return sitting("lobby")


def guess(code: str, address: str = "192.0.2.7") -> Any:
    return by_code(code, Client(REMOTE_ADDR=address), name="Eve")


def guess_until_refused(address: str = "192.0.2.7") -> list[int]:
    return [guess(f"WRONG{n}", address).status_code for n in range(20)]


def test_twenty_wrong_codes_are_too_many() -> None:
    statuses = guess_until_refused()
    assert statuses == [422] * MOST_PER_SOURCE + [429] * (20 - MOST_PER_SOURCE)


def test_then_the_right_code_and_the_link_are_refused_too(here: Sitting) -> None:
    guess_until_refused()
    link = reverse("join-by-link", args=(here.workshop.code,))
    for answer in (
        guess(here.workshop.code),
        Client(REMOTE_ADDR="192.0.2.7").get(link),
        Client(REMOTE_ADDR="192.0.2.7").post(link, {"name": "Eve"}),
    ):
        assert answer.status_code == 429
        assert "Try again in ten minutes" in answer.text
    assert not here.workshop.participants.filter(name="Eve").exists()


def test_wrong_links_count_as_well() -> None:
    client = Client(REMOTE_ADDR="192.0.2.7")
    statuses = [client.get(f"/j/WRONG{n}/").status_code for n in range(20)]
    assert statuses == [404] * MOST_PER_SOURCE + [429] * (20 - MOST_PER_SOURCE)


def test_it_is_forgiven_when_the_window_is_over(here: Sitting) -> None:
    guess_until_refused()
    WrongCode.objects.update(at=timezone.now() - WINDOW - timedelta(seconds=1))
    assert guess(here.workshop.code).status_code == 303


def test_other_addresses_are_not_affected(here: Sitting) -> None:
    guess_until_refused()
    assert guess(here.workshop.code, "192.0.2.8").status_code == 303


def test_everybody_together_has_a_budget_too(here: Sitting) -> None:
    WrongCode.objects.bulk_create(WrongCode(source=str(n)) for n in range(MOST_IN_ALL))
    assert guess(here.workshop.code, "192.0.2.8").status_code == 429


def test_right_codes_cost_nothing(here: Sitting) -> None:
    assert {guess(here.workshop.code).status_code for _ in range(MOST_PER_SOURCE + 3)} == {303}


def test_no_address_is_kept(here: Sitting) -> None:
    guess("WRONG2")
    assert "192.0.2.7" not in WrongCode.objects.get().source


def test_old_ones_are_forgotten() -> None:
    guess("WRONG2")
    WrongCode.objects.update(at=timezone.now() - WINDOW - timedelta(seconds=1))
    guess("WRONG3")
    assert WrongCode.objects.count() == 1
