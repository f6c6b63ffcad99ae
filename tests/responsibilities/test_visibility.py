"""What nobody may see, looked for in everything that anybody can get.

Where it must make no difference who wrote, who voted or which colour, that is what is tested: the other way
round, everybody else gets the same bytes.
"""

from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from responsibilities.models import Ballot, Reason, Responsibility, Vote
from tests.factories import BallotFactory, ParticipantFactory, VoteFactory
from tests.looking import drawings, everything, pages, stale
from tests.sittings import HTMX, Sitting, sat, sitting
from workshops.models import Names, Participant, Stage, Workshop

pytestmark = pytest.mark.django_db

PROMISES = list(Names)
SECRETIVE = [Names.HIDDEN, Names.ANONYMOUS]
AFTER = [Stage.DISCUSSION, Stage.CLUSTERING, Stage.FRAMEWORK]
ANN, BO = "Zebedee Annable", "Quentin Bosworth"


@dataclass
class Scene:
    """Ann wrote the only card and voted red on it, with a reason and an owner; Bo voted green; Cleo looks on."""

    here: Sitting
    cleo: Participant
    card: Responsibility
    ballot: Ballot

    @property
    def others(self) -> tuple[Participant, ...]:
        return self.cleo, self.here.facilitator


def scene(stage: Stage, **fields: Any) -> Scene:
    here = sitting(stage, **fields)
    for person, name in ((here.ann, ANN), (here.bo, BO)):
        person.name = name
        person.save()
    card = here.listed("XYLOPHONE the payroll")
    ballot = here.voted(card, ann="r", bo="g")
    here.reasoned(ballot, here.ann, "OKAPI said so", "MARMOT office")
    cleo = ParticipantFactory(workshop=here.workshop, name="Cleo")
    VoteFactory(ballot=ballot, participant=cleo, colour="amber")
    return Scene(here, cleo, card, ballot)


def swap_people(now: Scene) -> None:
    """Let Bo have written and voted what Ann did, and the other way round."""
    ann, bo = now.here.ann, now.here.bo
    Responsibility.objects.filter(workshop=now.here.workshop).update(author=bo)
    Reason.objects.filter(workshop=now.here.workshop).update(participant=bo)
    for ballot in Ballot.objects.filter(workshop=now.here.workshop):
        colours = dict(ballot.votes.values_list("participant", "colour"))
        ballot.votes.filter(participant=ann).update(colour=colours[bo.id])
        ballot.votes.filter(participant=bo).update(colour=colours[ann.id])


def swap_colours(ballot: Ballot) -> None:
    for vote in ballot.votes.exclude(participant__name="Cleo"):
        Vote.objects.filter(id=vote.id).update(colour={"red": "green", "green": "red"}[vote.colour])
    ballot.reasons.update(text="Something else", owner="Somebody else")


@pytest.mark.parametrize("names", PROMISES)
def test_before_the_wall_is_shown_nobody_reads_anothers_responsibility(names: Names) -> None:
    here = sitting(Stage.LISTING, names=names)
    here.listed("XYLOPHONE by Ann")
    here.listed("OKAPI by Bo", by=here.bo)
    third = ParticipantFactory(workshop=here.workshop)
    assert not any("XYLOPHONE" in seen for seen in everything(here, here.bo, here.facilitator, third))
    assert "OKAPI by Bo" in pages(here, here.bo)
    assert "OKAPI" not in drawings(here)


@pytest.mark.parametrize("names", PROMISES)
def test_not_even_when_they_add_something_themselves(names: Names) -> None:
    here = sitting(Stage.LISTING, names=names)
    card = here.listed("XYLOPHONE by Ann")
    category = here.category
    for who in (here.bo, here.facilitator):
        added = here.send(who, "responsibilities", text="Mine", category=category)
        taken = here.send(who, "reword", card.id, text="Mine now", category=category)
        dropped = here.send(who, "remove", card.id)
        assert [answer.status_code for answer in (added, taken, dropped)] == [200, 422, 422]
        assert not any("XYLOPHONE" in answer.text for answer in (added, taken, dropped))


def test_going_back_to_the_lobby_hides_nothing_that_was_read_and_shows_nothing_that_was_not() -> None:
    here = sitting(Stage.LOBBY)
    here.listed("XYLOPHONE by Ann")
    assert not any("XYLOPHONE" in seen for seen in everything(here, here.bo, here.facilitator))


def test_once_the_wall_is_shown_everybody_reads_it() -> None:
    here = sitting(Stage.LISTING, wall_shown_at=timezone.now())
    here.listed("XYLOPHONE by Ann")
    for who in (here.bo, here.facilitator):
        assert "XYLOPHONE by Ann" in pages(here, who)


@pytest.mark.parametrize("stage", [Stage.LISTING, Stage.VOTING, *AFTER])
def test_what_its_author_removed_is_shown_to_nobody(stage: Stage) -> None:
    here = sitting(stage, wall_shown_at=timezone.now())
    here.listed("XYLOPHONE by Ann", removed_at=timezone.now())
    assert not any("XYLOPHONE" in seen for seen in everything(here, here.bo, here.facilitator))


@pytest.mark.parametrize("names", PROMISES)
@pytest.mark.parametrize("stage", [Stage.LOBBY, Stage.LISTING, Stage.VOTING])
def test_before_the_reveal_it_makes_no_difference_which_colour_and_what_reason(stage: Stage, names: Names) -> None:
    now = scene(stage, names=names, wall_shown_at=timezone.now())
    before = everything(now.here, *now.others)
    swap_colours(now.ballot)
    assert everything(now.here, *now.others) == before
    assert not any(word in page for page in before for word in ("OKAPI", "MARMOT"))


