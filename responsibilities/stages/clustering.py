"""Clustering: the unsorted tray, the areas, and what is not ours. Everybody can help."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from live.regions import Region
from responsibilities.actions.voting import reveal_on_entering
from responsibilities.models import Area
from responsibilities.outcome import AreaOutcome, Line, Outcome, outcome
from responsibilities.pictures import area_sizes
from responsibilities.stages.listing import composer
from workshops.access import Viewer
from workshops.hints import Hint, quiet
from workshops.ids import uuid_or_none
from workshops.models import Stage, Workshop
from workshops.stages import Attempt, Look, StageRoom, Steer


def shared(look: Look) -> Region:
    workshop = look.workshop
    result = outcome(workshop)
    if look.for_screen:
        return _screen(result)
    open_now = not look.is_back and not workshop.is_closed
    return Region(
        "board",
        "responsibilities/clustering/board.html",
        {
            "workshop_id": workshop.id,
            "back": look.stage.value if look.is_back else "",
            "tray": _tray(workshop, result.unsorted, open_now),
            "sizes": _sizes(result),
            "areas": _areas(workshop, result, open_now),
            "rest": _rest(result),
        },
    )


def _screen(result: Outcome) -> Region:
    """For the projector: how much is left, and how large each area has become."""
    context = {
        "left": len(result.unsorted),
        "sorted": sum(len(area.lines) for area in result.areas),
        "sizes": area_sizes(result.areas),
        "not_ours": sum(len(hand_over.lines) for hand_over in result.not_ours),
        "ideas": len(result.ideas),
    }
    return Region("board", "responsibilities/clustering/screen.html", context)


def _sizes(result: Outcome) -> Region:
    """How large each area has become: apart from the areas, so that a larger one has none of the others sent again."""
    return Region("sizes", "responsibilities/clustering/_sizes.html", {"sizes": area_sizes(result.areas)})


def _tray(workshop: Workshop, lines: Sequence[Line], open_now: bool) -> Region:
    return Region(
        "tray",
        "responsibilities/clustering/_tray.html",
        {"workshop_id": workshop.id, "slips": tuple(lines), "open_now": open_now},
    )


def _areas(workshop: Workshop, result: Outcome, open_now: bool) -> Region:
    areas = tuple(_area(workshop, area, open_now) for area in result.areas)
    names = tuple(area.name for area in result.areas)
    return Region("areas", "responsibilities/clustering/_areas.html", {"areas": areas, "names": names})


def _area(workshop: Workshop, area: AreaOutcome, open_now: bool) -> Region:
    context = {"workshop_id": workshop.id, "area": area, "open_now": open_now}
    return Region(f"area-{area.id}", "responsibilities/clustering/_area.html", context)


def _rest(result: Outcome) -> Region:
    context = {"not_ours": result.not_ours, "ideas": result.ideas}
    return Region("rest", "responsibilities/clustering/_rest.html", context)


def mine(viewer: Viewer, look: Look, asked: Mapping[str, str], attempt: Attempt | None) -> tuple[str, dict[str, Any]]:
    typed: Mapping[str, str] = attempt.typed if attempt else {}
    area_id = uuid_or_none(asked.get("edit_area"))
    area = Area.objects.filter(workshop=viewer.workshop, id=area_id).first() if area_id else None
    others = viewer.workshop.areas.exclude(id=area.id).order_by("number", "id") if area else []
    return "responsibilities/clustering/_mine.html", {
        "current": not look.is_back and not viewer.workshop.is_closed,
        "area": area,
        "form": typed
        if attempt or area is None
        else {"name": area.name, "emoji": area.emoji, "description": area.description},
        "others": others,
        **composer(viewer, look, attempt),
    }


def steer(workshop: Workshop) -> Steer:
    left = len(outcome(workshop).unsorted)
    return Steer(say=_("%(left)s unsorted") % {"left": left} if left else _("Everything has a place"))


def hints(workshop: Workshop) -> tuple[Hint, ...]:
    if outcome(workshop).unsorted:
        return (quiet(_("Nobody has moved anything for {time}.")),)
    return (Hint(_("Everything has a place. Time to read the Framework together.")),)


def needs(look: Look) -> tuple[str, ...]:
    return ("css/sorting.css", "css/pictures.css")


clustering = StageRoom(
    stage=Stage.CLUSTERING,
    shared=shared,
    mine=mine,
    steer=steer,
    on_entering=reveal_on_entering,
    hints=hints,
    needs=needs,
)
