"""The log in words, and undoing from it: who may, once only, and what is in the way."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from live.drawings import draw
from tests.factories import ActivityFactory, AreaFactory
from tests.sittings import Sitting, sat, sitting
from workshops.actions.undoing import undo
from workshops.activity.log import BESIDE_THE_BOARD, ON_A_PAGE
from workshops.activity.words import in_words
from workshops.models import Activity, Participant, Stage, Workshop
from workshops.refusal import Refusal

pytestmark = pytest.mark.django_db


def said(here: Sitting) -> list[str]:
    """The log as text, the newest line first."""
    return [in_words(line, here.now()) for line in here.workshop.activity.order_by("-id")]


def newest(here: Sitting) -> Activity:
    found: Activity = here.workshop.activity.latest("id")
    return found


def sorted_by_ann(stage: Stage = Stage.CLUSTERING) -> Sitting:
    """Ann has moved two to Recruitment; then the workshop has come to `stage`."""
    here = sitting(Stage.CLUSTERING)
    cards = [here.listed(text).id for text in ("Interview", "Write adverts")]
    here.send(here.ann, "placing", responsibility=cards, area="Recruitment")
    if stage is not Stage.CLUSTERING:
        here.send(here.facilitator, "stage", expected="clustering", to=stage)
    return here


def shown(here: Sitting, role: str) -> str:
    region = draw("w", str(here.workshop.id), role).region("activity")
    return region.html if region else ""


def test_what_is_done_together_stands_in_the_log_with_who_and_when() -> None:
    here = sorted_by_ann(Stage.FRAMEWORK)
    assert said(here) == ["Fay moved the workshop to Framework", "Ann moved 2 to Recruitment"]
    page = here.get(here.bo).text
    assert "<bdi>Ann</bdi> moved 2 to <bdi>Recruitment</bdi>" in page
    assert f'datetime="{newest(here).at:%Y-%m-%dT%H:%M}' in page


def test_one_that_is_moved_is_named_and_cut_where_it_is_long() -> None:
    here = sitting(Stage.CLUSTERING)
    here.send(here.ann, "placing", responsibility=[here.listed("x" * 300).id], area="Recruitment")
    assert said(here) == [f"Ann moved “{'x' * 79}…” to Recruitment"]


def test_what_changes_nothing_leaves_no_line() -> None:
    here = sorted_by_ann()
    card = here.workshop.responsibilities.first()
    assert card
    here.send(here.bo, "placing", responsibility=[card.id], area="recruitment")
    here.send(here.bo, "placing", area="Recruitment")
    here.send(here.facilitator, "stage", expected="listing", to="voting")
    assert len(said(here)) == 1


def test_what_somebody_types_is_only_text() -> None:
    here = sitting(Stage.CLUSTERING)
    here.send(here.ann, "placing", area="<b>{who}</b> {0.__class__}")
    assert "&lt;b&gt;{who}&lt;/b&gt; {0.__class__}" in shown(here, "participant")


def test_a_line_is_undone_and_that_is_a_line_which_can_be_undone_in_turn() -> None:
    here = sorted_by_ann()
    first = newest(here)
    assert here.send(here.bo, "undo", first.id).status_code == 200
    assert not here.workshop.areas.exists()
    assert said(here)[0] == "Bo undid: Ann moved 2 to Recruitment"
    here.send(here.ann, "undo", newest(here).id)
    assert here.workshop.areas.get().responsibilities.count() == 2
    assert said(here)[0] == "Ann did again: Ann moved 2 to Recruitment"
    here.send(here.ann, "undo", newest(here).id)
    assert said(here)[0] == "Ann undid: Ann moved 2 to Recruitment"


def test_the_second_to_undo_a_line_is_told_who_was_first() -> None:
    here = sorted_by_ann()
    line = newest(here)
    here.send(here.bo, "undo", line.id)
    answer = here.send(here.ann, "undo", line.id)
    assert answer.status_code == 422
    assert "Bo has undone that already." in answer.text
    assert 'hx-target="#activity-said"' in answer.text
    # Bo's browser may not have heard the answer, and send it once more.
    assert here.send(here.bo, "undo", line.id).status_code == 200
    assert len(said(here)) == 2


@pytest.mark.parametrize("stage", [Stage.VOTING, Stage.FRAMEWORK])
def test_a_line_is_undone_at_its_own_stage(stage: Stage) -> None:
    here = sorted_by_ann(stage)
    line = here.workshop.activity.earliest("id")
    answer = here.send(here.facilitator, "undo", line.id)
    assert answer.status_code == 422
    assert f"That belongs to Clustering; the workshop is now at {stage.label}." in answer.text
    assert f"undo-{line.id}" not in shown(here, "facilitator")


def test_facilitators_undo_what_they_steer_and_nobody_else_does() -> None:
    here = sorted_by_ann(Stage.FRAMEWORK)
    line = newest(here)
    assert f"undo-{line.id}" not in shown(here, "participant")
    answer = here.send(here.ann, "undo", line.id)
    assert "Only a facilitator can undo that." in answer.text
    assert f"undo-{line.id}" in shown(here, "facilitator")
    assert here.send(here.facilitator, "undo", line.id).status_code == 200
    assert here.now().at is Stage.CLUSTERING


def test_a_move_that_somebody_has_moved_on_from_is_not_undone() -> None:
    here = sorted_by_ann(Stage.FRAMEWORK)
    line = newest(here)
    here.send(here.facilitator, "stage", expected="framework", to="voting")
    answer = here.send(here.facilitator, "undo", line.id)
    assert "Since then: Fay moved the workshop to Voting. Undo that first." in answer.text
    assert here.now().at is Stage.VOTING


@pytest.mark.parametrize(
    ("stage", "name", "why"),
    [
        (Stage.LISTING, "wall", "it has been read"),
        (Stage.VOTING, "reveal", "everybody has seen them"),
    ],
)
def test_what_has_been_seen_cannot_be_undone_and_the_log_says_why(stage: Stage, name: str, why: str) -> None:
    here = sitting(stage)
    here.listed("Interview")
    here.send(here.facilitator, name)
    assert why in shown(here, "participant")
    answer = here.send(here.facilitator, "undo", newest(here).id)
    assert answer.status_code == 422
    assert why in answer.text


def test_going_on_to_discussion_is_one_line_and_the_reveal_another() -> None:
    here = sitting(Stage.LISTING)
    here.listed("Interview")
    here.send(here.facilitator, "stage", expected="listing", to="discussion")
    assert said(here) == ["Fay revealed the votes", "Fay showed the wall", "Fay moved the workshop to Discussion"]
    here.send(here.facilitator, "undo", here.workshop.activity.earliest("id").id)
    assert here.now().at is Stage.LISTING
    assert here.workshop.wall_is_shown


def test_details_and_people_are_undone() -> None:
    here = sitting(purpose="To agree")
    here.send(here.facilitator, "details", title="Another", purpose="To differ")
    here.send(here.facilitator, "remove-participant", here.bo.id)
    assert said(here) == ["Fay removed Bo", "Fay changed what this workshop is about"]
    for line in here.workshop.activity.order_by("id"):
        assert here.send(here.facilitator, "undo", line.id).status_code == 200
    assert (here.now().title, here.workshop.purpose) == ("What is the EM role here?", "To agree")
    assert here.get(here.bo).status_code == 200
    here.send(here.facilitator, "undo", newest(here).id)
    assert here.get(here.bo).status_code == 403


def test_a_closed_workshop_undoes_nothing() -> None:
    here = sorted_by_ann()
    here.close()
    answer = here.send(here.ann, "undo", newest(here).id)
    assert answer.status_code == 422
    assert "This workshop is closed" in answer.text
    assert "Undo</button>" not in here.get(here.ann).text


def test_a_line_of_another_workshop_is_not_in_this_log() -> None:
    here, there = sorted_by_ann(), sorted_by_ann()
    answer = here.send(here.facilitator, "undo", newest(there).id)
    assert "not in the log of this workshop" in answer.text
    assert there.workshop.areas.exists()


def test_beside_the_board_stand_the_newest_and_older_ones_on_pages() -> None:
    here = sitting(Stage.CLUSTERING)
    ActivityFactory.create_batch(ON_A_PAGE + BESIDE_THE_BOARD, workshop=here.workshop, actor=here.ann)
    lines = list(here.workshop.activity.order_by("-id").values_list("id", flat=True))
    beside = shown(here, "participant")
    assert beside.count('class="deed"') == BESIDE_THE_BOARD
    assert f"?before={lines[BESIDE_THE_BOARD - 1]}" in beside
    older = here.get(here.ann, "activity", before=lines[BESIDE_THE_BOARD - 1]).text
    assert older.count('class="deed"') == ON_A_PAGE
    assert "Older" not in older
    assert here.get(here.ann, "activity", before="no number").text.count('class="deed"') == ON_A_PAGE
    assert "nothing older" in here.get(here.ann, "activity", before=lines[-1]).text


def test_its_page_works_without_javascript() -> None:
    here = sorted_by_ann()
    line = newest(here)
    client = sat(here.ann)
    answer = client.post(here.url("undo", line.id), {"before": ""})
    assert (answer.status_code, answer["Location"]) == (303, here.url("activity"))
    assert "Undone" in client.get(here.url("activity")).text
    refused = sat(here.bo).post(here.url("undo", line.id), {"before": ""})
    assert refused.status_code == 422
    assert "Ann has undone that already." in refused.text
    # From the board it leads back to the board.
    assert here.post(here.ann, "undo", newest(here).id)["Location"] == here.url("workshop")


def test_votes_and_newcomers_leave_it_as_it_is(settings: Settings) -> None:
    settings.LIVE_DRAWINGS = 100
    here = sitting(Stage.VOTING)
    cards = [here.listed(f"Number {number}") for number in range(3)]
    here.send(here.ann, "vote", cards[0].id, colour="green")
    before = draw("w", str(here.workshop.id), "participant").region("activity")
    here.send(here.ann, "vote", cards[1].id, colour="red")
    assert draw("w", str(here.workshop.id), "participant").region("activity") is before
    assert said(here) == []


def test_a_long_log_takes_as_many_queries_as_a_short_one() -> None:
    here = sitting(Stage.CLUSTERING)
    counts = []
    for more in (2, BESIDE_THE_BOARD):
        ActivityFactory.create_batch(more, workshop=here.workshop)
        with CaptureQueriesContext(connection) as asked:
            here.get(here.ann, "activity")
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_two_who_undo_at_once_undo_once() -> None:
    here = sorted_by_ann()
    line = newest(here)

    def by(who: Participant) -> Activity:
        return undo(workshop=Workshop.objects.get(id=here.workshop.id), line_id=line.id, by=who)

    heard = at_once(lambda: by(here.ann), lambda: by(here.bo))
    assert sorted(type(one).__name__ for one in heard) == ["Activity", "UndoneBefore"]
    assert len(said(here)) == 2
    assert not here.workshop.areas.exists()


@pytest.mark.django_db(transaction=True)
def test_an_undo_and_a_later_change_do_not_mix() -> None:
    here = sorted_by_ann()
    line, area = newest(here), here.workshop.areas.get()
    AreaFactory(workshop=here.workshop, name="Onboarding")
    at_once(
        lambda: here.send(here.bo, "undo", line.id).status_code,
        lambda: here.send(here.ann, "area", area.id, name="Hiring").status_code,
    )
    names = {*here.workshop.areas.values_list("name", flat=True)}
    # Whoever was first, the other was refused or went before.
    assert names in ({"Onboarding"}, {"Onboarding", "Hiring"})


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do these in threads of their own that begin together; return what each returned or was refused with."""
    heard: list[Any] = []
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> None:
        gate.wait()
        try:
            heard.append(act())
        except Refusal as refusal:
            heard.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return heard


def test_whoever_did_it_may_be_gone() -> None:
    here = sorted_by_ann()
    Participant.objects.filter(id=here.ann.id).delete()
    assert said(here) == ["Somebody moved 2 to Recruitment"]
