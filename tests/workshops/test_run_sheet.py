"""The run sheet: what is planned and noted, how the time stands, and hints. Facilitators get it and nobody else."""

from typing import Any

import pytest

from live.drawings import draw
from tests.looking import everything
from tests.sittings import Sitting, sat, sitting
from workshops.actions.run_sheet import keep_note
from workshops.models import Names, Stage, StageSheet, Workshop
from workshops.run_sheet import Planned, standing

pytestmark = pytest.mark.django_db
FIRST = "Ask Bo first"


@pytest.fixture
def here() -> Sitting:
    return sitting(Stage.LISTING)


def sheets(here: Sitting) -> dict[str, StageSheet]:
    return {sheet.stage: sheet for sheet in StageSheet.objects.filter(workshop=here.workshop)}


def move(here: Sitting, to: str) -> None:
    assert here.send(here.facilitator, "stage", expected=here.now().stage, to=to).status_code == 200


def note(here: Sitting, text: str, edition: int = 0, stage: str = "listing") -> Any:
    return here.send(here.facilitator, "keep-note", stage, note=text, edition=edition)


# The plan


def test_minutes_are_suggested_and_can_be_planned_otherwise(here: Sitting) -> None:
    assert here.planned()[Stage.VOTING].minutes == 5
    assert here.send(here.facilitator, "plan-minutes", "voting", minutes="25").status_code == 200
    assert here.planned()[Stage.VOTING].minutes == 25
    assert 'value="25"' in here.controls()
    assert here.send(here.facilitator, "plan-minutes", "voting", minutes="").status_code == 200
    assert here.planned()[Stage.VOTING].minutes == 5


@pytest.mark.parametrize("typed", ["0", "481", "-1", "x", "2.5"])
def test_not_every_number_is_one_of_minutes(here: Sitting, typed: str) -> None:
    answer = here.send(here.facilitator, "plan-minutes", "voting", minutes=typed)
    assert answer.status_code == 422
    assert "1 to 480 minutes" in answer.text
    assert 'hx-target="#sheet-voting-says"' in answer.text
    assert not sheets(here)


def test_there_are_no_other_stages(here: Sitting) -> None:
    url = here.url("plan-minutes", "listing").replace("listing", "lunch")
    assert sat(here.facilitator).post(url, {"minutes": "5"}).status_code == 404


def test_once_a_stage_has_begun_its_plan_stays(here: Sitting) -> None:
    move(here, "voting")
    before = here.planned()[Stage.VOTING].minutes
    for number in range(80):
        here.listed(f"Number {number}")
    assert here.planned()[Stage.VOTING].minutes == before
    assert here.planned()[Stage.DISCUSSION].minutes == 20


def test_how_long_each_stage_took_is_known_after_any_move(here: Sitting) -> None:
    here.entered(minutes=12)
    move(here, "voting")
    assert 719 <= sheets(here)["listing"].spent_seconds <= 725
    here.entered(minutes=4)
    move(here, "listing")
    here.entered(minutes=3)
    move(here, "voting")
    assert 899 <= sheets(here)["listing"].spent_seconds <= 905
    assert 239 <= sheets(here)["voting"].spent_seconds <= 245
    assert 'data-spent="24' in here.controls()


def test_a_workshop_from_before_there_were_run_sheets_goes_on(here: Sitting) -> None:
    Workshop.objects.filter(id=here.workshop.id).update(entered_at=None)
    assert "Run sheet" in here.get(here.facilitator).text
    move(here, "voting")
    assert sheets(here)["listing"].spent_seconds == 0
    assert here.now().entered_at


def planned(stage: Stage, state: str, minutes: int, spent: int, over_days: bool = False) -> Planned:
    return Planned(stage, state, minutes, minutes, 60 * spent, over_days, "", 0)


def test_how_the_plan_stands() -> None:
    rows = [
        planned(Stage.LOBBY, "past", 0, 30),
        planned(Stage.LISTING, "past", 10, 13),
        planned(Stage.VOTING, "past", 8, 600, over_days=True),
        planned(Stage.DISCUSSION, "now", 20, 5),
        planned(Stage.CLUSTERING, "ahead", 10, 4),
        planned(Stage.FRAMEWORK, "ahead", 5, 9),
    ]
    found = standing(rows, None)
    assert found.total == 45
    assert found.behind == 180
    assert found.ahead == 360


def test_the_time_counts_from_leaving_the_lobby() -> None:
    here = sitting(Stage.LOBBY)
    assert "They count from when you leave the Lobby" in here.controls()
    move(here, "listing")
    assert "Began at" in here.controls()


# Notes


def test_a_note_is_kept_and_shown_again(here: Sitting) -> None:
    assert note(here, "Ask Bo first\nand then <Ann>").status_code == 200
    assert "Ask Bo first\nand then &lt;Ann&gt;</textarea>" in here.controls()


@pytest.mark.parametrize("names", Names)
def test_nobody_but_facilitators_ever_gets_a_note_or_a_plan(names: str) -> None:
    here = sitting(Stage.FRAMEWORK, names=names)
    keep_note(workshop=here.workshop, stage=Stage.LISTING, note=FIRST, edition=0)
    keep_note(workshop=here.workshop, stage=Stage.FRAMEWORK, note=FIRST, edition=0)
    here.send(here.facilitator, "plan-minutes", "voting", minutes="77")
    assert FIRST in here.get(here.facilitator).text
    assert FIRST not in here.get(here.facilitator, "screen").text
    assert FIRST not in here.get(here.facilitator, "export-json").text
    for audience in ("participant", "screen", "participant:listing"):
        html = "".join(region.html for region in draw("w", str(here.workshop.id), audience).regions)
        assert FIRST not in html
        assert "Run sheet" not in html
        assert 'id="lull"' not in html
    for text in everything(here, here.ann)[1:]:
        assert FIRST not in text
        assert "Run sheet" not in text
        assert "run-sheet" not in text


def test_participants_can_neither_note_nor_plan(here: Sitting) -> None:
    for name in ("keep-note", "plan-minutes"):
        assert here.send(here.ann, name, "listing", note="Mine", minutes="3").status_code == 403
    assert not sheets(here)


def test_nobody_writes_over_what_they_have_not_read(here: Sitting) -> None:
    note(here, "From Fay")
    answer = note(here, "From somebody else")
    assert answer.status_code == 422
    assert "to “From Fay”. Yours is not saved." in answer.text
    assert 'form="note-listing" name="edition" value="1"' in answer.text
    assert sheets(here)["listing"].note == "From Fay"
    assert note(here, "From somebody else", edition=1).status_code == 200
    assert sheets(here)["listing"].note == "From somebody else"


def test_a_note_sent_twice_is_kept_once(here: Sitting) -> None:
    for _ in range(2):
        assert note(here, "From Fay").status_code == 200
    assert sheets(here)["listing"].edition == 1


def test_a_note_is_not_endless(here: Sitting) -> None:
    answer = note(here, "x" * 4001)
    assert answer.status_code == 422
    assert "at most 4000 fit" in answer.text


def test_a_closed_workshop_shows_its_notes_and_takes_no_more(here: Sitting) -> None:
    note(here, FIRST)
    here.close()
    assert note(here, "More", edition=1).status_code == 422
    assert FIRST in here.get(here.facilitator).text
    assert "<textarea" not in here.controls()
