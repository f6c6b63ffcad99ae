"""How many minutes are suggested."""

import pytest

from workshops.minutes import suggested_minutes
from workshops.models import Stage


@pytest.mark.parametrize(
    ("people", "cards", "minutes"),
    [
        (13, 90, (10, 8, 20, 10, 5)),
        (13, 0, (10, 9, 25, 10, 5)),  # as many as thirteen people usually list
        (3, 5, (9, 5, 5, 5, 5)),
        (40, 200, (15, 20, 50, 20, 5)),
        (300, 1000, (60, 60, 60, 60, 5)),
        (0, 0, (8, 5, 5, 5, 5)),
    ],
)
def test_they_come_from_people_and_responsibilities(people: int, cards: int, minutes: tuple[int, ...]) -> None:
    assert tuple(suggested_minutes(people, cards).values()) == minutes


def test_more_never_means_less() -> None:
    for people in range(0, 200, 7):
        for cards in range(1, 500, 31):
            now, more = suggested_minutes(people, cards), suggested_minutes(people + 7, cards + 31)
            assert all(now[stage] <= more[stage] for stage in now)


def test_the_lobby_takes_as_long_as_it_takes() -> None:
    assert set(suggested_minutes(5, 5)) == set(Stage) - {Stage.LOBBY}
