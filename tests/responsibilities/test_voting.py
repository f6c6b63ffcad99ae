"""Voting: a colour on every responsibility, and the reveal."""

import re
from typing import Any
from urllib.parse import unquote

import pytest
from django.db import connections
from django.utils import timezone

from responsibilities.actions.voting import VotingClosed
from responsibilities.models import Ballot, Reason, Responsibility, Vote
from tests.sittings import Sitting, sat, sitting, tables
from tests.workshops.test_move_stage import move, together
from workshops.models import Participant
from workshops.stages import TOKEN


@pytest.fixture
def here(db: None) -> Sitting:
    return sitting("voting")


@pytest.fixture
def card(here: Sitting) -> Responsibility:
    return here.listed("Meet new engineers")


def vote(here: Sitting, card: Responsibility, who: Participant | None = None, /, **fields: Any) -> Any:
    return here.send(who or here.ann, "vote", card.id, **fields)


def colours(card: Responsibility) -> list[str]:
    return list(Vote.objects.filter(ballot__responsibility=card).order_by("id").values_list("colour", flat=True))


def test_a_vote_is_cast_and_changed(here: Sitting, card: Responsibility) -> None:
    for colour in ("green", "amber", "red", "green", "green"):
        assert vote(here, card, colour=colour).status_code == 200
        assert colours(card) == [colour]
    assert vote(here, card, here.bo, colour="red").status_code == 200
    assert sorted(colours(card)) == ["green", "red"]


def test_the_answer_is_the_next_paper_and_the_line_of_the_last(here: Sitting, card: Responsibility) -> None:
    following = here.listed("Welcome new engineers")
    others = [here.listed(f"Something else {n}") for n in range(20)]
    answer = vote(here, card, colour="green")
    assert '<hx-partial hx-target="#voting-now" hx-swap="innerMorph">' in answer.text
    assert f'<hx-partial hx-target="#line-{card.id}" hx-swap="outerMorph">' in answer.text
    assert following.text in answer.text
    assert not any(other.text in answer.text for other in others)
    assert "21 left" in answer.text
    assert answer["Live-Position"] == here.now().position


def test_the_next_paper_is_the_nearest_after_it_and_then_what_was_skipped(here: Sitting) -> None:
    cards = [here.listed(f"Number {n:02}") for n in range(14)]
    for card in cards[2:12]:
        vote(here, card, colour="green")
    assert cards[12].text in vote(here, cards[1], colour="green").text
    assert cards[13].text in vote(here, cards[12], colour="green").text
    assert cards[0].text in vote(here, cards[13], colour="green").text


def test_a_paper_drawn_once_for_all_has_each_ones_own_token_and_key(here: Sitting, card: Responsibility) -> None:
    seen = []
    for who in (here.ann, here.bo):
        client = sat(who, csrf=True)
        html = client.get(here.url("workshop")).text
        assert TOKEN not in html
        [token] = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', html.partition('id="board"')[2]))
        [key] = re.findall(r'name="client_key" value="(\w+)"', html)
        seen += [token, key]
        words = {"colour": "green", "csrfmiddlewaretoken": token}
        assert client.post(here.url("vote", card.id), words).status_code == 303
    assert len({*seen}) == 4
    assert TOKEN not in vote(here, card, colour="amber").text


def test_the_answer_to_the_last_vote_says_so(here: Sitting, card: Responsibility) -> None:
    answer = vote(here, card, colour="green")
    assert "That’s all 1" in answer.text
    assert f'<hx-partial hx-target="#line-{card.id}" hx-swap="outerMorph">' in answer.text


def test_without_javascript_it_leads_to_the_next_paper(here: Sitting, card: Responsibility) -> None:
    answer = here.post(here.ann, "vote", card.id, colour="green")
    assert (answer.status_code, answer["Location"]) == (303, f"{here.url('workshop')}?after={card.id}")


