"""Clustering: putting responsibilities into areas. Everybody in the workshop can help."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from live.announce import announce
from responsibilities.models import Area, Responsibility
from responsibilities.outcome import outcome
from workshops.actions.stages import must_be_at
from workshops.keys import next_place
from workshops.lines import optional_line, optional_text, required_line
from workshops.models import Stage, Workshop
from workshops.parts import ACTIVE
from workshops.refusal import Refusal

NAME_LENGTH = 300
MOST_AREAS = 200


class NothingSelected(Refusal):
    field = "responsibility"
    message = "Select one or more responsibilities first."


class NoSuchArea(Refusal):
    field = "area"
    message = "That area is no longer there."


class TooManyAreas(Refusal):
    field = "area"
    message = f"A workshop has at most {MOST_AREAS} areas."


class AreaNameTaken(Refusal):
    field = "name"
    message = "There is already an area of that name. Merge the two if they are the same."


class AreaNotEmpty(Refusal):
    message = "There are still responsibilities in it. Move them first."


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
def put_in_area(*, workshop: Workshop, responsibility_ids: Sequence[UUID], name: str) -> Area:
    """Move responsibilities to the area called `name`, creating it if it is new."""
    if not responsibility_ids:
        raise NothingSelected
    name = required_line(name, most=NAME_LENGTH, field="area", empty="Type an area's name.")
    workshop = _hold(workshop)
    area = _named(workshop, name) or _create(workshop, name)
    Responsibility.objects.standing().filter(workshop=workshop, id__in=responsibility_ids).update(area=area)
    announce(workshop, stamps=ACTIVE)
    return area


@transaction.atomic
def take_out_of_area(*, workshop: Workshop, responsibility_ids: Sequence[UUID]) -> None:
    """Move responsibilities back to the unsorted tray."""
    if not responsibility_ids:
        raise NothingSelected
    workshop = _hold(workshop)
    Responsibility.objects.filter(workshop=workshop, id__in=responsibility_ids).update(area=None)
    announce(workshop, stamps=ACTIVE)


@transaction.atomic
def create_area(*, workshop: Workshop, name: str, emoji: str = "", description: str = "") -> Area:
    """Create an empty area; the one that already has the name is returned instead of a second."""
    name = required_line(name, most=NAME_LENGTH, field="name", empty="Type an area's name.")
    emoji = optional_line(emoji, most=64, field="emoji")
    description = optional_text(description, most=4000, field="description")
    workshop = _hold(workshop)
    area = _named(workshop, name) or _create(workshop, name, emoji, description)
    announce(workshop, stamps=ACTIVE)
    return area


@transaction.atomic
def rename_area(*, workshop: Workshop, area_id: UUID, name: str, emoji: str = "", description: str = "") -> Area:
    """Give an area another name, emoji and sentence."""
    name = required_line(name, most=NAME_LENGTH, field="name", empty="Type an area's name.")
    emoji = optional_line(emoji, most=64, field="emoji")
    description = optional_text(description, most=4000, field="description")
    workshop = _hold(workshop)
    area = _area(workshop, area_id)
    if (other := _named(workshop, name)) is not None and other != area:
        raise AreaNameTaken
    area.name, area.emoji, area.description = name, emoji, description
    area.save(update_fields=("name", "emoji", "description"))
    announce(workshop, stamps=ACTIVE)
    return area


@transaction.atomic
def merge_areas(*, workshop: Workshop, area_id: UUID, into_id: UUID | str) -> Area:
    """Move everything from one area to another and drop the emptied one."""
    workshop = _hold(workshop)
    area, into = _area(workshop, area_id), _area(workshop, into_id)
    if area != into:
        area.responsibilities.update(area=into)
        Responsibility.objects.filter(former_area=area).update(former_area=into)
        area.delete()
    announce(workshop, stamps=ACTIVE)
    return into


@transaction.atomic
def drop_area(*, workshop: Workshop, area_id: UUID) -> None:
    """Drop an area that shows nothing. What else is still in it, like a red one, is not sorted any more."""
    workshop = _hold(workshop)
    area = _area(workshop, area_id)
    if any(shown.lines for shown in outcome(workshop).areas if shown.id == area.id):
        raise AreaNotEmpty
    area.delete()
    announce(workshop, stamps=ACTIVE)
