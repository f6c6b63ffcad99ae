"""The end of a rehearsal: nothing simulated is left, and what real people wrote and voted is as it was."""

from typing import Any

import pytest
from django.utils import timezone

from responsibilities.actions import clustering, discussion, merging
from responsibilities.models import Area, Ballot, Decision, Focus, Idea, Note, Reason, Responsibility, Turnout, Vote
from responsibilities.workshop_file.exporting import export
from tests.factories import DecisionFactory, IdeaFactory, NoteFactory, ParticipantFactory
from tests.responsibilities.rehearsals import Colleague, begun, colleague, end, stage_set
from tests.sittings import Sitting, rows_naming, tables
from workshops.actions.stages import move_stage
from workshops.models import Activity, Participant, Rehearsal, Stage, StageSheet, Workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Sitting:
    return stage_set()


def moved(here: Sitting, to: Stage) -> None:
    move_stage(workshop=here.workshop, expected=here.now().at, to=to)
    here.now()


def real(here: Sitting) -> dict[str, Any]:
    """Everything there is of the workshop, but for where it stands on the board's own clock."""
    return export(here.now())


def rows(here: Sitting) -> dict[str, list[Any]]:
    """All rows of the workshop, exactly."""
    models = (Area, Responsibility, Ballot, Vote, Reason, Decision, Note, Idea, Participant, StageSheet, Activity)
    found = {
        model.__name__: list(model.objects.filter(workshop=here.workshop).order_by("pk").values()) for model in models
    }
    apart = {"revision", "touched", "counted_at", "papers_counted", "votes_counted"}
    [row] = Workshop.objects.filter(id=here.workshop.id).values()
    return found | {"Workshop": [{name: value for name, value in row.items() if name not in apart}]}


def rehearsed(here: Sitting, people: tuple[Colleague, ...], mine: list[Responsibility]) -> None:
    """Play a workshop from Listing to Clustering, in which everything happens to what was there before."""
    ada, ben = people
    moved(here, Stage.LISTING)
    one, two = ada.lists("Run the stand-up"), ben.lists("Hold 1-2-1s")
    three = ben.lists("Meet new people")
    moved(here, Stage.VOTING)
    for card in (one, two, three, *mine):
        ada.votes(card)
        ben.votes(card, "red")
        ben.votes(card, "red", reason="Not I.", owner="HR")
    moved(here, Stage.DISCUSSION)
    here.send(here.facilitator, "accept")
    for answer in (ada.send("hand", up="1"), ben.send("ready", ready="1", **{"for": "discussion"})):
        assert answer.status_code == 200
    for card in (one, *mine):
        discussion.open_re_vote(workshop=here.workshop, responsibility_id=card.id)
        ada.votes(card, "amber")
        discussion.reveal_re_vote(workshop=here.workshop, responsibility_id=card.id)
        discussion.record_decision(
            workshop=here.workshop, responsibility_id=card.id, colour="amber", rationale="So be it."
        )
    discussion.park_as_idea(workshop=here.workshop, responsibility_id=two.id)
    moved(here, Stage.CLUSTERING)
    for card in (two, *mine):
        ada.sorts(card, "Made up by Ada")
    ben.sorts(one, "New Starters")
    merging.merge_duplicates(workshop=here.workshop, responsibility_ids=[one.id, two.id, *(card.id for card in mine)])
    moved(here, Stage.FRAMEWORK)


def test_an_empty_workshop_is_as_empty_as_before(here: Sitting) -> None:
    document, before = real(here), rows(here)
    rehearsal = begun(here)
    rehearsed(here, (colleague(here, rehearsal), colleague(here, rehearsal, "Ben")), [])
    answer = end(here, rehearsal)
    assert answer.status_code == 200
    assert "Rehearse with simulated colleagues" in answer.text
    assert real(here) == document
    assert rows(here) == before
    assert not Rehearsal.objects.exists()
    assert not Turnout.objects.filter(workshop=here.workshop).exists()


def test_nothing_names_the_colleagues_any_more(here: Sitting) -> None:
    rehearsal = begun(here)
    people = (colleague(here, rehearsal), colleague(here, rehearsal, "Ben"))
    rehearsed(here, people, [])
    words = [word for one in people for word in (str(one.seat.id), one.seat.id.hex, one.seat.name)]
    end(here, rehearsal)
    assert rows_naming(words, but=("live_tab", "live_hub")) == []


