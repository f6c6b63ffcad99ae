"""The rules on one tally and on a queue of them, against the same rules worked out by whole numbers."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responsibilities.verdict import Tally, in_order_of_discussion
from tests import by_hand

TWO_THIRDS = Fraction(2, 3)
counts = st.integers(0, 30)
tallies = st.builds(Tally, counts, counts, counts)
thresholds = st.fractions(Fraction(1, 2), 1, max_denominator=99).filter(lambda share: share > Fraction(1, 2))


@dataclass(frozen=True)
class Item:
    number: int
    tally: Tally


@pytest.mark.parametrize(
    ("tally", "verdict"),
    [
        (Tally(0, 0, 0), None),
        (Tally(1, 0, 0), "green"),
        (Tally(0, 1, 0), "amber"),
        (Tally(0, 0, 1), "red"),
        (Tally(2, 1, 0), "green"),
        (Tally(0, 1, 2), "red"),
        (Tally(199, 101, 0), "amber"),
        (Tally(0, 101, 199), "amber"),
        (Tally(0, 13, 0), "amber"),
    ],
)
def test_two_thirds_decide_and_exactly_two_thirds_are_enough(tally: Tally, verdict: str | None) -> None:
    assert tally.verdict(TWO_THIRDS) == verdict


def test_at_a_threshold_of_one_everybody_must_agree() -> None:
    assert Tally(99, 0, 0).verdict(Fraction(1)) == "green"
    assert Tally(98, 1, 0).verdict(Fraction(1)) == "amber"


def test_just_over_a_half_never_lets_both_colours_win() -> None:
    assert Tally(1, 0, 1).verdict(Fraction(51, 100)) == "amber"


@pytest.mark.parametrize(
    ("tally", "contested"),
    [
        (Tally(1, 2, 1), True),
        (Tally(1, 3, 1), False),
        (Tally(2, 0, 2), True),
        (Tally(5, 0, 2), False),
        (Tally(0, 0, 0), False),
        (Tally(3, 0, 1), False),
    ],
)
def test_contested_is_amber_with_a_quarter_on_either_side(tally: Tally, contested: bool) -> None:
    assert tally.is_contested(TWO_THIRDS) is contested


def test_exactly_half_of_the_people_are_not_thin() -> None:
    assert Tally(2, 0, 0).is_thin(5)
    assert not Tally(2, 0, 0).is_thin(4)
    assert not Tally().is_thin(0)


@pytest.mark.parametrize(
    ("tally", "disagreement"),
    [(Tally(5, 0, 0), 0), (Tally(1, 0, 1), 1), (Tally(0, 7, 0), 0), (Tally(1, 1, 0), Fraction(1, 4)), (Tally(), 0)],
)
def test_disagreement_is_none_when_all_agree_and_whole_when_half_stand_against_half(
    tally: Tally, disagreement: Fraction
) -> None:
    assert tally.disagreement == disagreement


@given(st.lists(tallies, max_size=12), thresholds, st.integers(0, 60))
def test_all_rules_agree_with_those_worked_out_by_hand(found: list[Tally], threshold: Fraction, joined: int) -> None:
    document = {
        "settings": {"threshold": f"{threshold.numerator}/{threshold.denominator}"},
        "participants": [{}] * joined,
        "responsibilities": [
            {"key": number, "ballots": [{"tally": {"green": t.green, "amber": t.amber, "red": t.red}}]}
            for number, t in enumerate(found)
        ],
    }
    expected = by_hand.expected(document)
    for number, tally in enumerate(found):
        line = expected["verdicts"][number]
        assert tally.verdict(threshold) == line["verdict"]
        assert tally.is_contested(threshold) is line["contested"]
        assert tally.is_thin(joined) is line["thin"]
        assert round(tally.disagreement, 6) == Fraction(Decimal(str(line["disagreement"])))
    items = [Item(number, tally) for number, tally in enumerate(found)]
    assert [item.number for item in in_order_of_discussion(items, threshold)] == expected["discussion_order"]


@given(tallies)
def test_disagreement_is_the_variance_of_the_votes_and_stays_between_0_and_1(tally: Tally) -> None:
    votes = [1] * tally.green + [0] * tally.amber + [-1] * tally.red
    assert 0 <= tally.disagreement <= 1
    if votes:
        mean = Fraction(sum(votes), len(votes))
        assert tally.disagreement == sum((vote - mean) ** 2 for vote in votes) / len(votes)


@given(tallies, thresholds)
def test_turning_every_vote_round_turns_the_verdict_round(tally: Tally, threshold: Fraction) -> None:
    turned = Tally(tally.red, tally.amber, tally.green)
    other = {"green": "red", "red": "green"}
    verdict = tally.verdict(threshold)
    assert turned.verdict(threshold) == (other.get(verdict, verdict) if verdict else None)
    assert turned.disagreement == tally.disagreement
    assert turned.is_contested(threshold) is tally.is_contested(threshold)
