"""Undoing what stands in the log. That is a line of its own, which can be undone in turn."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from live.announce import announce
from workshops.actions.stages import must_be_at, must_be_open
from workshops.activity.changes import InTheWay, swapped
from workshops.activity.kinds import Kind, Undoer, kind_of
from workshops.activity.noting import write
from workshops.activity.words import DONE_AGAIN, UNDONE, in_words
from workshops.models import Activity, Participant, Workshop
from workshops.refusal import Refusal

ONLY = {
    Undoer.FACILITATORS: _("Only a facilitator can undo that."),
    Undoer.AUTHOR: _("Only whoever wrote it can undo that."),
}


class NoSuchLine(Refusal):
    message = _("That line is not in the log of this workshop.")


class UndoneBefore(Refusal):
    message = _("Somebody has undone that already.")


class CannotBeUndone(Refusal):
    """It is of a kind that cannot be undone; the message says why."""


class NotYoursToUndo(Refusal):
    """The message says whose it is to undo."""


class LaterDepends(Refusal):
    message = _("This has changed since, so it cannot be undone any more.")


@transaction.atomic
def undo(*, workshop: Workshop, line_id: int, by: Participant) -> Activity:
    """Undo one line of the log and note that; return the line. Whoever undoes it a second time has undone it once.

    Raises NoSuchLine, UndoneBefore, CannotBeUndone, NotYoursToUndo, WrongStage, WorkshopClosed, and LaterDepends, which
    says what depends on it.
    """
    workshop = Workshop.objects.hold(workshop)
    must_be_open(workshop)
    line = Activity.objects.filter(workshop=workshop, id=line_id).select_related("of", "undone_by").first()
    if line is None:
        raise NoSuchLine
    kind = kind_of(line)
    if line.undone_at is not None:
        _say_who_was_first(line, kind, by)
        return line
    _may(workshop, line, kind, by)
    try:
        kind.undo(workshop, line.undo or {})
        Workshop.objects.hold(workshop)
    except InTheWay as found:
        raise LaterDepends(_what_depends(workshop, line, found)) from None
    _mark(workshop, line, kind, by)
    announce(workshop, bell="all" if kind.rings else [str(by.id)], door=kind.door)
    return line


def _say_who_was_first(line: Activity, kind: Kind, by: Participant) -> None:
    if line.undone_by is None and kind.may_be_undone_by(line, by) and not kind.keeps_who(line.workshop):
        return
    if line.undone_by is None:
        raise UndoneBefore
    if line.undone_by != by:
        raise UndoneBefore(gettext("%(name)s has undone that already.") % {"name": line.undone_by.name})


def _may(workshop: Workshop, line: Activity, kind: Kind, by: Participant) -> None:
    if line.undo is None:
        raise CannotBeUndone(kind.why_not)
    if not kind.may_be_undone_by(line, by):
        raise NotYoursToUndo(ONLY[kind.undoer])
    if kind.stages:
        must_be_at(workshop, *kind.stages)


def _what_depends(workshop: Workshop, line: Activity, found: InTheWay) -> str:
    """Name the newest of the later lines about the same things that still stands."""
    later = Activity.objects.filter(
        workshop=workshop, id__gt=line.id, undone_at=None, undo__about__has_any_keys=sorted(found.ids)
    )
    newest = later.select_related("actor", "of__actor").order_by("-id").first()
    if newest is None:
        return found.reason or str(LaterDepends.message)
    return gettext("Since then: %(what)s. Undo that first.") % {"what": in_words(newest, workshop)}


def _mark(workshop: Workshop, line: Activity, kind: Kind, by: Participant) -> None:
    line.undone_at = timezone.now()
    line.undone_by = by if kind.keeps_who(workshop) else None
    line.save(update_fields=("undone_at", "undone_by"))
    was_undone = line.kind == UNDONE
    write(
        workshop,
        by,
        kind,
        DONE_AGAIN if was_undone else UNDONE,
        of=line.of or line,
        undo=swapped(line.undo or {}),
    )
