"""Regions: which are sent after a change, and that sending them is enough."""

import re
from typing import Any

import pytest
from django.template import engines
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from live.boards import Drawing
from live.pictures import DEPTH, Picture, first
from live.positions import Position
from live.regions import Region, changed, keep_rendered, partials, walk

CARD, COLUMN = "live_tests/card.html", "live_tests/column.html"


def card(number: int, name: str = "A card") -> Region:
    return Region(f"card-{number}", CARD, {"name": name})


def column(name: str, *cards: Region) -> Region:
    return Region(name, COLUMN, {"cards": cards})


def ids(regions: list[Region]) -> list[str]:
    return [region.id for region in regions]


def test_a_changed_card_is_sent_alone() -> None:
    old = [column("one", card(1), card(2)), column("two", card(3))]
    new = [column("one", card(1), card(2, "Other words")), column("two", card(3))]
    assert ids(changed(old, new)) == ["card-2"]


def test_an_added_removed_or_moved_card_sends_its_columns() -> None:
    old = [column("one", card(1), card(2)), column("two", card(3))]
    assert ids(changed(old, [column("one", card(1), card(2), card(4)), column("two", card(3))])) == ["one"]
    assert ids(changed(old, [column("one", card(1)), column("two", card(3))])) == ["one"]
    assert ids(changed(old, [column("one", card(1)), column("two", card(3), card(2))])) == ["one", "two"]
    assert ids(changed(old, [column("one", card(2), card(1)), column("two", card(3))])) == ["one"]


def test_nothing_is_sent_when_nothing_changed() -> None:
    assert changed([column("one", card(1))], [column("one", card(1))]) == []


def test_another_template_sends_the_region() -> None:
    assert ids(changed([Region("a", CARD)], [Region("a", COLUMN)])) == ["a"]


def test_text_that_looks_like_a_region_is_no_region() -> None:
    old = [Region("a", CARD, {"name": Region("b", CARD)})]
    assert ids(changed(old, [Region("a", CARD, {"name": "b"})])) == ["a"]


@pytest.mark.parametrize("bad", ["", "1", "a b", "a.b", 'a"', "a>b", "é"])
def test_an_id_that_is_no_selector_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match="id"):
        Region(bad, CARD)


@pytest.mark.usefixtures("templates")
def test_children_are_drawn_in_place_and_text_is_escaped() -> None:
    html = column("one", card(1, "<b>&")).html
    assert '<li id="card-1"><span>&lt;b&gt;&amp;</span>' in html
    assert html.count("card-1") == column("one", card(1)).html.count("card-1")


@pytest.mark.usefixtures("templates")
def test_partials_name_the_place_of_each_region() -> None:
    assert partials([Region("head", "live_tests/head.html", {"title": "Hi"})]) == (
        '<hx-partial hx-target="#head" hx-swap="outerMorph"><h2 id="head">Hi</h2></hx-partial>'
    )


@pytest.mark.usefixtures("templates")
def test_what_did_not_change_is_not_rendered_again(monkeypatch: pytest.MonkeyPatch) -> None:
    old = column("one", card(1), card(2))
    assert old.html
    new = column("one", card(1), card(2), card(3))
    keep_rendered([old], [new])
    assert [region.id for region in walk([new]) if "_html" in region.__dict__] == ["card-1", "card-2"]


# A page for the property below is a dictionary of nested places; templates are plain nesting.
names = st.text("ab<&'\n", max_size=3)


@st.composite
def boards(draw: Any) -> tuple[Region, ...]:
    """Two fixed top regions, with cards that come, go, move and change between drawings."""
    where = draw(st.lists(st.sampled_from([None, "left", "right"]), min_size=6, max_size=6))
    order = draw(st.permutations(range(6)))
    cards = {side: tuple(card(n, draw(names)) for n in order if where[n] == side) for side in ("left", "right")}
    return column("left", *cards["left"]), column("right", *cards["right"])


def page(regions: tuple[Region, ...]) -> str:
    return "".join(region.html for region in regions)


def apply(html: str, regions: list[Region]) -> str:
    """Put regions in their places, as the browser does: the element with that id is replaced whole."""
    for region in regions:
        tag = re.match(r"\s*<(\w+)", region.html)
        assert tag
        start = html.index(f'<{tag[1]} id="{region.id}"')
        end = html.index(f"</{tag[1]}>", start) + len(f"</{tag[1]}>")
        html = html[:start] + region.html + html[end:]
    return html


@pytest.mark.usefixtures("templates")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(old=boards(), new=boards())
def test_the_changed_regions_turn_the_old_page_into_the_new_one(
    old: tuple[Region, ...], new: tuple[Region, ...]
) -> None:
    assert apply(page(old), changed(old, new)) == page(new)


@pytest.mark.usefixtures("templates")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(boards(), min_size=2, max_size=6), data=st.data())
def test_a_browser_at_any_known_position_gets_what_it_lacks(history: list[tuple[Region, ...]], data: Any) -> None:
    picture: Picture = first(Drawing("e.5", history[0]))
    for revision, regions in enumerate(history[1:], start=6):
        picture = picture.next(Drawing(f"e.{revision}", regions))
    at = data.draw(st.integers(5, 4 + len(history)))
    sent = picture.since(Position("e", at))
    assert apply(page(history[at - 5]), sent) == page(history[-1])


def test_a_browser_whose_position_is_not_known_gets_everything() -> None:
    regions = (column("left", card(1)), column("right"))
    picture = first(Drawing("e.5", regions)).next(Drawing("e.6", regions))
    assert picture.since(Position("e", 5)) == []
    for held in (None, Position("e", 4), Position("e", 7), Position("f", 5)):
        assert picture.since(held) == list(regions)


def test_what_came_and_went_with_a_revision_that_was_not_drawn_here_is_not_left_standing() -> None:
    # A page from another process shows the sixth revision. Here it was skipped, and the seventh looks like the fifth.
    regions = (column("left", card(1)), column("right"))
    picture = first(Drawing("e.5", regions)).next(Drawing("e.7", regions))
    assert picture.since(Position("e", 6)) == list(regions)
    assert picture.since(Position("e", 5)) == []


def test_a_picture_remembers_so_many_drawings() -> None:
    regions = (column("left", card(1)),)
    picture = first(Drawing("e.0", regions))
    for revision in range(1, 2 * DEPTH):
        picture = picture.next(Drawing(f"e.{revision}", regions))
    assert picture.since(Position("e", DEPTH)) == []
    assert picture.since(Position("e", DEPTH - 1)) == list(regions)


def test_a_step_back_or_another_epoch_forgets() -> None:
    regions = (column("left", card(1)),)
    picture = first(Drawing("e.5", regions))
    for position in ("e.4", "f.9"):
        assert picture.next(Drawing(position, regions)).base == int(position[2:])


def test_marks_do_not_grow_with_what_is_gone() -> None:
    picture = first(Drawing("e.0", (column("left"),)))
    for number in range(1, 50):
        picture = picture.next(Drawing(f"e.{number}", (column("left", card(number, "x")),)))
        picture = picture.next(Drawing(f"e.{number}", (column("left", card(number, "y")),)))
    assert set(picture.marks) <= {"left", "card-49"}


def test_a_board_without_a_position_is_a_fault() -> None:
    with pytest.raises(ValueError, match="position"):
        first(Drawing("nowhere", ()))


def test_templates_of_the_tests_are_found(templates: None) -> None:
    assert engines["django"].get_template(CARD)
