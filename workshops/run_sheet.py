"""The run sheet: a timed agenda of the stages, with facilitators' notes. Nobody else is ever given any of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from live.regions import Region
from workshops.actions.clock import OVER_DAYS
from workshops.clock import state_of
from workshops.hints import Hint
from workshops.minutes import suggested_minutes
from workshops.models import Stage, StageSheet, Workshop
from workshops.moments import milliseconds, zone
from workshops.stages import Steer, cards_in, room_of

USUAL_MINUTES = (3, 5, 10)


@dataclass(frozen=True)
class Planned:
    """A stage on the agenda. `spent` are the seconds of earlier visits; `minutes` is 0 where none are planned.

    A stage that is open until a date is not measured in minutes.
    """

    stage: Stage
    state: str
    minutes: int
    suggested: int
    spent: int
    over_days: bool
    note: str
    edition: int

    @property
    def is_now(self) -> bool:
        return self.state == "now"

    @property
    def is_measured(self) -> bool:
        return self.minutes > 0 and not self.over_days

    @property
    def seconds(self) -> int:
        return 60 * self.minutes

    @property
    def whole_minutes(self) -> int:
        """The minutes of earlier visits."""
        return round(self.spent / 60)


@dataclass(frozen=True)
class Standing:
    """How the plan stands, but for the present stage, whose time goes on.

    `behind` is by how many seconds the stages that are done took longer than planned, below 0 if they were shorter;
    `ahead` is what is still planned for those to come.
    """

    began_at: datetime | None
    total: int
    behind: int
    ahead: int


def standing(agenda: Sequence[Planned], began_at: datetime | None) -> Standing:
    measured = [row for row in agenda if row.is_measured]
    return Standing(
        began_at,
        total=sum(row.minutes for row in measured),
        behind=sum(row.spent - row.seconds for row in measured if row.state == "past"),
        ahead=sum(max(0, row.seconds - row.spent) for row in measured if row.state == "ahead"),
    )


def agenda(workshop: Workshop, sheets: Iterable[StageSheet]) -> tuple[Planned, ...]:
    """Return all stages as they are planned, as suggested for those who are here where nobody has planned otherwise."""
    known = {Stage(sheet.stage): sheet for sheet in sheets}
    suggested = suggested_minutes(workshop.participants.joined().count(), cards_in(workshop))
    return tuple(
        _planned(workshop, stage, known.get(stage) or StageSheet(stage=stage), suggested.get(stage, 0))
        for stage in Stage
    )


def _planned(workshop: Workshop, stage: Stage, sheet: StageSheet, suggested: int) -> Planned:
    at, is_now = workshop.at, stage is workshop.at
    until_closed = workshop.closed_at - workshop.entered_at if workshop.closed_at and workshop.entered_at else None
    return Planned(
        stage=stage,
        state="now" if is_now else "past" if stage.rank < at.rank else "ahead",
        minutes=(sheet.minutes or suggested) if suggested else 0,
        suggested=suggested,
        spent=sheet.spent_seconds + (round(until_closed.total_seconds()) if until_closed and is_now else 0),
        over_days=workshop.is_deadline if is_now else sheet.is_deadline,
        note=sheet.note,
        edition=sheet.edition,
    )


def hints_of(workshop: Workshop, now: Planned) -> tuple[Hint, ...]:
    """Return what facilitators are told now or, if nothing happens meanwhile, later; what matters most comes first."""
    of_stage = room_of(workshop.at).hints(workshop)
    holding = tuple(hint for hint in of_stage if not hint.after and not hint.since)
    if workshop.is_deadline:
        passed = Hint(_("The time for this has passed. Late ones still count until you move on."), workshop.ends_at)
        return (passed, *holding)
    later = tuple(hint for hint in of_stage if hint not in holding)
    return (*holding, *_over_plan(workshop, now), *later)


def _over_plan(workshop: Workshop, now: Planned) -> tuple[Hint, ...]:
    if not now.is_measured or workshop.entered_at is None:
        return ()
    words = ngettext(
        "The %(n)s minute planned for %(stage)s is over.",
        "The %(n)s minutes planned for %(stage)s are over.",
        now.minutes,
    )
    words %= {"n": now.minutes, "stage": now.stage.label}
    return (Hint(words, workshop.entered_at, max(0, now.seconds - now.spent)),)


def run_sheet(workshop: Workshop, steer: Steer) -> tuple[Region, Region]:
    """Return the hints that stand in the dock, and the sheet that unfolds from it. Only for facilitators."""
    sheets = list(StageSheet.objects.filter(workshop=workshop))
    rows = agenda(workshop, sheets)
    now = next(row for row in rows if row.is_now)
    hints = tuple(hints_of(workshop, now))
    began = [sheet.began_at for sheet in sheets if sheet.began_at and sheet.stage != Stage.LOBBY]
    context = {
        "workshop_id": workshop.id,
        "closed": workshop.is_closed,
        "verb": steer.verb,
        "next_stage": workshop.at.following,
        "hints": Region("sheet-hints", "workshops/run_sheet/_sheet_hints.html", {"hints": hints}),
        "now": now,
        "standing": standing(rows, min(began, default=None)),
        "began": milliseconds(min(began, default=None)),
        "entered": milliseconds(workshop.entered_at),
        "timer": _timer(workshop),
        "rows": tuple(_row(workshop, row) for row in rows),
        "zone": zone(),
    }
    return _hints(workshop, hints), Region("sheet", "workshops/run_sheet/_sheet.html", context)


def _hints(workshop: Workshop, hints: tuple[Hint, ...]) -> Region:
    context = {
        "workshop_id": workshop.id,
        "hints": hints,
        "ends": milliseconds(workshop.ends_at) if workshop.has_timer else None,
        "mark": workshop.mark,
    }
    return Region("hints", "workshops/run_sheet/_hints.html", context)


def _timer(workshop: Workshop) -> Region:
    """What sets the timer and the deadline."""
    context = {
        "workshop_id": workshop.id,
        "state": state_of(workshop),
        "ends": milliseconds(workshop.ends_at),
        "ends_at": workshop.ends_at,
        "left": workshop.seconds_left,
        "mark": workshop.mark,
        "usual": USUAL_MINUTES,
        "may_take_days": workshop.at in OVER_DAYS,
        "stage": str(workshop.at.label),
        "zone": zone(),
    }
    return Region("timer", "workshops/clock/_timer.html", context)


def _row(workshop: Workshop, planned: Planned) -> Region:
    context = {
        "workshop_id": workshop.id,
        "closed": workshop.is_closed,
        "row": planned,
        "entered": milliseconds(workshop.entered_at) if planned.is_now and not workshop.is_closed else None,
    }
    return Region(f"sheet-{planned.stage}", "workshops/run_sheet/_stage.html", context)


def lull(workshop: Workshop) -> Region:
    """Since when nobody has done what the stage is for: its own region, since every vote changes it."""
    return Region("lull", "workshops/run_sheet/_lull.html", {"since": milliseconds(workshop.quiet_since)})
