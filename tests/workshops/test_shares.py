"""The share of the votes that must agree, in figures and in words."""

import pytest

from responsibilities.verdict import Tally
from workshops.shares import CHOICES, MORE_THAN_HALF, as_fraction, choice_of, choices_with, in_words


@pytest.mark.parametrize("written", ["1/2", "0/3", "4/3", "2/0", "-2/3", "2", "two thirds", "", "66/99999999"])
def test_what_is_no_share_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        as_fraction(written)


@pytest.mark.parametrize(
    ("written", "words"),
    [("2/3", "at least two thirds"), ("4/6", "at least two thirds"), ("7/10", "at least 7 of 10"), ("2/2", "all")],
)
def test_it_reads_as_words(written: str, words: str) -> None:
    assert in_words(written) == words


def test_one_that_is_not_usual_can_be_chosen_once_it_is_there() -> None:
    assert choices_with("2/3", "4/6", "7/10") == [*CHOICES, ("7/10", "7 of 10")]
    assert (choice_of(4, 6), choice_of(7, 10)) == ("2/3", "7/10")


@pytest.mark.parametrize("people", [1, 2, 3, 4, 13, 500, 999])
def test_more_than_half_is_one_more_than_half_of_them(people: int) -> None:
    share = as_fraction(MORE_THAN_HALF)
    enough = people // 2 + 1
    assert Tally(green=enough, amber=people - enough).verdict(share) == "green"
    assert Tally(green=enough - 1, amber=people - enough + 1).verdict(share) == "amber"
