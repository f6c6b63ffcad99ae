"""The log as people read it: the newest lines beside the board, and the older ones page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from live.regions import Region
from workshops.access import Viewer
from workshops.activity.kinds import Kind, Undoer, kind_of
from workshops.activity.words import marked_up
from workshops.models import Activity, Workshop
from workshops.stages import Look

# With every new line all of these are sent to everybody, so they are few.
BESIDE_THE_BOARD = 30
ON_A_PAGE = 50


@dataclass(frozen=True)
class Line:
    """One deed in words. `may_undo` offers Undo; else `why_not` says why nobody can, where that is for good."""

    id: int
    words: SafeString
    at: datetime
    undone: bool
    may_undo: bool
    why_not: str


def log(look: Look) -> Region:
    """Return the newest lines as a region, the same for everybody of one audience."""
    found = list(_lines(look.workshop)[: BESIDE_THE_BOARD + 1])
    context = {
        "workshop_id": look.workshop.id,
        "back": look.stage.value if look.is_back else "",
        "lines": tuple(_region(look, line) for line in found[:BESIDE_THE_BOARD]),
        "older": found[BESIDE_THE_BOARD - 1].id if len(found) > BESIDE_THE_BOARD else None,
        "closed": look.workshop.is_closed,
    }
    return Region("activity", "workshops/activity/_log.html", context)


def _region(look: Look, line: Activity) -> Region:
    undoer = kind_of(line).undoer
    allowed = undoer is Undoer.EVERYBODY or (undoer is Undoer.FACILITATORS and look.for_facilitator)
    context = {"workshop_id": look.workshop.id, "line": _line(look.workshop, line, allowed=allowed)}
    return Region(f"activity-{line.id}", "workshops/activity/_line.html", context)


def page(viewer: Viewer, before: int | None) -> tuple[Sequence[Line], int | None]:
    """Return the lines older than `before`, the newest first, and from where the next page goes on if there is one.

    Other than beside the board, whoever wrote something finds Undo at what they did to it as well.
    """
    lines = _lines(viewer.workshop)
    found = list((lines.filter(id__lt=before) if before else lines)[: ON_A_PAGE + 1])
    shown = found[:ON_A_PAGE]
    told = [
        _line(viewer.workshop, line, allowed=kind_of(line).may_be_undone_by(line, viewer.participant)) for line in shown
    ]
    return told, shown[-1].id if len(found) > ON_A_PAGE else None


def _lines(workshop: Workshop) -> "QuerySet[Activity]":
    return Activity.objects.filter(workshop=workshop).select_related("actor", "of__actor").order_by("-id")


def _line(workshop: Workshop, line: Activity, *, allowed: bool) -> Line:
    kind = kind_of(line)
    undone = line.undone_at is not None
    return Line(
        id=line.id,
        words=marked_up(line, workshop),
        at=line.at,
        undone=undone,
        may_undo=allowed and not undone and line.undo is not None and _is_in_time(workshop, kind),
        why_not=str(kind.why_not),
    )


def _is_in_time(workshop: Workshop, kind: Kind) -> bool:
    return not workshop.is_closed and (not kind.stages or workshop.at in kind.stages)
