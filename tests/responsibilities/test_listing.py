"""Adding responsibilities, and changing one's own."""

from typing import Any

import pytest
from django.utils import timezone

from responsibilities.models import Responsibility
from tests.factories import CategoryFactory, ResponsibilityFactory
from tests.sittings import Sitting, sitting, tables

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Sitting:
    return sitting("listing")


def add(here: Sitting, text: str, **fields: Any) -> Any:
    fields = {"category": here.category, "client_key": "k1"} | fields
    return here.send(here.ann, "responsibilities", text=text, **fields)


def texts(here: Sitting) -> list[str]:
    return [row.text for row in here.workshop.responsibilities.kept().in_order()]


def test_a_responsibility_is_added_to_the_chosen_category(here: Sitting) -> None:
    category = here.workshop.categories.latest("number")
    answer = add(here, "  Meet   new engineers ", category=category.id)
    assert answer.status_code == 200
    card = here.workshop.responsibilities.get()
    assert (card.text, card.category, card.author, card.is_late) == ("Meet new engineers", category, here.ann, False)


def test_the_answer_is_ones_own_part_with_a_new_key(here: Sitting) -> None:
    answer = add(here, "Meet new engineers")
    assert '<hx-partial hx-target="#mine" hx-swap="innerMorph">' in answer.text
    assert "Meet new engineers" in answer.text
    assert 'name="client_key" value="k1"' not in answer.text
    assert answer["Live-Position"] == here.now().position
    assert "no-store" in answer["Cache-Control"]


def test_without_javascript_it_leads_back_to_the_page(here: Sitting) -> None:
    answer = here.post(here.ann, "responsibilities", text="One", category=here.category)
    assert (answer.status_code, answer["Location"]) == (303, here.url("workshop"))
    assert texts(here) == ["One"]


def test_each_line_is_one(here: Sitting) -> None:
    add(here, "One\r\n\n  Two \n\u2028Three\n")
    assert texts(here) == ["One", "Two", "Three"]


