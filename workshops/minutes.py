"""How many minutes each stage of a workshop may take, for so many people and so many responsibilities."""

from collections.abc import Mapping

from workshops.models import Stage

# What one person lists, where nothing has been listed yet: thirteen managers listed ninety.
CARDS_EACH = 7


def suggested_minutes(people: int, cards: int) -> Mapping[Stage, int]:
    """Return the minutes to plan for each stage from Listing on; the Lobby takes as long as people take to come.

    Before anything is listed, as many responsibilities are expected as `people` usually list. Then

    - Listing: 8 minutes, and 1 for every 5 people, whose responsibilities one wants to read at the end;
    - Voting: 1 minute, and 5 seconds for each responsibility;
    - Discussion: 90 seconds for each one in six, which is about how many are contested;
    - Clustering: 3 minutes, and 5 seconds for each responsibility, since everybody helps;
    - Framework: 5 minutes to read it through together and publish it.

    Above ten minutes in steps of five; nothing under 5 minutes, nothing over 60. Thirteen people with ninety
    responsibilities need 53 minutes.
    """
    cards = cards or CARDS_EACH * people
    return {
        Stage.LISTING: _round(480 + 12 * people),
        Stage.VOTING: _round(60 + 5 * cards),
        Stage.DISCUSSION: _round(15 * cards),
        Stage.CLUSTERING: _round(180 + 5 * cards),
        Stage.FRAMEWORK: 5,
    }


def _round(seconds: int) -> int:
    minutes = round(seconds / 60)
    return min(60, max(5, minutes if minutes <= 10 else 5 * round(minutes / 5)))
