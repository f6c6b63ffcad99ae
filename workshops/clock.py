"""The clock that everybody sees: how long there is left, as far as the database knows."""

from live.regions import Region
from workshops.models import Countdown
from workshops.moments import milliseconds, zone
from workshops.parts import CLOCK
from workshops.stages import Look


def state_of(countdown: Countdown) -> str:
    """Return "deadline", "running", "paused", or "" where nothing counts."""
    if not countdown.is_counting:
        return ""
    if countdown.is_deadline:
        return "deadline"
    return "paused" if countdown.is_paused else "running"


def clock_region(look: Look) -> Region:
    """The moment of the end, in the server's time. Each browser works out how long that is by its own measure."""
    if kept := look.kept("clock", CLOCK):
        return kept
    workshop = look.workshop
    context = {
        "state": "" if workshop.is_closed else state_of(workshop),
        "ends_at": workshop.ends_at,
        "ends": milliseconds(workshop.ends_at),
        "left": workshop.seconds_left,
        "zone": zone(),
        "for_screen": look.for_screen,
    }
    return Region("clock", "workshops/clock/_clock.html", context)