@pytest.mark.parametrize("names", PROMISES)
@pytest.mark.parametrize("stage", [Stage.LISTING, Stage.VOTING])
def test_before_the_reveal_it_makes_no_difference_who_wrote_and_who_voted(stage: Stage, names: Names) -> None:
    now = scene(stage, names=names, wall_shown_at=timezone.now())
    before = everything(now.here, *now.others)
    swap_people(now)
    assert everything(now.here, *now.others) == before


@pytest.mark.parametrize("names", SECRETIVE)
@pytest.mark.parametrize("stage", AFTER)
def test_where_names_are_not_told_it_never_makes_a_difference(stage: Stage, names: Names) -> None:
    now = scene(stage, names=names)
    before = everything(now.here, *now.others)
    swap_people(now)
    assert everything(now.here, *now.others) == before
    assert all("OKAPI said so" in page and "MARMOT" in page for page in before[:1])


@pytest.mark.parametrize("names", SECRETIVE)
def test_nor_when_the_workshop_goes_back(names: Names) -> None:
    for stage in (Stage.LOBBY, Stage.LISTING, Stage.VOTING):
        now = scene(Stage.DISCUSSION, names=names)
        Workshop.objects.filter(id=now.here.workshop.id).update(stage=stage)
        before = everything(now.here, *now.others)
        swap_people(now)
        assert everything(now.here, *now.others) == before


@pytest.mark.parametrize("names", SECRETIVE)
def test_their_own_pages_tell_ann_and_bo_nothing_of_each_other(names: Names) -> None:
    now = scene(Stage.DISCUSSION, names=names)
    for who, other in ((now.here.ann, BO), (now.here.bo, ANN)):
        for part in ("focus", "queue"):
            assert other not in region(now.here, part)
        assert other not in sat(who).get(now.here.url("mine")).text


def region(here: Sitting, id: str) -> str:
    page: str = sat(here.facilitator).get(here.url("workshop")).text
    # Below the board stands who is in the workshop, by name.
    return page[page.index(f'id="{id}"') :].split("</section>")[0].split('class="underside"')[0]


@pytest.mark.parametrize("stage", AFTER)
def test_a_named_workshop_tells_names_after_the_reveal(stage: Stage) -> None:
    now = scene(stage, names=Names.NAMED)
    before = pages(now.here, now.cleo)
    assert ANN in before
    swap_people(now)
    assert pages(now.here, now.cleo) != before


@pytest.mark.parametrize("names", PROMISES)
@pytest.mark.parametrize("stage", AFTER)
def test_a_re_vote_is_sealed_like_the_first(stage: Stage, names: Names) -> None:
    now = scene(stage, names=names)
    again = BallotFactory(responsibility=now.card, number=2)
    for who, colour in ((now.here.ann, "green"), (now.here.bo, "red"), (now.cleo, "amber")):
        VoteFactory(ballot=again, participant=who, colour=colour)
    now.here.reasoned(again, now.here.ann, "AARDVARK", "PANGOLIN")
    before = everything(now.here, *now.others)
    swap_colours(again)
    assert everything(now.here, *now.others) == before
    assert not any(word in page for page in before for word in ("AARDVARK", "PANGOLIN"))


@pytest.mark.parametrize("names", PROMISES)
def test_a_vote_brought_along_by_a_duplicate_is_sealed_until_its_own_reveal(names: Names) -> None:
    now = scene(Stage.DISCUSSION, names=names)
    for number in (2, 3):
        BallotFactory(responsibility=now.card, number=number, revealed_at=timezone.now())
    twin = now.here.listed("OKAPI twin", merged_into=now.card)
    sealed = BallotFactory(responsibility=twin)
    VoteFactory(ballot=sealed, participant=now.here.ann, colour="red")
    before = everything(now.here, *now.others)
    swap_colours(sealed)
    assert everything(now.here, *now.others) == before


def test_the_answer_to_a_vote_tells_nothing_of_the_others() -> None:
    now = scene(Stage.VOTING)
    answers = []
    for _ in range(2):
        answer = sat(now.cleo).post(now.here.url("vote", now.card.id), {"colour": "green"}, headers=HTMX)
        answers.append(stale(answer.text))
        swap_colours(now.ballot)
    assert answers[0] == answers[1]


def test_who_has_finished_may_be_told() -> None:
    now = scene(Stage.VOTING)
    late = ParticipantFactory(workshop=now.here.workshop, name="Dee")
    assert "3 of 4 done" in pages(now.here, now.here.facilitator)
    VoteFactory(ballot=now.ballot, participant=late)
    assert "All 4 are done" in pages(now.here, now.here.facilitator)


@pytest.mark.parametrize("names", PROMISES)
def test_what_is_published_names_nobody_who_took_part(names: Names) -> None:
    now = scene(Stage.FRAMEWORK, names=names)
    client = sat(now.here.facilitator)
    assert client.post(now.here.url("publish"), {"number": "1.0"}).status_code == 303
    version = client.get(now.here.url("read-published", "1.0"))["Location"]
    for address in (version, f"{version[:-1]}.md", f"{version[:-1]}.json", version[: version.index("1.0")]):
        published = client.get(address)
        assert published.status_code == 200
        assert not any(name in published.text for name in (ANN, BO, "Cleo"))
