"""Quiet signals by name: a hand that is up, and "I'm ready"."""

import pytest

from tests.factories import ParticipantFactory
from tests.sittings import Sitting, sat, sitting, tables
from workshops.models import Participant, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Sitting:
    return sitting("discussion")


def bar(here: Sitting, who: Participant) -> str:
    """What the bar below somebody's board says, without what is behind it."""
    return " ".join(here.get(who).text.split('id="crew"')[1].split("</details>")[0].split())


def raise_hand(here: Sitting, who: Participant) -> None:
    assert here.send(who, "hand", up="1").status_code == 200


def say_ready(here: Sitting, who: Participant, ready: str = "1") -> None:
    answer = here.send(who, "ready", **{"for": here.now().stage, "ready": ready})
    assert answer.status_code == 200


def test_everybody_sees_whose_hand_is_up_in_the_order_in_which_they_went_up(here: Sitting) -> None:
    for who in (here.bo, here.ann, here.bo):
        raise_hand(here, who)
    for who in (here.ann, here.facilitator):
        assert "Hands up: Bo, Ann." in bar(here, who)
    here.send(here.bo, "hand", up="0")
    assert "Hands up: Ann." in bar(here, here.facilitator)


def test_the_answer_has_ones_own_button_and_leaves_what_one_is_doing_alone(here: Sitting) -> None:
    answer = here.send(here.ann, "hand", up="1")
    own = answer.text.split("#own-signals")[1]
    assert 'aria-label="Raise hand" aria-pressed="true"' in own
    assert 'hx-target="#crew"' in answer.text
    assert 'hx-target="#mine"' not in answer.text


def test_without_scripts_the_buttons_work_as_well(here: Sitting) -> None:
    answer = here.post(here.ann, "hand", up="1")
    assert (answer.status_code, answer["Location"]) == (303, here.url("workshop"))
    page = here.get(here.ann).text
    assert 'aria-label="Raise hand" aria-pressed="true"' in page
    assert 'aria-label="I’m ready" aria-pressed="false"' in page


def test_who_is_ready_is_counted_and_named(here: Sitting) -> None:
    assert "Nobody is ready yet" in bar(here, here.bo)
    say_ready(here, here.ann)
    for who in (here.bo, here.facilitator):
        assert "1 of 2 ready" in bar(here, who)
    assert "Ann</span>" in bar(here, here.bo).split("1 of 2 ready")[2]
    say_ready(here, here.bo)
    assert "Everybody is ready." in bar(here, here.bo)
    say_ready(here, here.bo, ready="0")
    assert "1 of 2 ready" in bar(here, here.bo)


def test_a_change_of_stage_starts_it_anew_both_ways_and_lowers_no_hand(here: Sitting) -> None:
    say_ready(here, here.ann)
    raise_hand(here, here.bo)
    for expected, to in (("discussion", "clustering"), ("clustering", "discussion")):
        here.send(here.facilitator, "stage", expected=expected, to=to)
        assert "Nobody is ready yet" in bar(here, here.ann)
        assert "Hands up: Bo." in bar(here, here.ann)
    assert 'aria-label="I’m ready" aria-pressed="false"' in here.get(here.ann).text


def test_ready_is_said_of_the_stage_that_one_saw(here: Sitting) -> None:
    answer = here.send(here.ann, "ready", **{"for": "voting", "ready": "1"})
    assert answer.status_code == 422
    assert "moved on to Discussion" in answer.text
    assert here.send(here.ann, "ready", **{"for": "party", "ready": "1"}).status_code == 422
    assert not Participant.objects.exclude(ready_for="").exists()


def test_a_facilitator_lowers_one_hand_or_all(here: Sitting) -> None:
    cleo = ParticipantFactory(workshop=here.workshop, name="Cleo")
    for who in (here.ann, here.bo, cleo):
        raise_hand(here, who)
    assert here.send(here.facilitator, "lower-hand", here.bo.id).status_code == 200
    assert "Hands up: Ann, Cleo." in bar(here, here.ann)
    assert here.send(here.facilitator, "lower-hands").status_code == 200
    assert "No hands up" in bar(here, here.ann)
    assert here.send(here.ann, "lower-hands").status_code == 403


def test_whoever_is_removed_signals_nothing_any_more(here: Sitting) -> None:
    raise_hand(here, here.bo)
    say_ready(here, here.bo)
    client = sat(here.bo, htmx=True)
    here.send(here.facilitator, "remove-participant", here.bo.id)
    assert "Bo" not in bar(here, here.ann)
    assert client.post(here.url("hand"), {"up": "1"}).status_code == 403
    here.send(here.facilitator, "let-back-in", here.bo.id)
    assert "Bo" not in bar(here, here.ann)


@pytest.mark.parametrize("name", ["hand", "ready"])
def test_a_closed_workshop_has_no_signals(here: Sitting, name: str) -> None:
    here.close()
    before = tables()
    answer = here.send(here.ann, name, **{"up": "1", "for": "discussion", "ready": "1"})
    assert answer.status_code == 422
    assert tables() == before
    assert "raise-hand" not in here.get(here.ann).text


def test_a_signal_touches_nothing_else_of_the_board(here: Sitting) -> None:
    raise_hand(here, here.ann)
    now = here.now()
    assert now.touched["signals"] == now.revision
    assert now.touched.get("*", 0) < now.revision


def test_signals_say_nothing_on_the_screen() -> None:
    here = sitting(Stage.VOTING)
    raise_hand(here, here.ann)
    assert "Ann" not in here.get(here.facilitator, "screen").text.split("<main")[1].split('id="voters"')[0]
