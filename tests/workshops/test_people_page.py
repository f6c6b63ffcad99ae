"""The facilitators' page of the people, and the list below every board."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from live.drawings import draw
from live.regions import changed
from responsibilities.models import Vote
from tests.factories import ParticipantFactory
from tests.sittings import Sitting, sat, sitting
from tests.workshops.test_presence import come
from workshops.models import Stage
from workshops.presence import CROWD

pytestmark = pytest.mark.django_db


def roll(here: Sitting, **query: str) -> str:
    text: str = here.get(here.facilitator, "people", **query).text
    return text


def line(html: str, who: Any, prefix: str = "roll") -> str:
    return " ".join(html.split(f'id="{prefix}-{who.id}"')[1].split("</li>")[0].split())


@pytest.mark.parametrize("stage", Stage)
def test_at_every_stage_who_is_here_by_name(stage: Stage) -> None:
    here = sitting(stage)
    come(here, here.ann)
    come(here, here.bo, away=True)
    for html, prefix in ((roll(here), "roll"), (here.get(here.facilitator).text, "crew")):
        assert "1 here, 1 away" in html
        assert "is here" in line(html, here.ann, prefix)
        assert "away" in line(html, here.bo, prefix)
        assert "only steers" in line(html, here.facilitator, prefix)
    assert f'id="crew-{here.ann.id}"' not in here.get(here.ann).text


def test_who_is_done_by_name_while_that_is_counted() -> None:
    here = sitting("voting")
    card = here.listed("Meet new engineers")
    here.send(here.ann, "vote", card.id, colour="green")
    html = roll(here)
    assert "1 of 2 done" in html
    assert "done" in line(html, here.ann)
    assert "done" not in line(html, here.bo)
    here.send(here.facilitator, "reveal")
    assert "of 2 done" not in roll(here)


def test_removing_and_letting_back_in_from_there_loses_nothing() -> None:
    here = sitting("voting")
    here.voted(here.listed("Meet new engineers"), ann="g", bo="r")
    sheet = roll(here, person=str(here.bo.id))
    assert "Nothing is lost" in sheet
    answer = here.post(here.facilitator, "remove-participant", here.bo.id, at="people")
    assert answer["Location"] == f"{here.url('people')}?person={here.bo.id}#person"
    html = roll(here, person=str(here.bo.id))
    assert "removed" in line(html, here.bo)
    assert "Let Bo back in" in html
    here.post(here.facilitator, "let-back-in", here.bo.id, at="people")
    assert "removed" not in line(roll(here), here.bo)
    assert Vote.objects.filter(participant=here.bo).exists()


def test_a_facilitator_is_not_shown_out() -> None:
    here = sitting("lobby")
    answer = here.post(here.facilitator, "remove-participant", here.facilitator.id, at="people")
    assert answer.status_code == 422
    assert "A facilitator cannot be removed." in answer.text


@pytest.mark.parametrize("wanted", ["x", "", "00000000-0000-4000-8000-000000000000"])
def test_a_sheet_of_nobody_is_none(wanted: str) -> None:
    here = sitting("lobby")
    assert 'id="person"' not in roll(here, person=wanted)


def test_a_form_of_the_live_list_is_answered_with_the_list() -> None:
    here = sitting("lobby")
    here.send(here.ann, "hand", up="1")
    answer = here.send(here.facilitator, "lower-hands", at="people")
    assert answer.text.startswith('<hx-partial hx-target="#roll"')
    assert answer["Live-Position"] == here.now().position


def test_of_a_crowd_the_bar_says_numbers_and_the_page_names() -> None:
    here = sitting("listing")
    crowd = [ParticipantFactory(workshop=here.workshop) for _ in range(CROWD)]
    assert f'id="crew-{crowd[0].id}"' not in here.get(here.facilitator).text
    assert crowd[0].name in line(roll(here), crowd[0])


def asked(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert act().status_code == 200
    return len(queries)


def test_it_costs_the_same_for_three_as_for_fifty() -> None:
    here = sitting("voting")
    look = [
        lambda: sat(here.facilitator).get(here.url("people")),
        lambda: sat(here.facilitator).get(here.url("workshop")),
        lambda: sat(here.ann).get(here.url("workshop")),
        lambda: here.send(here.ann, "hand", up="1"),
    ]
    few = [asked(one) for one in look]
    for _ in range(50):
        ParticipantFactory(workshop=here.workshop)
    assert [asked(one) for one in look] <= few


def test_only_the_line_that_changed_is_sent() -> None:
    here = sitting("listing")
    before = draw("w", str(here.workshop.id), "people").regions
    come(here, here.ann)
    after = draw("w", str(here.workshop.id), "people").regions
    [frame] = changed(before, after)
    assert frame.id == "roll"  # the numbers differ as well
    come(here, here.facilitator)
    last = draw("w", str(here.workshop.id), "people").regions
    assert [region.id for region in changed(after, last)] == [f"roll-{here.facilitator.id}"]
