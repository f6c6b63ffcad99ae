"""Hints: what a facilitator may want to know now. They get them and nobody else, and no name is in them."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from live.drawings import draw
from tests.factories import ParticipantFactory
from tests.sittings import Sitting, sitting
from workshops.actions.clock import set_deadline
from workshops.hints import Hint
from workshops.models import Names, Stage
from workshops.run_sheet import hints_of
from workshops.stages import room_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Sitting:
    return sitting(Stage.LISTING)


def hints(here: Sitting) -> list[str]:
    """What is said now, without any time having to pass."""
    workshop = here.now()
    return [hint.words for hint in hints_of(workshop, here.planned()[workshop.at]) if not (hint.after or hint.since)]


def waiting(here: Sitting) -> dict[str, int]:
    workshop = here.now()
    return {
        hint.words: hint.after for hint in hints_of(workshop, here.planned()[workshop.at]) if hint.after or hint.since
    }


def test_listing_says_when_everybody_has_added(here: Sitting) -> None:
    here.listed("One", by=here.ann)
    assert hints(here) == []
    here.listed("Two", by=here.bo)
    assert hints(here) == ["All 2 have added something."]
    assert "All 2 have added something." in here.controls()


def test_voting_says_who_is_done_in_numbers() -> None:
    here = sitting(Stage.VOTING)
    third = ParticipantFactory(workshop=here.workshop, name="Cy")
    card = here.listed("Hire engineers")
    for voter, said in ((here.ann, []), (here.bo, ["2 of 3 are done."]), (third, None)):
        assert here.send(voter, "vote", card.id, colour="green").status_code == 200
        if said is not None:
            assert hints(here) == said
    assert hints(here) == ["All 3 have voted. Reveal the votes when you are ready."]
    assert "All 3 have voted." in here.controls()


def test_discussion_and_clustering_say_when_there_is_nothing_left() -> None:
    assert hints(sitting(Stage.DISCUSSION)) == ["Everything is settled. Time for Clustering."]
    assert hints(sitting(Stage.CLUSTERING)) == ["Everything has a place. Time to read the Framework together."]
    here = sitting(Stage.DISCUSSION)
    here.voted(here.listed("Hire engineers"), ann="g", bo="g")
    assert hints(here) == ["What is left is agreed. Accept it all, or look once more."]


def test_what_depends_on_the_time_waits_for_it(here: Sitting) -> None:
    here.entered(minutes=3)
    assert waiting(here) == {
        "The 8 minutes planned for Listing are over.": 480,
        "Nobody has added anything for {time}.": 120,
    }
    html = here.controls()
    assert 'data-words="Nobody has added anything for {time}." data-after="120" hidden' in html


@pytest.mark.parametrize("stage", [Stage.LISTING, Stage.VOTING, Stage.DISCUSSION, Stage.CLUSTERING])
def test_doing_what_the_stage_is_for_ends_the_quiet(stage: Stage) -> None:
    here = sitting(stage)
    card = here.listed("Hire engineers")
    here.entered(minutes=10)
    before = here.now().quiet_since
    does: dict[Stage, Any] = {
        Stage.LISTING: lambda: here.send(here.ann, "responsibilities", text="One", category=here.category),
        Stage.VOTING: lambda: here.send(here.ann, "vote", card.id, colour="green"),
        Stage.DISCUSSION: lambda: here.send(here.facilitator, "decision", card.id, colour="green"),
        Stage.CLUSTERING: lambda: here.send(here.ann, "placing", responsibility=[card.id], area="New"),
    }
    assert does[stage]().status_code == 200
    since = here.now().quiet_since
    assert before
    assert since
    assert since > before
    activity = draw("w", str(here.workshop.id), "facilitator").region("lull")
    assert activity
    assert f'data-since="{round(since.timestamp() * 1000)}"' in activity.html


def test_another_vote_brings_facilitators_only_the_time_of_it(settings: Any) -> None:
    settings.LIVE_DRAWINGS = 100
    here = sitting(Stage.VOTING)
    cards = [here.listed(f"Number {number}") for number in range(5)]
    for card in cards[:2]:
        here.send(here.ann, "vote", card.id, colour="green")
    before = draw("w", str(here.workshop.id), "facilitator")
    here.send(here.ann, "vote", cards[2].id, colour="green")
    after = draw("w", str(here.workshop.id), "facilitator")
    assert after.region("controls") is before.region("controls")
    assert after.region("lull") != before.region("activity")


def test_over_days_nobody_is_told_of_quiet_minutes(here: Sitting) -> None:
    set_deadline(workshop=here.workshop, until=timezone.now() + timedelta(days=2))
    assert waiting(here) == {"The time for this has passed. Late ones still count until you move on.": 0}
    assert here.planned()[Stage.LISTING].over_days


@pytest.mark.parametrize("stage", Stage)
def test_no_hint_holds_a_name(stage: Stage) -> None:
    here = sitting(stage, names=Names.ANONYMOUS)
    here.voted(here.listed("Hire engineers"), ann="g", bo="r")
    for hint in room_of(stage).hints(here.now()):
        assert isinstance(hint, Hint)
        assert not {"Ann", "Bo", "Hire"} & set(hint.words.replace(".", "").split())