def test_red_asks_why_and_who_instead(here: Sitting, card: Responsibility) -> None:
    answer = vote(here, card, colour="red")
    assert colours(card) == ["red"]
    assert "Who should own it instead?" in answer.text
    vote(here, card, colour="red", reason="  They build\nit ", owner="Tech Lead")
    reason = Reason.objects.get()
    assert (reason.text, reason.owner, reason.participant) == ("They build it", "Tech Lead", here.ann)


def test_a_reason_can_be_changed_and_taken_back(here: Sitting, card: Responsibility) -> None:
    vote(here, card, colour="red", reason="One", owner="HR")
    vote(here, card, colour="red", reason="Two", owner="")
    assert Reason.objects.values_list("text", "owner").get() == ("Two", "")
    vote(here, card, colour="red", reason="", owner="")
    assert not Reason.objects.exists()


def test_an_owner_is_for_red_only(here: Sitting, card: Responsibility) -> None:
    vote(here, card, colour="red", reason="They build it", owner="HR")
    vote(here, card, colour="green")
    assert Reason.objects.values_list("text", "owner").get() == ("They build it", "")


@pytest.mark.parametrize(("field", "most"), [("reason", 1000), ("owner", 100)])
def test_too_many_words_come_back(here: Sitting, card: Responsibility, field: str, most: int) -> None:
    words = {"reason": "", "owner": "", "card": card.id, "ask": "1", field: "x" * (most + 1)}
    answer = vote(here, card, colour="red", **words)
    assert answer.status_code == 422
    assert f"at most {most} fit" in answer.text
    assert "x" * (most + 1) in answer.text
    assert colours(card) == []


def test_where_red_needs_a_reason_it_counts_only_with_one(db: None) -> None:
    here = sitting("voting", red_needs_reason=True)
    card = here.listed("Meet new engineers")
    asked = vote(here, card, colour="red")
    assert (asked.status_code, colours(card)) == (200, [])
    assert 'name="reason"' in asked.text
    empty = vote(here, card, colour="red", reason="  ", owner="HR", card=card.id, ask="1")
    assert (empty.status_code, colours(card)) == (422, [])
    assert "asks for a reason with every Red" in empty.text
    assert 'value="HR"' in empty.text
    assert not Ballot.objects.exists()
    vote(here, card, colour="red", reason="They build it")
    assert colours(card) == ["red"]


@pytest.mark.parametrize("colour", ["", "mauve", "GREEN", "\x00", "green "])
def test_a_colour_that_is_none_is_refused(here: Sitting, card: Responsibility, colour: str) -> None:
    before = tables()
    answer = vote(here, card, colour=colour)
    assert answer.status_code == 422
    assert "Choose Green, Amber or Red." in answer.text
    assert tables() == before


def test_what_is_not_on_the_wall_cannot_be_voted_on(here: Sitting, card: Responsibility) -> None:
    removed = here.listed("Removed", removed_at=timezone.now())
    merged = here.listed("Merged", merged_into=card)
    foreign = sitting("voting").listed("Elsewhere")
    before = tables()
    for other in (removed, merged, foreign):
        answer = vote(here, other, colour="green")
        assert answer.status_code == 422
        assert "no longer on the wall" in answer.text
    assert tables() == before


def test_a_vote_is_taken_back_with_what_was_said_with_it(here: Sitting, card: Responsibility) -> None:
    vote(here, card, colour="red", reason="They build it", owner="HR")
    vote(here, card, here.bo, colour="green")
    answer = here.send(here.ann, "take-back", card.id)
    assert answer.status_code == 200
    assert f'id="line-{card.id}" data-colour=""' in answer.text
    assert "1 left" in answer.text
    assert colours(card) == ["green"]
    assert not Reason.objects.exists()
    assert here.standing() == "1 of 2 done"
    assert here.send(here.ann, "take-back", card.id).status_code == 200
    assert here.post(here.bo, "take-back", card.id).status_code == 303
    assert not Ballot.objects.exists()
    assert here.standing() == "0 of 2 done"
    assert vote(here, card, colour="amber").status_code == 200


