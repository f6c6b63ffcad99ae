"""Clustering: sorting into areas, and merging duplicates. Everybody can help."""

from collections.abc import Iterable
from typing import Any

import pytest

from responsibilities.models import Area, Responsibility
from tests.factories import AreaFactory
from tests.sittings import Sitting, sitting, tables

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Sitting:
    return sitting("clustering")


@pytest.fixture
def cards(here: Sitting) -> list[Responsibility]:
    return [here.listed(text) for text in ("Meet new engineers", "Welcome new engineers", "Run the payroll")]


def ids(cards: Iterable[Responsibility]) -> list[Any]:
    return [card.id for card in cards]


def put(here: Sitting, cards: Iterable[Responsibility], area: str) -> Any:
    return here.send(here.ann, "placing", responsibility=ids(cards), area=area)


def areas(cards: Iterable[Responsibility]) -> list[str]:
    found = []
    for card in cards:
        card.refresh_from_db()
        found.append(card.area.name if card.area else "")
    return found


def test_several_go_to_a_new_area_at_once(here: Sitting, cards: list[Responsibility]) -> None:
    answer = put(here, cards[:2], "  New   Starters ")
    assert answer.status_code == 200
    assert '<hx-partial hx-target="#board"' in answer.text
    assert areas(cards) == ["New Starters", "New Starters", ""]


def test_an_area_is_known_by_its_name_whatever_the_case(here: Sitting, cards: list[Responsibility]) -> None:
    area = AreaFactory(workshop=here.workshop, name="Éire Straße")
    put(here, cards[:1], "éire STRASSE")
    assert areas(cards[:1]) == [area.name]
    assert here.workshop.areas.count() == 1


def test_an_area_can_be_made_before_anything_is_in_it(here: Sitting) -> None:
    for _ in range(2):
        assert put(here, [], "New Starters").status_code == 200
    assert here.workshop.areas.get().name == "New Starters"


@pytest.mark.parametrize(("area", "said"), [("", "Type an area’s name."), ("x" * 301, "301 characters")])
def test_a_name_that_does_not_do_comes_back(here: Sitting, cards: list[Responsibility], area: str, said: str) -> None:
    before = tables()
    answer = put(here, cards, area)
    assert answer.status_code == 422
    assert said.replace("’", "&#x27;") in answer.text
    assert area in answer.text
    assert tables() == before


def test_ids_from_elsewhere_move_nothing(here: Sitting, cards: list[Responsibility]) -> None:
    there = sitting("clustering")
    foreign = there.listed("Elsewhere", area=AreaFactory(workshop=there.workshop, name="There"))
    for name in ("placing", "unsort", "merge-duplicates"):
        here.send(here.ann, name, responsibility=[foreign.id, cards[0].id, "no-id"], area="Here")
    assert areas([foreign]) == ["There"]
    assert foreign.merged_into is None


def test_taking_out_puts_back_into_the_tray(here: Sitting, cards: list[Responsibility]) -> None:
    put(here, cards, "New Starters")
    here.send(here.bo, "unsort", responsibility=ids(cards[:2]))
    assert areas(cards) == ["", "", "New Starters"]
    answer = here.send(here.bo, "unsort")
    assert answer.status_code == 422
    assert "Select one or more responsibilities first." in answer.text


def edit(here: Sitting, name: str, area: Area, /, **fields: Any) -> Any:
    return here.send(here.ann, name, area.id, edit_area=area.id, **fields)


def test_an_area_is_given_a_name_an_emoji_and_a_sentence(here: Sitting) -> None:
    area = AreaFactory(workshop=here.workshop, name="Old")
    assert edit(here, "area", area, name="New", emoji="🦄", description="First\r\nweek").status_code == 200
    area.refresh_from_db()
    assert (area.name, area.emoji, area.description) == ("New", "🦄", "First\nweek")
    assert edit(here, "area", area, name="NEW").status_code == 200


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": " "}, "Type an area&#x27;s name."),
        ({"name": "taken"}, "There is already an area of that name."),
        ({"name": "Fine", "emoji": "x" * 65}, "65 characters"),
        ({"name": "Fine", "description": "w" * 4001}, "w" * 4001),
    ],
)
def test_a_change_that_does_not_do_comes_back(here: Sitting, fields: dict[str, str], said: str) -> None:
    area = AreaFactory(workshop=here.workshop, name="Old")
    AreaFactory(workshop=here.workshop, name="Taken")
    before = tables()
    answer = edit(here, "area", area, **fields)
    assert answer.status_code == 422
    assert said in answer.text
    assert tables() == before


def test_two_areas_become_one(here: Sitting, cards: list[Responsibility]) -> None:
    put(here, cards[:1], "One")
    put(here, cards[1:], "Two")
    one, two = here.workshop.areas.order_by("number")
    assert edit(here, "merge-areas", one, into=two.id).status_code == 200
    assert areas(cards) == ["Two"] * 3
    assert here.workshop.areas.get() == two


