"""Who is here by name: here with a page that is shown, away when all of theirs are hidden, else gone."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from live import attendance
from live.boards import once
from workshops.figures import grouped
from workshops.models import Workshop

HERE, AWAY, GONE = "here", "away", "gone"
# In the room, without a device that could tell.
NO_DEVICE = "no-device"
# More names than this are no list that anybody reads: then they are counted.
CROWD = 60


@once
def presence(workshop: Workshop) -> Mapping[str, str]:
    """Return who is HERE or AWAY, by the participant's id as text; everybody else is GONE."""
    there = attendance.people(Workshop.kind, str(workshop.id))
    return {person: HERE if here else AWAY for person, here in there.items()}


def state_of(there: Mapping[str, str], person: object, *, without_device: bool = False) -> str:
    """Return whether somebody is HERE, AWAY or GONE, going by `presence`; NO_DEVICE for whom nothing can tell."""
    return NO_DEVICE if without_device else there.get(str(person), GONE)


def in_words(states: Iterable[str]) -> str:
    """Return "11 here, 1 away" of these people."""
    count = Counter(states)
    here, away = grouped(count[HERE]), grouped(count[AWAY])
    if not count[AWAY]:
        return _("%(here)s here") % {"here": here}
    return _("%(here)s here, %(away)s away") % {"here": here, "away": away}


def who_is_here(states: Iterable[str]) -> str:
    """Return "11 here, 1 away, 2 without a device" of these people."""
    states = list(states)
    said, without = in_words(states), states.count(NO_DEVICE)
    return _("%(here)s, %(n)s without a device") % {"here": said, "n": grouped(without)} if without else said
