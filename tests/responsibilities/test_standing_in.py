"""A facilitator lists and votes for somebody without a device, on a sheet of theirs."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from live.boards import Seat
from responsibilities.actions.standing_in import bells
from responsibilities.actions.voting import cast_vote, take_back_vote
from responsibilities.models import Vote
from responsibilities.workshop_file import export, export_for
from tests.factories import FacilitatorFactory
from tests.sittings import Sitting, sat, sitting, tables
from tests.standing_in import enter, log, look, seat, vote
from tests.workshops.test_seats_of_many import said, scope, seated
from workshops.actions.seats import HasDevice, come_to_seat
from workshops.models import Names, Participant, Workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Sitting:
    return sitting("voting")


def test_the_facilitator_is_offered_their_sheets_while_there_is_something_to_vote_on(here: Sitting) -> None:
    here.listed("Meet new engineers")
    assert "Vote for" not in here.get(here.facilitator).text
    ida = seat(here)
    Workshop.objects.filter(id=here.workshop.id).update(revision=7)
    html = here.get(here.facilitator).text
    assert "Vote for …" in html
    assert f'href="{here.url("workshop")}?for={ida.id}"' in html
    assert f"?for={ida.id}" not in here.get(here.ann).text


def test_a_vote_is_theirs_and_says_that_it_was_entered_for_them(here: Sitting) -> None:
    ida, card = seat(here), here.listed("Meet new engineers")
    here.send(here.ann, "vote", card.id, colour="red")
    assert vote(here, here.facilitator, ida, card).status_code == 200
    votes = {v.participant_id: (v.colour, v.by_stand_in) for v in Vote.objects.all()}
    assert votes == {here.ann.id: ("red", False), ida.id: ("green", True)}
    assert not Participant.objects.get(id=here.facilitator.id).takes_part
    assert "2 of 3 done" in here.get(here.bo).text


def test_without_javascript_every_form_and_link_stays_on_the_sheet(here: Sitting) -> None:
    ida, card, other = seat(here), here.listed("Meet new engineers"), here.listed("Hire engineers")
    page = look(here, here.facilitator, ida).text
    for url in re.findall(r'(?:action|href|hx-get|hx-post)="([^"]*)"', page.split('id="mine"')[1].split("</main>")[0]):
        if url.startswith((f"/w/{here.workshop.id}/", "?")) and "/activity/" not in url:
            assert url.count(f"for={ida.id}") == 1, url
    answer = enter(here, here.facilitator, ida, "vote", card.id, htmx=False, colour="green")
    assert answer.status_code == 303
    assert f"for={ida.id}" in answer["Location"]
    following = sat(here.facilitator).get(answer["Location"]).text
    assert "Hire engineers" in following.split('id="now"')[1]
    assert f"responsibilities/{other.id}/vote/?for={ida.id}" in following


def test_the_sheet_says_whose_it_is_and_what_the_facilitator_sees(here: Sitting) -> None:
    ida = seat(here)
    here.listed("Meet new engineers")
    html = look(here, here.facilitator, ida).text
    assert "You are voting for <bdi>Ida</bdi>" in html
    assert "You see what you enter here. Everywhere else it is as hidden as everybody’s." in html
    assert f'href="{here.url("workshop")}">Back to your own' in html
    assert 'data-role="participant"' in html
    assert "Next stage" not in html
    assert "Raise hand" not in html
    assert f"/live/?for={ida.id}" in html
    for who in (here.facilitator, here.ann):
        assert "stand-in" not in here.get(who).text


def test_it_shows_their_votes_and_not_the_facilitators(here: Sitting) -> None:
    ida, card, other = seat(here), here.listed("Meet new engineers"), here.listed("Hire engineers")
    vote(here, here.facilitator, ida, card, "amber")
    here.send(here.facilitator, "vote", other.id, colour="red")
    theirs = look(here, here.facilitator, ida, "mine").text
    assert f'id="line-{card.id}" data-colour="amber"' in theirs
    assert f'id="line-{other.id}" data-colour=""' in theirs
    own = here.get(here.facilitator, "mine").text
    assert f'id="line-{card.id}" data-colour=""' in own
    assert f'id="line-{other.id}" data-colour="red"' in own


@pytest.mark.parametrize("names", Names)
def test_what_they_voted_is_nowhere_else(names: str) -> None:
    here = sitting("voting", names=names)
    ida, card = seat(here), here.listed("Meet new engineers")
    before = {who: here.get(who, "export-json").text for who in (here.facilitator, here.ann)}
    vote(here, here.facilitator, ida, card, "red")
    for who in (here.facilitator, here.ann):
        assert 'data-colour="red"' not in here.get(who).text
        assert here.get(who, "export-json").text == before[who]
    assert "red" not in str(list(here.workshop.activity.values("kind", "said", "undo"))).lower()


def test_the_log_says_so_once_a_sitting_and_never_how(here: Sitting) -> None:
    ida, co = seat(here), FacilitatorFactory(workshop=here.workshop, name="Gus")
    cards = [here.listed(f"Do thing {number}") for number in range(4)]
    for card in cards[:3]:
        vote(here, here.facilitator, ida, card)
    assert log(here) == [("voted for", {"person": "Ida"})]
    assert "<bdi>Fay</bdi> voted for <bdi>Ida</bdi>" in here.get(here.ann).text
    vote(here, co, ida, cards[3])
    assert "<bdi>Gus</bdi> voted for <bdi>Ida</bdi>" in here.get(here.ann).text
    here.workshop.activity.update(at=timezone.now() - timedelta(hours=1))
    vote(here, here.facilitator, ida, cards[0], "amber")
    assert len(log(here)) == 3


def test_a_vote_is_changed_and_taken_back_there(here: Sitting) -> None:
    ida, card = seat(here), here.listed("Meet new engineers")
    vote(here, here.facilitator, ida, card)
    enter(here, here.facilitator, ida, "vote", card.id, colour="red", reason="Not a manager's")
    assert Vote.objects.get().colour == "red"
    assert enter(here, here.facilitator, ida, "take-back", card.id).status_code == 200
    assert not Vote.objects.exists()


def test_a_co_facilitator_can_do_it_too(here: Sitting) -> None:
    co = FacilitatorFactory(workshop=here.workshop, name="Gus")
    assert vote(here, co, seat(here), here.listed("Meet new engineers")).status_code == 200


def test_listing_for_them_is_theirs_and_told_only_where_names_are() -> None:
    for names, told in ((Names.NAMED, True), (Names.HIDDEN, False), (Names.ANONYMOUS, False)):
        here = sitting("listing", names=names)
        ida = seat(here)
        assert "List for …" in here.get(here.facilitator).text
        assert "You are listing for <bdi>Ida</bdi>" in look(here, here.facilitator, ida).text
        for text in ("Meet new engineers", "Hire engineers"):
            answer = enter(here, here.facilitator, ida, "responsibilities", text=text, category=here.category)
            assert answer.status_code == 200
        card = here.workshop.responsibilities.first()
        assert card
        assert card.author == ida
        assert f"own-{card.id}" not in here.get(here.facilitator, "mine").text
        assert (
            enter(here, here.facilitator, ida, "reword", card.id, text="x", category=here.category).status_code == 200
        )
        assert enter(here, here.facilitator, ida, "remove", card.id).status_code == 200
        assert enter(here, here.facilitator, ida, "put-back", card.id).status_code == 200
        assert here.send(here.facilitator, "remove", card.id).status_code == 422
        assert log(here) == ([("listed for", {"person": "Ida"})] if told else [])


def test_they_vote_again_in_the_discussion() -> None:
    here = sitting("discussion", names=Names.NAMED)
    ida, card = seat(here), here.listed("Meet new engineers")
    here.voted(card, ann="g", bo="r")
    assert "Vote for …" not in here.get(here.facilitator).text
    here.send(here.facilitator, "re-vote", card.id)
    assert f"?for={ida.id}" in here.get(here.facilitator).text
    assert f"?for={ida.id}" not in here.get(here.ann).text
    assert "Vote again" in look(here, here.facilitator, ida).text
    assert vote(here, here.facilitator, ida, card, "amber").status_code == 200
    assert "entered for them" not in here.get(here.ann).text
    here.send(here.facilitator, "reveal-re-vote", card.id)
    assert "entered for them" in here.get(here.ann).text


def test_the_bell_rings_for_every_facilitator_who_may_have_the_sheet_open(here: Sitting) -> None:
    ida, co = seat(here), FacilitatorFactory(workshop=here.workshop, name="Gus")
    assert {*bells(here.workshop, ida, here.facilitator)} == {str(one.id) for one in (ida, co, here.facilitator)}
    assert bells(here.workshop, here.ann, None) == [str(here.ann.id)]


def test_whoever_watches_a_sheet_sees_what_its_owner_would_and_is_here_themself(here: Sitting) -> None:
    ida = seat(here)
    watching = scope(seated(here.facilitator), f"for={ida.id}")
    assert said(here, watching) == [Seat("participant", str(here.facilitator.id))]
    assert said(here, scope(seated(here.ann), f"for={ida.id}")) == [403]
    assert said(here, scope(seated(here.facilitator), f"for={here.ann.id}")) == [403]
    assert said(here, scope(seated(here.facilitator), "for=x")) == [404]
    Participant.objects.filter(id=ida.id).update(without_device=False)
    assert said(here, watching) == [403]


def test_a_device_that_comes_in_between_is_found_under_the_lock(here: Sitting) -> None:
    ida, card = seat(here), here.listed("Meet new engineers")
    come_to_seat(participant=Participant.objects.get(id=ida.id))
    before = tables()
    with pytest.raises(HasDevice, match="Ida has a device of their own"):
        cast_vote(voter=ida, responsibility_id=card.id, colour="green", by=here.facilitator)
    with pytest.raises(HasDevice):
        take_back_vote(voter=ida, responsibility_id=card.id, by=here.facilitator)
    assert tables() == before


def test_the_file_keeps_the_mark_where_it_tells_who_voted_what() -> None:
    here = sitting("discussion", names=Names.NAMED)
    ida, card = seat(here), here.listed("Meet new engineers")
    here.voted(card, ann="g")
    Vote.objects.create(
        ballot=card.ballots.get(), workshop=here.workshop, participant=ida, colour="red", by_stand_in=True
    )
    for document in (export(here.workshop), export_for(here.workshop, here.ann)):
        [told] = document["responsibilities"][0]["ballots"]
        assert told["by_stand_in"] == [ida.key]
        assert {"without_device": True}.items() <= document["participants"][-1].items()
    Workshop.objects.filter(id=here.workshop.id).update(names=Names.HIDDEN)
    assert "by_stand_in" not in str(export_for(here.now(), here.ann))


def test_who_asks_for_nobody_is_asked_nothing_more(here: Sitting) -> None:
    """A vote for somebody else costs a little; one's own vote, and one's own page, cost what they did."""
    ida = seat(here)
    cards = [here.listed(f"Do thing {number}") for number in range(3)]
    own, client = [], sat(here.ann, htmx=True)
    for card in cards:
        with CaptureQueriesContext(connection) as queries:
            client.post(here.url("vote", card.id), {"colour": "green"})
        own.append(len(queries))
        vote(here, here.facilitator, ida, card)
    assert own[1] == own[2]
    assert not any("without_device = true" in one["sql"].lower() for one in queries)
