"""The pictures' rules: everything is on them exactly once, their parts add up, and nothing is drawn where it is not."""

import gzip
import uuid
from fractions import Fraction
from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from responsibilities.agreement import CELL, HEIGHT, LARGEST, WIDTH, AgreementMap, agreement_map, columns_for
from responsibilities.marks import Mark
from responsibilities.outcome import AreaOutcome, Line
from responsibilities.pictures import SPAN, AreaSize, area_sizes, rounds, side_by_side, split_by_category
from responsibilities.verdict import Tally, in_order_of_discussion

THRESHOLD = Fraction(2, 3)
MARKS = [Mark(name.lower(), name, "") for name in ("People", "Team", "Tech Wide", "Other")]
TALLIES = st.builds(Tally, *[st.integers(0, 40)] * 3)
VOTED = TALLIES.filter(lambda tally: tally.total > 0)


def line(number: int, tally: Tally, text: str = "", mark: Mark = MARKS[0]) -> Line:
    return Line(
        id=uuid.UUID(int=number),
        key=f"r{number}",
        number=number,
        text=text or f"Do the thing number {number}",
        category_key=mark.key,
        category=mark.name,
        category_emoji=mark.emoji,
        area_id=None,
        tally=tally,
        verdict=tally.verdict(THRESHOLD),
        is_contested=tally.is_contested(THRESHOLD),
        is_thin=False,
        decision=None,
        rationale="",
        owner="",
        is_idea=False,
        duplicates=(),
    )


LINES = st.lists(TALLIES, max_size=60).map(
    lambda tallies: in_order_of_discussion(
        [line(number, tally, mark=MARKS[number % 4]) for number, tally in enumerate(tallies, start=1)], THRESHOLD
    )
)


@given(LINES)
def test_every_responsibility_with_votes_is_in_one_mark_and_in_one_row(lines: list[Line]) -> None:
    voted = [line.number for line in lines if line.tally.total]
    drawn = agreement_map(lines)
    assert [row.number for row in drawn.rows] == voted
    assert sum(spot.count for spot in drawn.spots) == len(voted)
    for place, spot in enumerate(drawn.spots):
        members = [row for row in drawn.rows if row.spot == place]
        assert len(members) == spot.count > 0
        assert members[0].number == spot.first
        assert {(row.colour, row.is_contested) for row in members} == {(spot.colour, spot.contested)}


@given(LINES)
def test_the_counts_of_the_map_add_up(lines: list[Line]) -> None:
    drawn = agreement_map(lines)
    assert sum(count for _, count in drawn.counts) == len(drawn.rows)
    assert drawn.contested == sum(spot.count for spot in drawn.spots if spot.contested)
    for colour, count in drawn.counts:
        assert count == sum(spot.count for spot in drawn.spots if spot.colour == colour)


@given(LINES)
def test_no_mark_is_drawn_on_another_or_off_the_map(lines: list[Line]) -> None:
    spots = agreement_map(lines).spots
    assert len({(spot.x, spot.y) for spot in spots}) == len(spots)
    for spot in spots:
        assert -2 <= spot.left <= WIDTH + 2 - spot.size
        assert -2 <= spot.top <= HEIGHT + 2 - spot.size
        assert spot.size <= LARGEST


@given(LINES)
def test_a_mark_stands_as_near_to_its_place_as_the_grid_allows(lines: list[Line]) -> None:
    drawn = agreement_map(lines)
    tallies = {line.number: line.tally for line in lines}
    for row in drawn.rows:
        spot, tally = drawn.spots[row.spot], tallies[row.number]
        right = CELL / 2 + float(tally.share(tally.green)) * (WIDTH - CELL)
        up = HEIGHT - CELL / 2 - float(tally.disagreement) * (HEIGHT - CELL)
        assert abs(spot.x - right) <= 2 * CELL
        assert abs(spot.y - up) <= CELL


@given(LINES)
def test_the_same_votes_give_the_same_map(lines: list[Line]) -> None:
    assert agreement_map(lines) == agreement_map(list(lines))


def test_with_few_voters_every_share_of_green_has_its_own_column() -> None:
    assert [columns_for(votes) for votes in (0, 1, 3, 5, 13, 14, 15, 40)] == [14, 14, 12, 10, 13, 14, 14, 14]
    lines = [line(number, Tally(number, 13 - number, 0)) for number in range(14)]
    assert len({spot.x for spot in agreement_map(lines).spots}) == 14


def test_more_responsibilities_at_one_place_make_a_larger_mark_with_their_number() -> None:
    lines = [line(number, Tally(13, 0, 0)) for number in range(1, 4)] + [line(9, Tally(0, 0, 13))]
    ours, not_ours = sorted(agreement_map(lines).spots, key=lambda spot: -spot.count)
    assert (ours.count, not_ours.count) == (3, 1)
    assert ours.size > not_ours.size


def test_the_most_contested_is_at_the_top_and_what_all_agree_on_at_the_bottom() -> None:
    lines = [line(1, Tally(6, 0, 6)), line(2, Tally(12, 0, 0)), line(3, Tally(0, 0, 12))]
    split, none, all_green = (agreement_map(lines).spots[row.spot] for row in _rows_by_share(lines))
    assert split.contested
    assert split.y < none.y == all_green.y
    assert none.x < split.x < all_green.x


