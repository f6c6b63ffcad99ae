"""The presenter's screen: everybody can read it, so there is nothing on it that anybody may not."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from live.drawings import draw
from responsibilities.actions.discussion import open_re_vote
from responsibilities.models import Responsibility
from tests.factories import AreaFactory, ParticipantFactory, VoteFactory
from tests.sittings import Sitting, sitting
from workshops.actions.details import describe_workshop
from workshops.models import Names, Participant, Stage

pytestmark = pytest.mark.django_db

PEOPLE = ("Zebedee Annable", "Quentin Bosworth", "Philippa Cholmondeley", "Fitzgerald the facilitator")
SECRETIVE = [Names.HIDDEN, Names.ANONYMOUS]


def seen(here: Sitting, **query: Any) -> str:
    answer = here.get(here.facilitator, "screen", **query)
    assert answer.status_code == 200
    html: str = answer.content.decode()
    return html.split("</defs>")[1]


def streamed(here: Sitting) -> str:
    """What the stream brings to the screen: everything that it can show."""
    return "".join(region.html for region in draw("w", str(here.workshop.id), "screen").regions)


def peopled(stage: Stage, **fields: Any) -> Sitting:
    """A workshop in which those with telling names have done all there is to do."""
    here = sitting(stage, **fields)
    cleo = ParticipantFactory(workshop=here.workshop)
    for person, name in zip((here.ann, here.bo, cleo, here.facilitator), PEOPLE, strict=True):
        Participant.objects.filter(id=person.id).update(name=name)
    for place, author in enumerate((here.ann, here.bo, cleo, here.ann)):
        card = here.listed(f"Hire engineers {place}", by=author, area=AreaFactory(workshop=here.workshop))
        ballot = here.voted(card, ann="g", bo="r")
        VoteFactory(ballot=ballot, participant=cleo, colour="amber")
        here.reasoned(ballot, here.bo, "OKAPI said so", "MARMOT office")
    return here


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_a_screen_without_anything_to_press(stage: Stage) -> None:
    here = sitting(stage)
    here.voted(here.listed("Hire engineers"), ann="g", bo="r")
    html = seen(here)
    assert "<form" not in html
    assert "<button" not in html
    assert "<a " not in html
    assert 'id="mine"' not in html


def test_it_listens_as_a_screen() -> None:
    assert "live/?as=screen" in seen(sitting("lobby"))


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("names", SECRETIVE)
def test_where_names_are_not_told_there_is_none_on_it(stage: Stage, names: Names) -> None:
    here = peopled(stage, names=names, wall_shown_at=timezone.now())
    for html in (seen(here), streamed(here)):
        assert not [name for name in PEOPLE if name in html]
    if stage is Stage.LISTING:
        here = peopled(stage, names=names)
        assert not [name for name in PEOPLE if name in streamed(here)]


def test_nor_once_it_has_been_revealed_while_some_still_vote() -> None:
    here = peopled(Stage.VOTING, names=Names.HIDDEN, revealed_at=timezone.now())
    here.listed("Something that came late")
    html = streamed(here)
    assert "of 3 done" in html
    assert not [name for name in PEOPLE if name in html]


@pytest.mark.parametrize("stage", [Stage.LOBBY, Stage.VOTING])
def test_a_named_workshop_names_who_is_there_and_who_is_done(stage: Stage) -> None:
    here = peopled(stage, names=Names.NAMED)
    assert PEOPLE[0] in streamed(here)


def test_the_lobby_shows_how_to_join() -> None:
    here = sitting("lobby")
    html = seen(here)
    assert here.workshop.code in html
    assert "QR code of the join link" in html
    assert "2 joined" in html


@pytest.mark.parametrize("stage", Stage)
def test_the_ways_in_are_on_every_stage_while_somebody_may_come_in(stage: Stage) -> None:
    here = sitting(stage)
    html = streamed(here)
    assert html.count("QR code of the join link") == 1
    assert here.workshop.code in html
    assert "/join" in html
    here.close()
    describe_it_anew(here)
    html = streamed(here)
    assert "QR code of the join link" not in html
    assert here.workshop.code not in html


def describe_it_anew(here: Sitting) -> None:
    """Have the board drawn anew, as every change does."""
    here.workshop.revision += 1
    here.workshop.touched = {**here.workshop.touched, "*": here.workshop.revision}
    here.workshop.save(update_fields=("revision", "touched"))


def test_another_title_reaches_the_screen() -> None:
    here = sitting("lobby")
    streamed(here)
    describe_workshop(workshop=here.workshop, said={"title": "Something else"})
    assert "Something else" in streamed(here)


def test_listing_shows_counts_until_the_wall_is_shown() -> None:
    here = sitting("listing")
    here.listed("Hire engineers")
    assert "Hire engineers" not in seen(here)


def test_voting_shows_who_is_done_but_no_colour_of_anybody() -> None:
    here = sitting("voting")
    here.voted(here.listed("Hire engineers"), ann="r")
    html = seen(here)
    assert "of 2 done" in html
    assert "1 red" not in html
    assert "hill" not in html


def test_the_reveal_shows_the_map_and_what_is_contested() -> None:
    here = sitting("voting", revealed_at=timezone.now())
    here.voted(here.listed("Hire engineers"), ann="g", bo="r")
    html = seen(here)
    assert "Agreement map" in html
    assert "Hire engineers" in html
    assert 'data-spot="0"' in html


def test_the_discussion_shows_what_is_in_focus() -> None:
    here = sitting("discussion")
    here.voted(here.listed("Hire engineers"), ann="g", bo="r")
    html = seen(here)
    assert "Hire engineers" in html
    assert "1 green, 0 amber, 1 red" in html


def test_a_re_vote_shows_how_many_have_voted_and_no_colour_until_it_is_revealed() -> None:
    here = sitting("discussion")
    card: Responsibility = here.listed("Hire engineers")
    here.voted(card, ann="g", bo="r")
    again = open_re_vote(workshop=here.workshop, responsibility_id=card.id)
    VoteFactory(ballot=again, participant=here.ann, colour="amber")
    html = streamed(here)
    assert "1 of 2 have voted" in html
    assert "First vote" not in html
    again.revealed_at = timezone.now()
    again.save()
    describe_it_anew(here)
    html = streamed(here)
    assert "0 green, 1 amber, 0 red" in html
    assert "First vote" in html


def test_clustering_shows_how_large_areas_are() -> None:
    here = sitting("clustering")
    here.voted(here.listed("Hire engineers", area=AreaFactory(workshop=here.workshop, name="Recruitment")), ann="g")
    html = streamed(here)
    assert "Recruitment" in html
    assert "Everything has a place" in html


def test_somebody_without_a_seat_does_not_get_it() -> None:
    assert Client().get(sitting("lobby").url("screen")).status_code == 403