def prepared(here: Sitting) -> list[Responsibility]:
    """What two facilitators listed, voted on, sorted, merged, decided and parked before they came back to the Lobby."""
    area = here.workshop.areas.first()
    one, two = here.listed("Meet new engineers", area=area), here.listed("Do the budget", by=here.bo)
    here.listed("Greet new engineers", merged_into=one, former_area=area)
    here.listed("Changed my mind", removed_at=timezone.now())
    here.reasoned(here.voted(one, ann="g", bo="r"), here.bo, "Too many of us.", "HR")
    Ballot.objects.filter(responsibility=one).update(revealed_at=timezone.now())
    Ballot.objects.create(workshop=here.workshop, responsibility=one, number=2)
    here.voted(two, ann="a")
    DecisionFactory(responsibility=one, colour="green", rationale="We all do.")
    NoteFactory(responsibility=one, author=here.bo)
    IdeaFactory(workshop=here.workshop, source=two)
    Focus.objects.create(workshop=here.workshop, responsibility=two)
    Participant.objects.filter(workshop=here.workshop).update(takes_part=True)
    Workshop.objects.filter(id=here.workshop.id).update(wall_shown_at=timezone.now(), revealed_at=timezone.now())
    here.now()
    return [one, two]


def test_what_was_there_before_is_exactly_as_it_was(here: Sitting) -> None:
    mine = prepared(here)
    document, before = real(here), rows(here)
    rehearsal = begun(here)
    people = (colleague(here, rehearsal), colleague(here, rehearsal, "Ben"))
    ben = people[1]
    moved(here, Stage.DISCUSSION)
    discussion.withdraw_decision(workshop=here.workshop, responsibility_id=mine[0].id)
    discussion.take_up_again(workshop=here.workshop, responsibility_id=mine[1].id)
    moved(here, Stage.CLUSTERING)
    late = ben.lists("Meet new engineers, late")
    # The survivor of an earlier merge goes under a simulated one, with what stood under it.
    Responsibility.objects.filter(id=late.id).update(number=0)
    merging.merge_duplicates(workshop=here.workshop, responsibility_ids=[late.id, mine[0].id])
    assert mine[0].merged.count() == 0
    merging.unmerge(workshop=here.workshop, responsibility_id=mine[0].id)
    people[0].sorts(mine[0], "Made up by Ada")
    clustering.take_out_of_area(workshop=here.workshop, responsibility_ids=[mine[1].id])
    merging.merge_duplicates(workshop=here.workshop, responsibility_ids=[late.id, mine[1].id])
    end(here, rehearsal)
    assert real(here) == document
    assert rows(here) == before


def test_a_whole_rehearsal_over_it_leaves_it_as_it_was(here: Sitting) -> None:
    mine = [here.listed("Meet new engineers"), here.listed("Do the budget", by=here.bo)]
    here.voted(mine[0], ann="g")
    Participant.objects.filter(workshop=here.workshop).update(takes_part=True)
    document, before = real(here), rows(here)
    rehearsal = begun(here)
    rehearsed(here, (colleague(here, rehearsal), colleague(here, rehearsal, "Ben")), mine)
    end(here, rehearsal)
    assert real(here) == document
    assert rows(here) == before


def test_what_real_people_list_and_vote_meanwhile_stays_and_is_sealed_again(here: Sitting) -> None:
    rehearsal = begun(here)
    ada = colleague(here, rehearsal)
    guest = ParticipantFactory(workshop=here.workshop, name="Real Rita")
    moved(here, Stage.LISTING)
    theirs = ada.lists("Run the stand-up")
    here.send(guest, "responsibilities", text="Meet new engineers", category=here.category)
    mine = Responsibility.objects.get(text="Meet new engineers")
    moved(here, Stage.VOTING)
    for card in (mine, theirs):
        ada.votes(card)
        here.send(here.facilitator, "vote", card.id, colour="red")
    here.send(here.facilitator, "vote", mine.id, colour="red", reason="Not I.", owner="HR")
    moved(here, Stage.DISCUSSION)
    discussion.record_decision(workshop=here.workshop, responsibility_id=mine.id, colour="green")
    discussion.open_re_vote(workshop=here.workshop, responsibility_id=mine.id)
    here.send(here.facilitator, "vote", mine.id, colour="amber")
    moved(here, Stage.CLUSTERING)
    here.send(here.facilitator, "placing", responsibility=mine.id, area="Made up by Fay")
    end(here, rehearsal)
    assert list(Responsibility.objects.filter(workshop=here.workshop)) == [mine]
    [ballot] = Ballot.objects.filter(workshop=here.workshop)
    assert (ballot.number, ballot.revealed_at) == (1, None)
    assert list(ballot.votes.values_list("participant", "colour")) == [(here.facilitator.id, "red")]
    assert Reason.objects.get().text == "Not I."
    assert not Decision.objects.exists()
    mine.refresh_from_db()
    assert mine.area is None
    assert {area.name for area in here.workshop.areas.all()} == {"New Starters", "Recruitment"}
    assert (here.now().at, here.workshop.wall_shown_at, here.workshop.revealed_at) == (Stage.LOBBY, None, None)
    assert here.get(guest).status_code == 200