def _rows_by_share(lines: list[Line]) -> list:  # type: ignore[type-arg]
    rows = {row.number: row for row in agreement_map(lines).rows}
    return [rows[1], rows[3], rows[2]]


def test_without_votes_there_is_nothing_on_the_map() -> None:
    assert agreement_map([line(1, Tally())]) == AgreementMap((), (), (("green", 0), ("amber", 0), ("red", 0)), 0)


def drawn_as_html(count: int, voters: int, text: str = "") -> tuple[str, str]:
    lines = [
        line(n, Tally((n * 7) % (voters + 1), 0, voters - (n * 7) % (voters + 1)), text and f"{text} {n}")
        for n in range(1, count + 1)
    ]
    context = {"map": agreement_map(in_order_of_discussion(lines, THRESHOLD)), "links": 1}
    return tuple(render_to_string(f"components/agreement_{part}.html", context) for part in ("map", "table"))  # type: ignore[return-value]


@pytest.mark.parametrize(("count", "voters"), [(5, 3), (90, 13), (200, 40)])
def test_a_map_takes_a_few_kilobytes(count: int, voters: int) -> None:
    drawn, table = drawn_as_html(count, voters)
    assert len(gzip.compress(drawn.encode())) < 3_000
    assert len(gzip.compress(table.encode())) < 8_000
    assert len(table) < 500 * count + 2_000


def test_what_people_wrote_is_in_the_table_once_and_never_as_markup() -> None:
    drawn, table = drawn_as_html(3, 13, "<b>bold</b>")
    assert "bold" not in drawn
    assert table.count("&lt;b&gt;bold&lt;/b&gt; 2") == 1
    assert "style=" not in drawn + table


@given(LINES)
def test_the_split_by_category_adds_up(lines: list[Line]) -> None:
    rows = split_by_category(lines, MARKS)
    assert [row.mark for row in rows] == MARKS
    assert sum(row.green + row.amber + row.red for row in rows) == sum(line.tally.total > 0 for line in lines)
    assert {row.most for row in rows} == {max(row.green + row.amber + row.red for row in rows)}


@given(st.lists(VOTED, min_size=2, max_size=10))
def test_bars_of_several_votes_are_whole_and_what_moved_is_the_difference(tallies: list[Tally]) -> None:
    drawn = rounds(tallies, THRESHOLD)
    assert drawn
    for bar, tally in zip(drawn.bars, tallies, strict=True):
        assert [part.votes for part in bar.parts] == [tally.green, tally.amber, tally.red]
        assert bar.parts[0].left == 0
        assert all(one.left + one.width == other.left for one, other in pairwise(bar.parts))
        assert bar.parts[-1].left + bar.parts[-1].width == SPAN
    first, last = tallies[0], tallies[-1]
    assert sum(moved.by for moved in drawn.moved) == last.total - first.total
    assert drawn.verdict_changed == (first.verdict(THRESHOLD) != last.verdict(THRESHOLD))
    assert drawn.bars[-1].y + 22 == drawn.height


def test_one_vote_has_no_before_and_after() -> None:
    assert rounds([Tally(1, 2, 3)], THRESHOLD) is None


def test_what_moved_is_said_with_a_sign() -> None:
    drawn = rounds([Tally(5, 4, 4), Tally(9, 0, 4)], THRESHOLD)
    assert drawn
    assert [moved.words for moved in drawn.moved] == ["+4", "−4", "±0"]
    assert drawn.verdict_changed
    html = render_to_string("components/rounds.html", {"rounds": drawn})
    assert "First vote" in html
    assert "9 green, 0 amber, 4 red" in html


def test_a_vote_of_nobody_is_an_empty_bar() -> None:
    drawn = rounds([Tally(1, 0, 0), Tally()], THRESHOLD)
    assert drawn
    assert {part.width for part in drawn.bars[1].parts} == {0}


def area(place: int, in_role: int, still_open: int) -> AreaOutcome:
    lines = tuple(line(100 * place + n, Tally(1)) for n in range(in_role + still_open))
    return AreaOutcome(uuid.UUID(int=place), f"a{place}", f"Area {place}", "", "", lines[:in_role], lines[in_role:])


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=20))
def test_areas_are_measured_by_the_largest_and_keep_their_order(counts: list[tuple[int, int]]) -> None:
    sizes = area_sizes(area(place, *pair) for place, pair in enumerate(counts))
    assert [(size.in_role, size.still_open) for size in sizes] == counts
    assert all(size.total <= size.most for size in sizes)
    assert not sizes or max(size.total for size in sizes) == sizes[0].most


def test_what_is_not_ours_counts_in_a_chapter_of_its_own() -> None:
    ours, not_ours = side_by_side([AreaSize("a", "", "A", in_role=2), AreaSize("b", "", "B", not_ours=4)])
    assert (ours.total, ours.most, not_ours.ours, not_ours.total) == (2, 4, 0, 4)
