"""Clustering: putting responsibilities into areas. Everybody in the workshop can help."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from live.announce import announce
from responsibilities.models import Area, Responsibility
from responsibilities.outcome import outcome
from workshops.actions.stages import must_be_at
from workshops.activity.changes import Changes, Picture
from workshops.activity.noting import note
from workshops.keys import next_place
from workshops.lines import optional_line, optional_text, required_line
from workshops.models import Participant, Stage, Workshop
from workshops.parts import ACTIVE
from workshops.refusal import Refusal

NAME_LENGTH = 300
MOST_AREAS = 200


class NothingSelected(Refusal):
    field = "responsibility"
    message = _("Select one or more responsibilities first.")


class NoSuchArea(Refusal):
    field = "area"
    message = _("That area is no longer there.")


class TooManyAreas(Refusal):
    field = "area"
    message = format_lazy(_("A workshop has at most {most} areas."), most=MOST_AREAS)


class AreaNameTaken(Refusal):
    field = "name"
    message = _("There is already an area of that name. Merge the two if they are the same.")


class AreaNotEmpty(Refusal):
    message = _("There are still responsibilities in it. Move them first.")


def _hold(workshop: Workshop) -> Workshop:
    workshop = Workshop.objects.hold(workshop)
    must_be_at(workshop, Stage.CLUSTERING)
    return workshop


def _area(workshop: Workshop, area_id: UUID | str) -> Area:
    found = Area.objects.filter(workshop=workshop, id=area_id).first()
    if found is None:
        raise NoSuchArea
    return found


def _named(workshop: Workshop, name: str) -> Area | None:
    """The area of that name, whatever the case of its letters."""
    wanted = name.casefold()
    return next((area for area in workshop.areas.order_by("number") if area.name.casefold() == wanted), None)


def _create(workshop: Workshop, name: str, emoji: str = "", description: str = "") -> Area:
    if workshop.areas.count() >= MOST_AREAS:
        raise TooManyAreas
    return Area.objects.create(
        workshop=workshop, name=name, emoji=emoji, description=description, **next_place(Area, workshop, "a")
    )


@transaction.atomic
def put_in_area(
    *, workshop: Workshop, responsibility_ids: Sequence[UUID], name: str, by: Participant | None = None
) -> Area:
    """Move responsibilities to the area called `name`, creating it if it is new."""
    if not responsibility_ids:
        raise NothingSelected
    name = required_line(name, most=NAME_LENGTH, field="area", empty=gettext("Type an area's name."))
    workshop = _hold(workshop)
    chosen = Responsibility.objects.standing().filter(workshop=workshop, id__in=responsibility_ids)
    before = Picture(chosen)
    area = _named(workshop, name)
    if area is None:
        before.made(area := _create(workshop, name))
    chosen.update(area=area)
    changes = before.changes()
    note(workshop, by, "moved", {"area": area.name, **_how_many(changes)}, undo=changes)
    announce(workshop, stamps=ACTIVE)
    return area


@transaction.atomic
def take_out_of_area(*, workshop: Workshop, responsibility_ids: Sequence[UUID], by: Participant | None = None) -> None:
    """Move responsibilities back to the unsorted tray."""
    if not responsibility_ids:
        raise NothingSelected
    workshop = _hold(workshop)
    chosen = Responsibility.objects.filter(workshop=workshop, id__in=responsibility_ids)
    before = Picture(chosen)
    chosen.update(area=None)
    changes = before.changes()
    note(workshop, by, "unsorted", _how_many(changes), undo=changes)
    announce(workshop, stamps=ACTIVE)


def _how_many(changes: Changes) -> dict[str, str | int]:
    """Say how many responsibilities were moved, and of one which."""
    moved = [key.partition(":")[2] for key in changes.get("was", ()) if key.startswith("responsibility:")]
    text = Responsibility.objects.filter(id__in=moved[:1]).values_list("text", flat=True).first()
    return {"count": len(moved), "text": text or ""}


@transaction.atomic
def create_area(
    *, workshop: Workshop, name: str, emoji: str = "", description: str = "", by: Participant | None = None
) -> Area:
    """Create an empty area; the one that already has the name is returned instead of a second."""
    name = required_line(name, most=NAME_LENGTH, field="area", empty=gettext("Type an area's name."))
    emoji = optional_line(emoji, most=64, field="emoji")
    description = optional_text(description, most=4000, field="description")
    workshop = _hold(workshop)
    area = _named(workshop, name)
    if area is None:
        before = Picture()
        before.made(area := _create(workshop, name, emoji, description))
        note(workshop, by, "area made", {"area": area.name}, undo=before.changes())
    announce(workshop, stamps=ACTIVE)
    return area


@transaction.atomic
def rename_area(
    *,
    workshop: Workshop,
    area_id: UUID,
    name: str,
    emoji: str = "",
    description: str = "",
    by: Participant | None = None,
) -> Area:
    """Give an area another name, emoji and sentence."""
    name = required_line(name, most=NAME_LENGTH, field="name", empty=gettext("Type an area's name."))
    emoji = optional_line(emoji, most=64, field="emoji")
    description = optional_text(description, most=4000, field="description")
    workshop = _hold(workshop)
    area = _area(workshop, area_id)
    if (other := _named(workshop, name)) is not None and other != area:
        raise AreaNameTaken
    before, said = Picture(Area.objects.filter(id=area.id)), {"area": area.name, "name": name}
    area.name, area.emoji, area.description = name, emoji, description
    area.save(update_fields=("name", "emoji", "description"))
    kind = "area edited" if said["area"] == name else "area renamed"
    note(workshop, by, kind, said, undo=before.changes())
    announce(workshop, stamps=ACTIVE)
    return area


@transaction.atomic
def merge_areas(*, workshop: Workshop, area_id: UUID, into_id: UUID | str, by: Participant | None = None) -> Area:
    """Move everything from one area to another and drop the emptied one."""
    workshop = _hold(workshop)
    area, into = _area(workshop, area_id), _area(workshop, into_id)
    if area != into:
        before = _with_what_is_in(area)
        area.responsibilities.update(area=into)
        Responsibility.objects.filter(former_area=area).update(former_area=into)
        area.delete()
        note(workshop, by, "areas merged", {"area": area.name, "into": into.name}, undo=before.changes())
    announce(workshop, stamps=ACTIVE)
    return into


def _with_what_is_in(area: Area) -> Picture:
    """The area, what is in it, and what was in it before it was merged."""
    inside = Responsibility.objects.filter(Q(area=area) | Q(former_area=area))
    return Picture(Area.objects.filter(id=area.id), inside)


@transaction.atomic
def drop_area(*, workshop: Workshop, area_id: UUID, by: Participant | None = None) -> None:
    """Drop an area that shows nothing. What else is still in it, like a red one, is not sorted any more."""
    workshop = _hold(workshop)
    area = _area(workshop, area_id)
    if any(shown.lines for shown in outcome(workshop).areas if shown.id == area.id):
        raise AreaNotEmpty
    before = _with_what_is_in(area)
    area.delete()
    note(workshop, by, "area dropped", {"area": area.name}, undo=before.changes())
    announce(workshop, stamps=ACTIVE)
