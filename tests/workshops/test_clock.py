"""The timer and the deadline: one end, kept by the server, and nothing that happens at it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from live.drawings import draw
from tests.sittings import Sitting, sitting
from workshops.actions.clock import start_timer
from workshops.activity.words import in_words
from workshops.models import Stage, Workshop

pytestmark = pytest.mark.django_db
VERBS = ("timer", "add-minute", "pause-timer", "resume-timer", "stop-clock", "deadline")


@pytest.fixture
def here() -> Sitting:
    return sitting(Stage.LISTING)


def press(here: Sitting, name: str, **data: Any) -> int:
    status: int = here.send(here.facilitator, name, **data).status_code
    return status


def left(here: Sitting) -> int:
    return here.now().left(timezone.now())


def aged(here: Sitting, **ago: float) -> None:
    """Let so much time have passed since the timer was set."""
    ends = here.now().ends_at
    assert ends
    Workshop.objects.filter(id=here.workshop.id).update(ends_at=ends - timedelta(**ago))
    here.now()


def shown(here: Sitting, audience: str = "participant") -> str:
    clock = draw("w", str(here.workshop.id), audience).region("clock")
    assert clock
    return clock.html


def test_the_server_says_what_time_it_is() -> None:
    before = timezone.now().timestamp() * 1000
    now = Client().get("/clock/").json()["now"]
    assert before - 1 <= now <= timezone.now().timestamp() * 1000 + 1


def test_a_timer_runs_to_one_end_for_everybody(here: Sitting) -> None:
    assert press(here, "timer", minutes="5") == 200
    assert 295 < left(here) <= 300
    ends = here.now().ends_at
    assert ends
    for audience in ("participant", "facilitator", "screen", "participant:lobby"):
        assert f'data-ends="{round(ends.timestamp() * 1000)}"' in shown(here, audience)
        assert f"{ends:%H:%M}" in shown(here, audience)  # in words, for who has no script


def test_the_screen_has_nothing_to_press(here: Sitting) -> None:
    press(here, "timer", minutes="5")
    assert "<button" in shown(here)
    assert "<button" not in shown(here, "screen")


@pytest.mark.parametrize("typed", ["", "0", "-3", "241", "1.5", "x", "9" * 30, "٣"])
def test_not_every_number_is_one_of_minutes(here: Sitting, typed: str) -> None:
    answer = here.send(here.facilitator, "timer", minutes=typed)
    assert answer.status_code == 422
    assert "1 to 240 minutes" in answer.text
    assert 'hx-target="#timer-says"' in answer.text
    assert not here.now().is_counting


def test_a_minute_more_is_added_once_however_many_press(here: Sitting) -> None:
    press(here, "timer", minutes="5")
    mark = here.now().mark
    for _ in range(3):
        assert press(here, "add-minute", expected=mark) == 200
    assert 355 < left(here) <= 360


def test_a_minute_more_after_the_end_is_a_minute_from_now(here: Sitting) -> None:
    press(here, "timer", minutes="5")
    aged(here, minutes=20)
    assert left(here) == 0
    press(here, "add-minute", expected=here.now().mark)
    assert 55 < left(here) <= 60


def test_a_paused_timer_stands_still_and_goes_on(here: Sitting) -> None:
    press(here, "timer", minutes="5")
    aged(here, seconds=30)
    press(here, "pause-timer")
    stood = here.now().seconds_left
    assert stood
    assert 265 < stood <= 270
    assert here.workshop.ends_at is None
    assert f'data-left="{stood}"' in shown(here)
    press(here, "add-minute", expected=here.now().mark)
    press(here, "pause-timer")
    press(here, "resume-timer")
    press(here, "resume-timer")
    assert stood + 55 < left(here) <= stood + 60


def test_pausing_what_is_over_changes_nothing(here: Sitting) -> None:
    press(here, "timer", minutes="5")
    aged(here, minutes=6)
    before = here.now().ends_at
    press(here, "pause-timer")
    assert here.now().ends_at == before


def test_a_stopped_timer_is_gone(here: Sitting) -> None:
    press(here, "timer", minutes="5")
    assert press(here, "stop-clock") == 200
    assert not here.now().is_counting
    assert "clock-tag" not in shown(here)


def test_at_zero_nothing_is_cut_off(here: Sitting) -> None:
    press(here, "timer", minutes="5")
    aged(here, minutes=6)
    answer = here.send(here.ann, "responsibilities", text="A last thought", category=here.category, client_key="k")
    assert answer.status_code == 200
    card = here.workshop.responsibilities.get()
    assert not card.is_late
    assert "finish your thought" in shown(here)


@pytest.mark.parametrize("name", VERBS)
def test_only_facilitators_set_it(here: Sitting, name: str) -> None:
    start_timer(workshop=here.workshop, minutes=5)
    before = here.now().ends_at
    assert here.send(here.ann, name, minutes="3", until="2090-01-01T00:00").status_code == 403
    assert here.now().ends_at == before


@pytest.mark.parametrize("name", VERBS)
def test_not_in_a_closed_workshop(here: Sitting, name: str) -> None:
    here.close()
    until = (timezone.now() + timedelta(days=1)).isoformat()
    assert press(here, name, minutes="3", instant=until) == 422
    assert not here.now().is_counting


def test_a_change_of_the_clock_draws_nothing_else(here: Sitting, settings: Any) -> None:
    settings.LIVE_DRAWINGS = 100
    here.listed("Hire engineers")
    before = draw("w", str(here.workshop.id), "participant")
    press(here, "timer", minutes="5")
    after = draw("w", str(here.workshop.id), "participant")
    assert after.region("board") is before.region("board")
    assert after.region("clock") != before.region("clock")


# The deadline


def set_deadline(here: Sitting, until: datetime) -> int:
    return press(here, "deadline", instant=until.isoformat())


def test_a_stage_can_be_open_until_a_date(here: Sitting) -> None:
    until = datetime(timezone.now().year + 1, 1, 9, 17, 0, tzinfo=UTC)
    assert until < timezone.now() + timedelta(days=366)
    assert set_deadline(here, until) == 200
    assert here.now().ends_at == until
    assert here.workshop.is_deadline
    assert f'datetime="{until:%Y}-01-09T17:00:00+00:00"' in shown(here)
    assert f"{until:%a} 9 Jan, 17:00 (UTC)" in shown(here)


def test_without_a_script_it_is_in_the_servers_time_zone(here: Sitting, settings: Any) -> None:
    settings.TIME_ZONE = "Asia/Tokyo"
    local = (timezone.now() + timedelta(days=3)).astimezone(timezone.get_default_timezone())
    assert press(here, "deadline", until=f"{local:%Y-%m-%dT%H:%M}") == 200
    assert here.now().ends_at == local.replace(second=0, microsecond=0)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({}, "Choose a date and a time."),
        ({"until": "soon"}, "Choose a date and a time."),
        ({"until": "2026-06-31T10:00"}, "Choose a date and a time."),
        ({"instant": "2020-01-01T00:00:00Z"}, "That has passed already"),
        ({"instant": "2999-01-01T00:00:00Z"}, "more than a year away"),
    ],
)
def test_not_every_moment_is_a_deadline(here: Sitting, data: dict[str, str], says: str) -> None:
    answer = here.send(here.facilitator, "deadline", **data)
    assert answer.status_code == 422
    assert says in answer.text
    assert 'hx-target="#deadline-says"' in answer.text
    assert not here.now().is_counting


@pytest.mark.parametrize("stage", Stage)
def test_only_collecting_and_voting_go_on_over_days(stage: Stage) -> None:
    here = sitting(stage)
    wanted = 200 if stage in (Stage.LISTING, Stage.VOTING) else 422
    assert set_deadline(here, timezone.now() + timedelta(days=1)) == wanted


def test_after_it_late_ones_still_count_and_facilitators_are_told(here: Sitting) -> None:
    set_deadline(here, timezone.now() + timedelta(days=1))
    aged(here, days=2)
    assert here.now().is_deadline
    assert here.send(here.ann, "responsibilities", text="Late", category=here.category).status_code == 200
    assert here.workshop.responsibilities.get().is_late is False
    assert "The time for this has passed" in shown(here)
    controls = draw("w", str(here.workshop.id), "facilitator").region("controls")
    assert controls
    assert "Late ones still count until you move on" in controls.html


def test_a_timer_takes_the_place_of_a_deadline_and_the_other_way_round(here: Sitting) -> None:
    set_deadline(here, timezone.now() + timedelta(days=1))
    press(here, "timer", minutes="5")
    assert here.now().has_timer
    press(here, "pause-timer")
    set_deadline(here, timezone.now() + timedelta(days=1))
    assert here.now().is_deadline
    assert here.workshop.seconds_left is None


def test_a_deadline_is_not_paused_and_has_no_minute_more(here: Sitting) -> None:
    set_deadline(here, timezone.now() + timedelta(days=1))
    before = here.now().ends_at
    press(here, "pause-timer")
    press(here, "add-minute", expected=here.now().mark)
    assert here.now().ends_at == before


# Moving on


def move(here: Sitting, to: str) -> None:
    assert press(here, "stage", expected=here.now().stage, to=to) == 200
    assert here.now().stage == to


def test_each_stage_keeps_its_own(here: Sitting) -> None:
    until = timezone.now() + timedelta(days=1)
    set_deadline(here, until)
    move(here, "voting")
    assert not here.now().is_counting
    press(here, "timer", minutes="5")
    press(here, "pause-timer")
    move(here, "listing")
    assert (here.now().ends_at, here.workshop.is_deadline) == (until, True)
    move(here, "voting")
    assert here.now().seconds_left == 300


def test_a_timer_that_ran_out_meanwhile_is_over(here: Sitting) -> None:
    press(here, "timer", minutes="5")
    aged(here, minutes=6)
    move(here, "voting")
    move(here, "listing")
    assert not here.now().is_counting


def test_it_either_runs_or_is_paused(here: Sitting) -> None:
    with pytest.raises(IntegrityError):
        Workshop.objects.filter(id=here.workshop.id).update(ends_at=timezone.now(), seconds_left=3)


def test_the_log_says_who_set_the_clock_and_that_it_is_simply_set_anew(here: Sitting) -> None:
    press(here, "timer", minutes="5")
    press(here, "stop-clock")
    press(here, "stop-clock")
    press(here, "deadline", instant=(timezone.now() + timedelta(days=1)).isoformat())
    press(here, "stop-clock")
    lines = list(here.workshop.activity.order_by("id"))
    assert [in_words(line, here.now()) for line in lines] == [
        "Fay set the timer to 5 minutes",
        "Fay stopped the timer",
        "Fay set a deadline for Listing",
        "Fay took the deadline away",
    ]
    answer = here.send(here.facilitator, "undo", lines[0].id)
    assert "The clock can be set anew at any time." in answer.text