def test_an_area_merged_into_itself_stays(here: Sitting) -> None:
    area = AreaFactory(workshop=here.workshop)
    assert edit(here, "merge-areas", area, into=area.id).status_code == 200
    assert here.workshop.areas.get() == area


def test_areas_that_are_not_there_are_refused(here: Sitting) -> None:
    area, foreign = AreaFactory(workshop=here.workshop), AreaFactory()
    before = tables()
    for into in ("", "no-id", foreign.id):
        assert edit(here, "merge-areas", area, into=into).status_code == 422
    for name in ("area", "merge-areas", "drop-area"):
        answer = here.send(here.ann, name, foreign.id, name="Mine now", into=area.id)
        assert answer.status_code == 422
        assert "no longer there" in answer.text
    assert tables() == before


def test_an_empty_area_is_dropped_and_a_full_one_not(here: Sitting, cards: list[Responsibility]) -> None:
    put(here, cards, "Full")
    full, empty = here.workshop.areas.get(), AreaFactory(workshop=here.workshop)
    assert edit(here, "drop-area", empty).status_code == 200
    answer = edit(here, "drop-area", full)
    assert answer.status_code == 422
    assert "There are still responsibilities in it." in answer.text
    assert here.workshop.areas.get() == full


def test_an_area_that_only_looks_empty_is_dropped_too(here: Sitting, cards: list[Responsibility]) -> None:
    """A red one is shown with its owner, an idea among the ideas, and neither in the area."""
    put(here, cards, "Looks empty")
    here.send(here.facilitator, "decision", cards[0].id, colour="red")
    here.send(here.facilitator, "park", cards[1].id)
    Responsibility.objects.filter(id=cards[2].id).update(removed_at=here.workshop.created_at)
    assert edit(here, "drop-area", here.workshop.areas.get()).status_code == 200
    assert areas(cards) == ["", "", ""]


def test_a_workshop_has_so_many_areas(here: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("responsibilities.actions.clustering.MOST_AREAS", 1)
    assert put(here, [], "One").status_code == 200
    assert put(here, [], "Two").status_code == 422
    assert here.workshop.areas.count() == 1


def merge(here: Sitting, cards: Iterable[Responsibility]) -> Any:
    return here.send(here.ann, "merge-duplicates", responsibility=ids(cards))


def tally(here: Sitting, key: str) -> dict[str, int]:
    rows = here.get(here.ann, "export-json").json()["responsibilities"]
    counts: dict[str, int] = next(row for row in rows if row["key"] == key)["ballots"][-1]["tally"]
    return counts


def test_duplicates_go_under_the_earliest(here: Sitting, cards: list[Responsibility]) -> None:
    put(here, cards[1:2], "New Starters")
    assert merge(here, [cards[1], cards[0]]).status_code == 200
    assert areas(cards) == ["", "", ""]
    assert [card.merged_into for card in cards] == [None, cards[0], None]
    assert "also: Welcome new engineers" in here.get(here.bo).text


def test_who_voted_only_on_the_duplicate_brings_that_vote_along(here: Sitting, cards: list[Responsibility]) -> None:
    here.voted(cards[0], ann="g")
    here.voted(cards[1], ann="r", bo="r")
    merge(here, cards[:2])
    assert tally(here, cards[0].key) == {"green": 1, "amber": 0, "red": 1}


def test_what_was_merged_before_moves_along(here: Sitting, cards: list[Responsibility]) -> None:
    merge(here, cards[1:])
    merge(here, cards[:2])
    areas(cards)
    assert [card.merged_into for card in cards] == [None, cards[0], cards[0]]


def test_fewer_than_two_are_no_duplicates(here: Sitting, cards: list[Responsibility]) -> None:
    before = tables()
    for chosen in ([], cards[:1], [cards[0], cards[0]]):
        answer = merge(here, chosen)
        assert answer.status_code == 422
        assert "Select two or more" in answer.text
    assert tables() == before


def test_unmerging_gives_both_their_own_votes_and_place_again(here: Sitting, cards: list[Responsibility]) -> None:
    here.voted(cards[0], ann="g")
    here.voted(cards[1], ann="r", bo="r")
    area = AreaFactory(workshop=here.workshop)
    Responsibility.objects.filter(id=cards[1].id).update(area=area)
    before = [tally(here, card.key) for card in cards[:2]]
    merge(here, cards[:2])
    assert f'id="unmerge-{cards[1].id}"' in here.get(here.bo).text
    assert here.send(here.bo, "unmerge", cards[1].id).status_code == 200
    cards[1].refresh_from_db()
    assert cards[1].area == area
    assert [tally(here, card.key) for card in cards[:2]] == before
