"""The people of a workshop: shown out, and let back in."""

import pytest

from tests.factories import ParticipantFactory
from tests.sittings import Sitting, sat, sitting, tables

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Sitting:
    return sitting("lobby")


def test_whoever_is_shown_out_is_out_at_once(here: Sitting) -> None:
    client = sat(here.bo)
    answer = here.send(here.facilitator, "remove-participant", here.bo.id)
    assert answer.status_code == 200
    assert "Let Bo back in" in answer.text
    assert client.get(here.url("workshop")).status_code == 403
    assert "Bo" not in here.get(here.ann).text.split('id="people"')[1].split("</ul>")[0]


def test_and_is_in_again_when_let_back_in(here: Sitting) -> None:
    for _ in range(2):
        here.send(here.facilitator, "remove-participant", here.bo.id)
    for _ in range(2):
        assert here.send(here.facilitator, "let-back-in", here.bo.id).status_code == 200
    assert here.get(here.bo).status_code == 200


def test_what_they_wrote_stays(here: Sitting) -> None:
    here = sitting("discussion")
    here.listed("Meet new engineers", by=here.bo)
    here.send(here.facilitator, "remove-participant", here.bo.id)
    assert "Meet new engineers" in here.get(here.ann).text


def test_a_facilitator_is_not_shown_out(here: Sitting) -> None:
    before = tables()
    answer = here.send(here.facilitator, "remove-participant", here.facilitator.id)
    assert answer.status_code == 422
    assert "A facilitator cannot be removed." in answer.text
    assert tables() == before


@pytest.mark.parametrize("name", ["remove-participant", "let-back-in"])
def test_people_of_another_workshop_are_not_found(here: Sitting, name: str) -> None:
    before = tables()
    assert here.send(here.facilitator, name, ParticipantFactory().id).status_code == 404
    assert here.send(here.ann, name, here.bo.id).status_code == 403
    assert {k: v for k, v in tables().items() if k == "workshops_participant"} != {}
    changed = {table for table, rows in tables().items() if rows != before[table]}
    # The factory made the other person, with a workshop of their own.
    assert changed <= {"workshops_participant", "workshops_workshop", "workshops_category", "communities_community"}
