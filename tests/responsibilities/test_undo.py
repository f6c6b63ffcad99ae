"""What the log says of responsibilities, areas and decisions; what stands in the way of undoing; and who was it."""

from typing import Any

import pytest
from django.utils import timezone

from responsibilities.models import Area, Ballot, Decision, Idea, Responsibility
from tests.factories import AreaFactory, ParticipantFactory, VoteFactory
from tests.looking import everything
from tests.sittings import Sitting, rows_naming, sitting
from tests.workshops.test_activity import newest, said
from workshops.activity.words import in_words
from workshops.models import Names, Stage

pytestmark = pytest.mark.django_db
SECRETIVE = [Names.HIDDEN, Names.ANONYMOUS]


def undone(here: Sitting, line: int | None = None, by: Any = None) -> Any:
    return here.send(by or here.facilitator, "undo", line or newest(here).id)


def test_everything_in_clustering_has_its_words() -> None:
    here = sitting(Stage.CLUSTERING)
    one, two, three = (here.listed(text) for text in ("Interview", "Meet candidates", "Write adverts"))
    area = AreaFactory(workshop=here.workshop, name="Hiring")
    here.send(here.ann, "area", area.id, name="Recruitment")
    here.send(here.ann, "area", area.id, name="Recruitment", emoji="🌱")
    here.send(here.ann, "placing", area="New")
    here.send(here.ann, "placing", responsibility=[one.id], area="Recruitment")
    here.send(here.ann, "merge-duplicates", responsibility=[one.id, two.id])
    here.send(here.ann, "merge-duplicates", responsibility=[one.id, three.id])
    here.send(here.ann, "unmerge", two.id)
    here.send(here.ann, "unsort", responsibility=[one.id])
    here.send(here.ann, "drop-area", Area.objects.get(name="New").id)
    into = AreaFactory(workshop=here.workshop, name="People")
    here.send(here.ann, "merge-areas", area.id, into=into.id)
    assert said(here)[::-1] == [
        "Ann renamed Hiring to Recruitment",
        "Ann edited Recruitment",
        "Ann made the area New",
        "Ann moved “Interview” to Recruitment",
        "Ann merged a duplicate into “Interview”",
        "Ann merged a duplicate into “Interview”",
        "Ann unmerged “Meet candidates”",
        "Ann moved “Interview” back to unsorted",
        "Ann dropped New",
        "Ann merged Recruitment into People",
    ]


def test_everything_in_discussion_has_its_words() -> None:
    here = sitting(Stage.DISCUSSION)
    card, other = here.listed("Interview"), here.listed("Write adverts")
    here.voted(card, ann="g", bo="r")
    here.voted(other, ann="g", bo="g")
    here.send(here.facilitator, "focus", card.id)
    here.send(here.facilitator, "re-vote", card.id)
    here.send(here.facilitator, "reveal-re-vote", card.id)
    here.send(here.facilitator, "re-vote", card.id)
    VoteFactory(ballot=card.ballots.latest("number"), participant=here.ann)
    here.send(here.facilitator, "reveal-re-vote", card.id)
    here.send(here.facilitator, "decision", card.id, colour="red", owner="HR")
    here.send(here.facilitator, "withdraw", card.id)
    here.send(here.facilitator, "park", card.id)
    here.send(here.facilitator, "take-up", card.id)
    here.send(here.facilitator, "accept")
    assert said(here)[::-1] == [
        "Fay put “Interview” on all screens",
        "Fay opened a re-vote on “Interview”",
        "Fay called off the re-vote on “Interview”",
        "Fay opened a re-vote on “Interview”",
        "Fay revealed the re-vote on “Interview”",
        "Fay decided Red on “Interview”",
        "Fay withdrew the decision on “Interview”",
        "Fay parked “Interview” as an idea",
        "Fay took up “Interview” again",
        "Fay accepted all 2 that were agreed",
    ]


def test_an_area_that_was_made_by_a_move_and_renamed_since_stands_in_the_way() -> None:
    here = sitting(Stage.CLUSTERING)
    here.send(here.ann, "placing", responsibility=[here.listed("Interview").id], area="New Starters")
    move = newest(here)
    here.send(here.bo, "area", Area.objects.get().id, name="Onboarding")
    answer = undone(here, move.id)
    assert answer.status_code == 422
    assert "Since then: Bo renamed New Starters to Onboarding. Undo that first." in answer.text
    assert undone(here).status_code == 200
    assert undone(here, move.id).status_code == 200
    assert not Area.objects.exists()


def test_an_area_that_others_put_something_into_stays() -> None:
    here = sitting(Stage.CLUSTERING)
    here.send(here.ann, "placing", area="Recruitment")
    line = newest(here)
    here.send(here.bo, "placing", responsibility=[here.listed("Interview").id], area="Recruitment")
    assert "Since then: Bo moved “Interview” to Recruitment. Undo that first." in undone(here, line.id).text
    assert Area.objects.exists()


