"""Moving a workshop through its stages. Both ways, and nothing is ever deleted by moving."""

from functools import reduce

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from live.announce import announce
from workshops.activity.changes import Changes, Picture, must_be_unchanged
from workshops.activity.noting import note
from workshops.models import Participant, Stage, Workshop
from workshops.refusal import Refusal
from workshops.stages import room_of
from workshops.turning import TURNED, turn_page


class WorkshopClosed(Refusal):
    message = _("This workshop is closed. It can be read, but not changed.")


class WrongStage(Refusal):
    """The workshop is not where the form thought it was."""

    message = _("The workshop has moved on. What you typed is still here.")


def must_be_open(workshop: Workshop) -> None:
    if workshop.is_closed:
        raise WorkshopClosed


def must_be_at(workshop: Workshop, *stages: Stage) -> None:
    """Refuse unless the (locked) workshop is open and at one of `stages`."""
    must_be_open(workshop)
    if workshop.at not in stages:
        names = reduce(_either, (str(stage.label) for stage in stages))
        words = gettext("That belongs to %(stages)s; the workshop is now at %(now)s.")
        raise WrongStage(words % {"stages": names, "now": workshop.at.label})


def _either(one: str, other: str) -> str:
    return gettext("%(one)s or %(other)s") % {"one": one, "other": other}


@transaction.atomic
def move_stage(*, workshop: Workshop, expected: Stage, to: Stage, by: Participant | None = None) -> Workshop:
    """Move from `expected` to `to`. If the workshop has already left `expected`, it stays where it is.

    So two facilitators who press "Next stage" at once move it once.
    """
    workshop = Workshop.objects.hold(workshop)
    must_be_open(workshop)
    if workshop.at is not expected or to is expected:
        return workshop
    before = Picture(Workshop.objects.filter(id=workshop.id))
    wall, revealed = workshop.wall_is_shown, workshop.revealed_at
    arrive(workshop, to)
    note(workshop, by, "stage", {"stage": to.value}, undo=before.changes())
    if workshop.wall_is_shown and not wall:
        note(workshop, by, "wall")
    if workshop.revealed_at != revealed:
        note(workshop, by, "reveal")
    announce(workshop, bell="all")
    return workshop


def arrive(workshop: Workshop, to: Stage) -> None:
    """Let the (locked) workshop be at stage `to`, with what happens on entering it."""
    came_from = workshop.at
    workshop.stage = to
    if to.rank >= Stage.VOTING.rank and workshop.wall_shown_at is None:
        workshop.wall_shown_at = timezone.now()
    room_of(to).on_entering(workshop, came_from)
    turn_page(workshop, came_from)
    workshop.save(update_fields=("stage", "wall_shown_at", "revealed_at", *TURNED))
    # Being ready was said of the stage that is over.
    workshop.participants.exclude(ready_for="").update(ready_for="")


def go_back(workshop: Workshop, changes: Changes) -> None:
    """Undo a move: the workshop goes where it came from. What has been shown by the move stays shown."""
    must_be_unchanged(changes)
    [was] = changes["was"].values()
    arrive(workshop, Stage(was["stage"]))


@transaction.atomic
def show_wall(*, workshop: Workshop, by: Participant | None = None) -> Workshop:
    """Let everybody read everybody's responsibilities. It cannot be hidden again: it has been read."""
    workshop = Workshop.objects.hold(workshop)
    must_be_at(workshop, Stage.LISTING)
    if workshop.wall_shown_at is None:
        workshop.wall_shown_at = timezone.now()
        workshop.save(update_fields=("wall_shown_at",))
        note(workshop, by, "wall")
    announce(workshop, bell="all")
    return workshop
