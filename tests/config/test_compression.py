"""Whole pages go out compressed to whoever takes them so; short answers go out as they are."""

import gzip

import pytest

from tests.sittings import Sitting, sat, sitting
from workshops.models import Stage

pytestmark = pytest.mark.django_db
GZIP = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.fixture
def here() -> Sitting:
    here = sitting(Stage.VOTING)
    for number in range(30):
        here.listed(f"Keep number {number} of what a manager of engineers has to do")
    return here


def test_a_page_is_a_quarter_of_its_size_on_the_way(here: Sitting) -> None:
    plain = sat(here.ann).get(here.url("workshop"))
    assert "Content-Encoding" not in plain.headers
    packed = sat(here.ann).get(here.url("workshop"), headers=GZIP)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert int(packed.headers["Content-Length"]) == len(packed.content) < len(plain.content) / 3
    assert b"Keep number 29" in gzip.decompress(packed.content)


def test_the_same_page_is_not_always_as_long(here: Sitting) -> None:
    client = sat(here.ann)
    assert len({len(client.get(here.url("workshop"), headers=GZIP).content) for _ in range(20)}) > 3


def test_a_short_answer_goes_out_as_it_is(here: Sitting) -> None:
    answer = sat(here.ann).get("/clock/", headers=GZIP)
    assert "Content-Encoding" not in answer.headers
