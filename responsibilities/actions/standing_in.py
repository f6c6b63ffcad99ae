"""What a facilitator leaves behind who enters things for somebody without a device: a line in the log, and bells."""

from datetime import timedelta

from django.utils import timezone

from workshops.activity.noting import note
from workshops.models import Activity, Participant, Workshop
from workshops.parts import ACTIVITY

# A sheet that is filled in at one go is one line in the log, however many votes that are.
SITTING = timedelta(minutes=30)


def note_sitting(workshop: Workshop, by: Participant, person: Participant, kind: str) -> tuple[str, ...]:
    """Note in a locked workshop that `by` stands in for `person`, once a sitting; never what they entered.

    Returns the parts of the board that this touches.
    """
    recent = Activity.objects.filter(workshop=workshop, actor=by, kind=kind, at__gt=timezone.now() - SITTING)
    if recent.filter(said__person=person.name).exists():
        return ()
    note(workshop, by, kind, {"person": person.name})
    return (ACTIVITY,)


def bells(workshop: Workshop, person: Participant, by: Participant | None) -> list[str]:
    """Return whose own part of the page looks different after something of `person` has changed.

    The sheet of somebody without a device may be open with any facilitator.
    """
    if by is None:
        return [str(person.id)]
    return [str(person.id), *workshop.participants.facilitators().bells()]
