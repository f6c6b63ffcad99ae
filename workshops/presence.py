"""Who is here by name: here with a page that is shown, away when all of theirs are hidden, else gone."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from live import attendance
from live.boards import once
from workshops.figures import grouped
from workshops.models import Workshop

HERE, AWAY, GONE = "here", "away", "gone"
# More names than this are no list that anybody reads: then they are counted.
CROWD = 60


@once
def presence(workshop: Workshop) -> Mapping[str, str]:
    """Return who is HERE or AWAY, by the participant's id as text; everybody else is GONE."""
    there = attendance.people(Workshop.kind, str(workshop.id))
    return {person: HERE if here else AWAY for person, here in there.items()}


def in_words(states: Iterable[str]) -> str:
    """Return "11 here, 1 away" of these people."""
    count = Counter(states)
    here, away = grouped(count[HERE]), grouped(count[AWAY])
    if not count[AWAY]:
        return _("%(here)s here") % {"here": here}
    return _("%(here)s here, %(away)s away") % {"here": here, "away": away}
