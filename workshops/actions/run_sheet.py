"""The facilitator's run sheet: planning minutes and keeping notes."""

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from live.announce import announce
from workshops.actions.stages import must_be_open
from workshops.lines import optional_text
from workshops.models import Stage, StageSheet, Workshop
from workshops.models.sheet import MOST_MINUTES, NOTE_LENGTH
from workshops.parts import SHEET
from workshops.refusal import Refusal


class NoSuchPlan(Refusal):
    field = "minutes"
    message = format_lazy(
        _("Plan 1 to {most} minutes, or leave it empty for as many as are suggested."), most=MOST_MINUTES
    )


class NoteChanged(Refusal):
    """There is a newer edition of the note, which whoever writes this one has not read."""

    field = "note"

    def __init__(self, newer: StageSheet) -> None:
        words = gettext("Another facilitator has changed this note meanwhile, to “%(note)s”. Yours is not saved.")
        super().__init__(words % {"note": newer.note})
        self.newer = newer


def _sheet(workshop: Workshop, stage: Stage) -> StageSheet:
    return StageSheet.objects.get_or_create(workshop=workshop, stage=stage)[0]


@transaction.atomic
def plan_minutes(*, workshop: Workshop, stage: Stage, minutes: int | None) -> None:
    """Plan so many minutes for a stage; None for as many as are suggested. Raises NoSuchPlan."""
    if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
        raise NoSuchPlan
    workshop = Workshop.objects.hold(workshop)
    must_be_open(workshop)
    sheet = _sheet(workshop, stage)
    sheet.minutes = minutes
    sheet.save(update_fields=("minutes",))
    announce(workshop, touched=(SHEET,))


@transaction.atomic
def keep_note(*, workshop: Workshop, stage: Stage, note: str, edition: int) -> None:
    """Keep a private note on a stage, in place of the one of this `edition`.

    The same note twice is kept once. Raises BadText, and NoteChanged where there is a newer edition.
    """
    note = optional_text(note, most=NOTE_LENGTH, field="note")
    workshop = Workshop.objects.hold(workshop)
    must_be_open(workshop)
    sheet = _sheet(workshop, stage)
    if sheet.note != note:
        if sheet.edition > edition:
            raise NoteChanged(sheet)
        sheet.note, sheet.edition = note, sheet.edition + 1
        sheet.save(update_fields=("note", "edition"))
    announce(workshop, touched=(SHEET,))