def test_an_area_whose_name_is_taken_again_comes_back_under_no_second_one() -> None:
    here = sitting(Stage.CLUSTERING)
    area = AreaFactory(workshop=here.workshop, name="Recruitment")
    here.send(here.ann, "drop-area", area.id)
    line = newest(here)
    here.send(here.bo, "placing", area="recruitment")
    answer = undone(here, line.id)
    assert "By now another area is called “recruitment”. Rename that one first." in answer.text
    here.send(here.bo, "area", Area.objects.get().id, name="Hiring")
    assert undone(here, line.id).status_code == 200
    # The other has its number and its key by now.
    assert sorted(Area.objects.values_list("name", flat=True)) == ["Hiring", "Recruitment"]
    assert len({*Area.objects.values_list("number", "key")}) == 2


def test_dropping_and_merging_areas_brings_back_what_was_in_them_also_of_merged_ones() -> None:
    here = sitting(Stage.CLUSTERING)
    area, into = AreaFactory(workshop=here.workshop, name="Hiring"), AreaFactory(workshop=here.workshop)
    one, two = (here.listed(text, area=area) for text in ("Interview", "Meet candidates"))
    here.send(here.ann, "merge-duplicates", responsibility=[one.id, two.id])
    here.send(here.ann, "merge-areas", area.id, into=into.id)
    assert undone(here, by=here.bo).status_code == 200
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.area, two.merged_into, two.former_area) == (area, one, area)


def test_a_merge_is_not_undone_into_one_that_is_merged_itself() -> None:
    here = sitting(Stage.CLUSTERING)
    one, two, three = (here.listed(text) for text in ("Interview", "Meet candidates", "Talk to them"))
    here.send(here.ann, "merge-duplicates", responsibility=[two.id, three.id])
    here.send(here.ann, "unmerge", three.id)
    unmerged = newest(here)
    here.send(here.bo, "merge-duplicates", responsibility=[one.id, two.id])
    assert "Since then: Bo merged a duplicate into “Interview”. Undo that first." in undone(here, unmerged.id).text
    assert undone(here).status_code == 200
    assert undone(here, unmerged.id).status_code == 200


def test_a_decision_that_was_replaced_is_undone_from_the_newest() -> None:
    here = sitting(Stage.DISCUSSION)
    card = here.listed("Interview")
    here.send(here.facilitator, "decision", card.id, colour="red", rationale="No.")
    first, decided_at = newest(here), Decision.objects.get().decided_at
    here.send(here.facilitator, "decision", card.id, colour="green", rationale="Yes.")
    assert "Fay decided Green on “Interview”. Undo that first." in undone(here, first.id).text
    undone(here)
    back = Decision.objects.get()
    assert (back.colour, back.rationale, back.decided_at) == ("red", "No.", decided_at)
    undone(here, first.id)
    assert not Decision.objects.exists()


def test_accepting_all_agreed_is_undone_as_one() -> None:
    here = sitting(Stage.DISCUSSION)
    for number in range(3):
        here.voted(here.listed(f"Number {number}"), ann="g", bo="g")
    here.send(here.facilitator, "accept")
    assert said(here) == ["Fay accepted all 3 that were agreed"]
    undone(here)
    assert not Decision.objects.exists()


def test_an_idea_comes_back_as_it_was() -> None:
    here = sitting(Stage.DISCUSSION)
    here.send(here.facilitator, "park", here.listed("Interview").id)
    before = Idea.objects.values().get()
    here.send(here.facilitator, "take-up", here.workshop.responsibilities.get().id)
    undone(here)
    assert Idea.objects.values().get() == before


def test_a_re_vote_that_somebody_has_voted_in_is_not_taken_away() -> None:
    here = sitting(Stage.DISCUSSION)
    card = here.listed("Interview")
    here.voted(card, ann="g")
    here.send(here.facilitator, "re-vote", card.id)
    VoteFactory(ballot=card.ballots.latest("number"), participant=here.ann)
    assert "People have voted on it since." in undone(here).text
    assert Ballot.objects.count() == 2


# Who wrote what.


def written(names: Names, **fields: Any) -> tuple[Sitting, Responsibility]:
    """Ann's own, and everybody can read the wall."""
    here = sitting(Stage.LISTING, names=names, wall_shown_at=timezone.now(), **fields)
    return here, here.listed("Interview")


@pytest.mark.parametrize("names", list(Names))
def test_what_somebody_does_before_the_wall_is_shown_is_in_no_log(names: Names) -> None:
    here = sitting(Stage.LISTING, names=names)
    card = here.listed("Interview")
    for name, fields in (
        ("reword", {"text": "Otherwise", "category": here.category}),
        ("remove", {}),
        ("put-back", {}),
    ):
        assert here.send(here.ann, name, card.id, **fields).status_code == 200
    here.send(here.ann, "responsibilities", text="Another", category=here.category)
    assert said(here) == []


