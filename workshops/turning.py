"""What becomes of the run sheet and of the countdown when a workshop moves from one stage to another."""

from datetime import datetime

from django.utils import timezone

from workshops.minutes import suggested_minutes
from workshops.models import Stage, StageSheet, Workshop
from workshops.stages import cards_in

# What `turn_page` changes of the workshop itself.
TURNED = ("entered_at", "active_at", *Workshop.FIELDS)


def turn_page(workshop: Workshop, came_from: Stage) -> None:
    """Note how long the stage just left took and when the present one began. The workshop is locked, and not saved.

    Each stage keeps its countdown: whoever presses "Next stage" by mistake finds timer and deadline as they were.
    """
    now = timezone.now()
    sheets = {Stage(sheet.stage): sheet for sheet in StageSheet.objects.filter(workshop=workshop)}
    before = sheets.get(came_from) or StageSheet(workshop=workshop, stage=came_from)
    after = sheets.get(workshop.at) or StageSheet(workshop=workshop, stage=workshop.at)
    _leave(before, workshop, now)
    _enter(after, workshop, now)


def _leave(sheet: StageSheet, workshop: Workshop, now: datetime) -> None:
    if workshop.entered_at:
        sheet.spent_seconds += max(0, round((now - workshop.entered_at).total_seconds()))
    sheet.take_over(workshop)
    sheet.save()


def _enter(sheet: StageSheet, workshop: Workshop, now: datetime) -> None:
    # From here on the plan stays as it is, whoever comes and whatever is added: time is measured against it.
    if sheet.minutes is None:
        people = workshop.participants.joined().count()
        sheet.minutes = suggested_minutes(people, cards_in(workshop)).get(workshop.at)
    sheet.began_at = sheet.began_at or now
    workshop.entered_at, workshop.active_at = now, None
    workshop.take_over(sheet)
    sheet.save()