def test_nothing_is_taken_back_once_it_is_revealed(here: Sitting, card: Responsibility) -> None:
    vote(here, card, colour="green")
    here.send(here.facilitator, "reveal")
    before = tables()
    assert here.send(here.ann, "take-back", card.id).status_code == 422
    foreign = sitting("voting").listed("Elsewhere")
    assert here.send(here.ann, "take-back", foreign.id).status_code == 422
    before_and_elsewhere = {name: rows for name, rows in tables().items() if name in before}
    assert before_and_elsewhere["responsibilities_vote"] == before["responsibilities_vote"]


def test_a_refusal_is_said_in_a_header_too(here: Sitting, card: Responsibility) -> None:
    """What a device had kept and sends late is not put into the page: its script says why it was not taken."""
    here.send(here.facilitator, "reveal")
    answer = vote(here, card, colour="green")
    assert unquote(answer["Live-Refusal"]) == str(VotingClosed.message)


def test_a_page_can_draw_the_next_papers_of_what_it_shows_anyway(here: Sitting, card: Responsibility) -> None:
    other = here.listed("Welcome new engineers")
    vote(here, card, here.bo, colour="red", reason="Bo's own reason", owner="HR")
    vote(here, other, colour="red", reason="Ann's own reason", owner="Tech Lead")
    page = here.get(here.ann).text
    assert f'id="line-{card.id}" data-colour="" data-category="{card.category.key}"><' in page
    assert f'id="line-{other.id}" data-colour="red"' in page
    assert 'data-owner="Tech Lead"' in page
    assert "own reason" not in page.replace("Ann&#x27;s own reason", "")
    patterns = re.findall(r"<template id=\"sweep-.*?</template>", page, re.DOTALL)
    assert len(patterns) == 5
    for pattern in patterns:
        assert pattern.count(" id=") == 1, "an id in a pattern is taken for the one that is on the page"
        assert card.text not in pattern


def test_the_reveal_ends_it(here: Sitting, card: Responsibility) -> None:
    vote(here, card, colour="green")
    assert here.send(here.facilitator, "reveal").status_code == 200
    answer = vote(here, card, colour="red", reason="Too late")
    assert answer.status_code == 422
    assert "can no longer be changed" in answer.text
    assert colours(card) == ["green"]


def test_the_reveal_of_nothing_voted_on_is_a_reveal_too(here: Sitting, card: Responsibility) -> None:
    """Otherwise somebody could vote on it with everybody else's colours before their eyes."""
    assert here.send(here.facilitator, "reveal").status_code == 200
    assert vote(here, card, colour="green").status_code == 422
    assert card.ballots.get().revealed_at is not None


def test_revealing_twice_is_revealing_once(here: Sitting, card: Responsibility) -> None:
    here.send(here.facilitator, "reveal")
    first = here.now().revealed_at
    here.send(here.facilitator, "reveal")
    assert here.now().revealed_at == first


def test_what_was_added_after_the_reveal_is_voted_on_by_going_back(here: Sitting, card: Responsibility) -> None:
    vote(here, card, colour="green")
    move(here, "voting", "discussion")
    late = here.listed("Late", is_late=True)
    assert vote(here, late, colour="green").status_code == 422
    move(here, "discussion", "voting")
    assert "Late" in here.get(here.bo).text
    assert vote(here, late, colour="red").status_code == 200
    assert vote(here, card, colour="red").status_code == 422
    assert late.ballots.get().revealed_at is None
    move(here, "voting", "discussion")
    assert late.ballots.get().revealed_at is not None


@pytest.mark.django_db(transaction=True)
def test_many_votes_of_one_person_at_once_are_one() -> None:
    here = sitting("voting")
    card = here.listed("Meet new engineers")
    statuses: list[int] = []

    def cast(colour: str) -> None:
        for _ in range(8):
            statuses.append(sat(here.ann, htmx=True).post(here.url("vote", card.id), {"colour": colour}).status_code)

    together(*[lambda c=c: cast(c) for c in ("green", "amber", "red", "green", "amber", "red", "green", "amber")])
    assert statuses == [200] * 64
    assert len(colours(card)) == 1
    assert Ballot.objects.count() == 1
    connections.close_all()