def test_lines_that_were_ticked_are_each_one(here: Sitting) -> None:
    add(here, "not this", line=["One", "Two", "One"])
    assert texts(here) == ["One", "Two", "One"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type what you do"),
        (" \u2003\x00\n", "Type what you do"),
        ("x" * 301, "301 characters; at most 300 fit."),
        ("fine\n" + "x" * 301, "Line 2: 301 characters"),
        ("a\n" * 101, "101 lines; add at most 100 at a time."),
        ("a\n" * 10_000, "10,000 lines"),
    ],
)
def test_what_does_not_fit_comes_back_with_the_reason(here: Sitting, typed: str, said: str) -> None:
    before = tables()
    answer = add(here, typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert typed.strip()[:300] in answer.text
    assert 'name="client_key" value="k1"' in answer.text
    assert tables() == before


@pytest.mark.parametrize("typed", ["x" * 300, "😀" * 300, "\n".join(f"Line {n}" for n in range(100))])
def test_what_just_fits_is_taken(here: Sitting, typed: str) -> None:
    assert add(here, typed).status_code == 200
    assert texts(here) == typed.splitlines()


def test_more_fields_than_a_form_has_are_no_form(here: Sitting) -> None:
    assert add(here, "", line=["a"] * 10_000).status_code == 400


def test_text_is_never_markup(here: Sitting) -> None:
    answer = add(here, "<img src=x onerror=alert(1)> {{ 7 }}")
    assert "<img src=x" not in answer.text
    assert "&lt;img src=x onerror=alert(1)&gt; {{ 7 }}" in answer.text


def test_a_retry_makes_no_second_one(here: Sitting) -> None:
    for _ in range(3):
        assert add(here, "One\nTwo\nOne").status_code == 200
    assert texts(here) == ["One", "Two", "One"]


def test_what_was_changed_before_the_retry_is_not_lost(here: Sitting) -> None:
    """The first answer never came: whoever then types something else, with the same form, means something else."""
    add(here, "One\nTwo")
    add(here, "Two\nThree")
    assert texts(here) == ["One", "Two", "Three"]


def test_a_key_is_ones_own(here: Sitting) -> None:
    add(here, "One")
    here.send(here.bo, "responsibilities", text="One", category=here.category, client_key="k1")
    assert texts(here) == ["One", "One"]


@pytest.mark.parametrize("key", ["", "\x00", "🦄", "x" * 5000, "'; --"])
def test_any_key_will_do(here: Sitting, key: str) -> None:
    assert add(here, "One", client_key=key).status_code == 200
    assert texts(here) == ["One"]


@pytest.mark.parametrize("category", ["", "no-id", "\x00", "00000000-0000-0000-0000-000000000000"])
def test_a_category_that_is_none_is_refused(here: Sitting, category: str) -> None:
    answer = add(here, "One", category=category)
    assert answer.status_code == 422
    assert "Choose a category." in answer.text
    assert 'value="One"' in answer.text


def test_a_category_of_another_workshop_is_none(here: Sitting) -> None:
    for foreign in (sitting("listing").category, CategoryFactory().id):
        assert add(here, "One", category=foreign).status_code == 422
    assert texts(here) == []


@pytest.mark.parametrize("stage", ["voting", "discussion", "clustering", "framework"])
def test_after_listing_it_is_late_and_still_taken(stage: str) -> None:
    here = sitting(stage)
    assert add(here, "One").status_code == 200
    assert here.workshop.responsibilities.get().is_late


def test_a_workshop_holds_so_many(here: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("responsibilities.actions.listing.MOST_IN_WORKSHOP", 3)
    assert add(here, "One\nTwo").status_code == 200
    assert add(here, "Three\nFour", client_key="k2").status_code == 422
    assert texts(here) == ["One", "Two"]


def test_a_facilitator_who_adds_takes_part(here: Sitting) -> None:
    assert not here.facilitator.takes_part
    here.send(here.facilitator, "responsibilities", text="One", category=here.category)
    here.facilitator.refresh_from_db()
    assert here.facilitator.takes_part


def test_a_name_is_told_only_in_a_crowd_and_before_the_wall(here: Sitting) -> None:
    for count, author in enumerate((here.ann, here.bo, here.facilitator), start=1):
        assert "Ann" not in others(here)
        here.listed(f"Number {count}", by=author)
    assert "Fay and 2 others have added 3" in others(here)
    here.post(here.facilitator, "wall")
    assert "3 people have added 3" in others(here)


def others(here: Sitting) -> str:
    page: str = here.get(here.bo).text
    return page.split('id="others-sentence"')[1].split("</p>")[0]


def test_one_rewords_and_moves_ones_own(here: Sitting) -> None:
    card, category = here.listed("One"), here.workshop.categories.latest("number")
    answer = here.send(here.ann, "reword", card.id, text="Two", category=category.id)
    assert answer.status_code == 200
    card.refresh_from_db()
    assert (card.text, card.category) == ("Two", category)


@pytest.mark.parametrize(("typed", "said"), [("", "Type what you do"), ("x" * 301, "301 characters")])
def test_a_rewording_that_does_not_fit_comes_back(here: Sitting, typed: str, said: str) -> None:
    card = here.listed("One")
    answer = here.send(here.ann, "reword", card.id, text=typed, category=card.category_id, edit=card.id)
    assert answer.status_code == 422
    assert said in answer.text
    assert f'id="edit-{card.id}"' in answer.text
    card.refresh_from_db()
    assert card.text == "One"


def test_removing_can_be_undone_and_both_may_be_pressed_twice(here: Sitting) -> None:
    card = here.listed("One")
    for name, left in (("remove", []), ("remove", []), ("put-back", ["One"]), ("put-back", ["One"])):
        answer = here.send(here.ann, name, card.id)
        assert answer.status_code == 200
        assert "One" in answer.text
        assert texts(here) == left


@pytest.mark.parametrize("name", ["reword", "remove"])
def test_what_was_voted_on_keeps_its_words(here: Sitting, name: str) -> None:
    card = here.listed("One")
    here.voted(card, bo="r")
    before = tables()
    answer = here.send(here.ann, name, card.id, text="Two", category=card.category_id, edit=card.id)
    assert answer.status_code == 422
    assert "People have voted on this" in answer.text
    assert tables() == before


@pytest.mark.parametrize("name", ["reword", "remove", "put-back"])
def test_only_ones_own_can_be_changed(here: Sitting, name: str) -> None:
    removed = timezone.now() if name == "put-back" else None
    card = here.listed("One", by=here.bo, removed_at=removed)
    foreign = ResponsibilityFactory()
    before = tables()
    for who in (here.ann, here.facilitator):
        for id in (card.id, foreign.id, card.category_id):
            answer = here.send(who, name, id, text="Mine", category=card.category_id)
            assert answer.status_code == 422
            assert "Only whoever wrote it can change it." in answer.text
    assert tables() == before


def test_one_that_others_were_merged_into_is_not_taken_away_with_them(here: Sitting) -> None:
    survivor = here.listed("One")
    here.listed("Also one", by=here.bo, merged_into=survivor)
    answer = here.send(here.ann, "remove", survivor.id)
    assert answer.status_code == 422
    assert "Others were merged into this one" in answer.text
    assert Responsibility.objects.kept().count() == 2


def test_showing_the_wall_happens_once(here: Sitting) -> None:
    here.listed("One")
    assert here.send(here.facilitator, "wall").status_code == 200
    shown = here.now().wall_shown_at
    assert shown is not None
    assert here.send(here.facilitator, "wall").status_code == 200
    assert here.now().wall_shown_at == shown
    assert "One" in here.get(here.bo).text
