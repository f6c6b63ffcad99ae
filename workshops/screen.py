"""What stands above every stage on the presenter's screen: where the workshop is, and how to come in."""

from live.regions import Region
from workshops.clock import clock_region
from workshops.lobby import is_open_to_join, join_at, join_url, qr
from workshops.models import Stage
from workshops.stages import Look


def heading(look: Look) -> Region:
    """Draw the top of the screen. In the Lobby the ways in fill the board, so they are not repeated here."""
    workshop = look.workshop
    shown = is_open_to_join(workshop) and look.stage is not Stage.LOBBY
    return Region(
        "screen-top",
        "workshops/_screen_top.html",
        {
            "title": workshop.title,
            "clock": clock_region(look),
            "stage": str(look.stage.label),
            "steps": tuple("now" if s is look.stage else "past" if s.rank < look.stage.rank else "" for s in Stage),
            "join_at": join_at() if shown else "",
            "code": workshop.code if shown else "",
            "qr": qr(join_url(workshop)) if shown else "",
        },
    )