def test_the_hands_of_real_people_stay_up_and_those_of_colleagues_are_gone(here: Sitting) -> None:
    rehearsal = begun(here)
    guest = ParticipantFactory(workshop=here.workshop, name="Real Rita")
    here.send(guest, "hand", up="1")
    colleague(here, rehearsal).send("hand", up="1")
    assert "Hands up: Real Rita, Ada" in here.get(guest).text
    end(here, rehearsal)
    assert "Hands up: Real Rita." in here.get(guest).text


def test_a_facilitator_of_whom_nothing_is_left_only_steers_again(here: Sitting) -> None:
    rehearsal = begun(here)
    theirs_is_gone = colleague(here, rehearsal)
    moved(here, Stage.LISTING)
    card = theirs_is_gone.lists("Run the stand-up")
    moved(here, Stage.VOTING)
    here.send(here.facilitator, "vote", card.id, colour="green")
    here.facilitator.refresh_from_db()
    assert here.facilitator.takes_part
    end(here, rehearsal)
    here.facilitator.refresh_from_db()
    assert not here.facilitator.takes_part


def test_what_a_facilitator_changes_of_the_workshop_itself_stays(here: Sitting) -> None:
    rehearsal = begun(here)
    area = here.workshop.areas.get(name="Recruitment")
    here.send(here.facilitator, "details", title="Another title")
    moved(here, Stage.CLUSTERING)
    clustering.rename_area(workshop=here.workshop, area_id=area.id, name="Hiring")
    end(here, rehearsal)
    assert here.now().title == "Another title"
    assert {area.name for area in here.workshop.areas.all()} == {"New Starters", "Hiring"}


def test_where_an_area_was_merged_away_its_own_stay_in_the_other(here: Sitting) -> None:
    area, into = here.workshop.areas.order_by("number")
    card = here.listed("Meet new engineers", area=area)
    rehearsal = begun(here)
    moved(here, Stage.CLUSTERING)
    clustering.merge_areas(workshop=here.workshop, area_id=area.id, into_id=into.id)
    end(here, rehearsal)
    card.refresh_from_db()
    assert card.area == into


def test_a_ballot_that_was_called_off_and_opened_anew_is_one_ballot(here: Sitting) -> None:
    card = here.listed("Meet new engineers")
    Ballot.objects.create(workshop=here.workshop, responsibility=card)
    rehearsal = begun(here)
    moved(here, Stage.DISCUSSION)
    Ballot.objects.filter(responsibility=card).delete()
    moved(here, Stage.VOTING)
    here.send(here.facilitator, "vote", card.id, colour="green")
    end(here, rehearsal)
    assert Ballot.objects.get().votes.count() == 1


def test_ending_it_twice_ends_it_once_and_never_the_next_one(here: Sitting) -> None:
    rehearsal = begun(here)
    end(here, rehearsal)
    before = tables()
    assert end(here, rehearsal).status_code == 200
    assert tables() == before
    following = begun(here)
    end(here, rehearsal)
    assert here.now().rehearsal == following.id


def test_the_other_workshops_are_left_alone(here: Sitting) -> None:
    there = stage_set()
    prepared(there)
    theirs = begun(there)
    ada = colleague(there, theirs)
    before = rows(there)
    end(here, begun(here))
    assert rows(there) == before
    assert ada.client.get(there.url("workshop")).status_code == 200