@pytest.mark.parametrize("names", SECRETIVE)
def test_afterwards_it_says_that_somebody_did(names: Names) -> None:
    here, card = written(names)
    here.send(here.ann, "reword", card.id, text="Otherwise", category=here.category)
    here.send(here.ann, "remove", card.id)
    here.send(here.ann, "put-back", card.id)
    assert said(here) == [
        "Somebody put one of theirs back on the wall",
        "Somebody took one of theirs off the wall",
        "Somebody reworded one of theirs",
    ]
    assert rows_naming([str(here.ann.id)], but=("workshops_participant", "responsibilities_responsibility")) == []


def test_in_a_named_workshop_it_says_who_once_names_are_shown() -> None:
    here, card = written(Names.NAMED)
    here.send(here.ann, "remove", card.id)
    assert said(here) == ["Somebody took one of theirs off the wall"]
    here.workshop.revealed_at = timezone.now()
    assert in_words(newest(here), here.workshop) == "Ann took one of theirs off the wall"


@pytest.mark.parametrize("names", SECRETIVE)
@pytest.mark.parametrize("deed", ["reword", "remove", "late", "undo"])
def test_nobody_else_can_tell_whose_it_is(names: Names, deed: str) -> None:
    """The other way round, if Bo had done it, everybody else would be shown the same."""
    looks = []
    for index in range(2):
        here, card = written(names)
        cleo = ParticipantFactory(workshop=here.workshop, name="Cleo")
        writer = (here.ann, here.bo)[index]
        Responsibility.objects.filter(id=card.id).update(author=writer)
        if deed == "late":
            here.send(here.facilitator, "stage", expected="listing", to="voting")
            here.send(writer, "responsibilities", text="Late", category=here.category)
        else:
            fields = {"text": "Otherwise", "category": here.category} if deed == "reword" else {}
            here.send(writer, "reword" if deed == "reword" else "remove", card.id, **fields)
        if deed == "undo":
            assert here.send(writer, "undo", newest(here).id).status_code == 200
        looks.append([in_words(line, here.workshop) for line in here.workshop.activity.all()])
        seen = "\n".join(everything(here, cleo, here.facilitator))
        assert "Ann</bdi>" not in seen
        assert "Bo</bdi>" not in seen
        assert not {*here.workshop.activity.exclude(kind="stage").values_list("actor", "undone_by")} - {(None, None)}
    assert looks[0] == looks[1]


@pytest.mark.parametrize("names", list(Names))
def test_only_its_author_undoes_what_was_done_to_it(names: Names) -> None:
    here, card = written(names)
    here.send(here.ann, "reword", card.id, text="Otherwise", category=here.category)
    line = newest(here)
    for who in (here.bo, here.facilitator):
        assert f"/activity/{line.id}/undo/" not in here.get(who, "activity").text
        assert "Only whoever wrote it can undo that." in undone(here, line.id, by=who).text
    assert f"/activity/{line.id}/undo/" in here.get(here.ann, "activity").text
    assert f"/activity/{line.id}/undo/" not in here.get(here.ann).text
    assert undone(here, line.id, by=here.ann).status_code == 200
    assert undone(here, line.id, by=here.ann).status_code == 200
    card.refresh_from_db()
    assert card.text == "Interview"


def test_what_was_voted_on_meanwhile_stays_in_those_words() -> None:
    here, card = written(Names.HIDDEN)
    here.send(here.ann, "reword", card.id, text="Otherwise", category=here.category)
    here.voted(card, bo="g")
    assert "People have voted on this" in undone(here, by=here.ann).text


@pytest.mark.parametrize("names", list(Names))
def test_closing_an_anonymous_workshop_forgets_who_did_what(names: Names) -> None:
    here = sitting(Stage.CLUSTERING, names=names)
    here.send(here.ann, "placing", responsibility=[here.listed("Interview").id], area="Recruitment")
    undone(here, by=here.bo)
    here.send(here.facilitator, "close")
    words = [str(person.id) for person in here.workshop.participants.all()]
    left = rows_naming(words, but=("workshops_participant", "responsibilities_responsibility"))
    if names is Names.ANONYMOUS:
        assert left == []
        assert said(here) == [
            "Somebody closed the workshop",
            "Somebody undid: Somebody moved “Interview” to Recruitment",
            "Somebody moved “Interview” to Recruitment",
        ]
        assert not here.workshop.activity.exclude(undo=None).exists()
    else:
        assert said(here)[-1] == "Ann moved “Interview” to Recruitment"
