"""Quiet signals by name: a hand that is up, and "I'm ready". They say nothing about votes."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from live.announce import announce
from workshops.actions.stages import WrongStage, must_be_open
from workshops.models import Participant, Stage, Workshop
from workshops.parts import SIGNALS


@transaction.atomic
def raise_hand(*, workshop: Workshop, participant: Participant) -> None:
    """Put one's hand up; if it was up already, it keeps its place in the row."""
    workshop = _open(workshop)
    if participant.hand_raised_at is None:
        _set(participant, hand_raised_at=timezone.now())
    announce(workshop, touched=[SIGNALS], bell=[str(participant.id)])


@transaction.atomic
def lower_hand(*, workshop: Workshop, participant: Participant) -> None:
    """Take somebody's hand down: they do, or a facilitator who has given them the word."""
    workshop = _open(workshop)
    _set(participant, hand_raised_at=None)
    announce(workshop, touched=[SIGNALS], bell=[str(participant.id)])


@transaction.atomic
def lower_all_hands(*, workshop: Workshop) -> None:
    """Take every hand down."""
    workshop = _open(workshop)
    raised = workshop.participants.exclude(hand_raised_at=None)
    ids = [str(id) for id in raised.values_list("id", flat=True)]
    raised.update(hand_raised_at=None)
    announce(workshop, touched=[SIGNALS], bell=ids)


@transaction.atomic
def say_ready(*, workshop: Workshop, participant: Participant, stage: str, ready: bool) -> None:
    """Say that one is ready with `stage`, or is not after all. Raises WrongStage once the workshop is elsewhere."""
    workshop = _open(workshop)
    if stage not in Stage.values or workshop.at is not Stage(stage):
        raise WrongStage(_("The workshop has moved on to %(stage)s.") % {"stage": workshop.at.label})
    _set(participant, ready_for=stage if ready else "")
    announce(workshop, touched=[SIGNALS], bell=[str(participant.id)])


def _set(participant: Participant, **signals: Any) -> None:
    """Write the signals, unless somebody who has just been removed gives them."""
    if Participant.objects.present().filter(id=participant.id).update(**signals):
        for name, value in signals.items():
            setattr(participant, name, value)


def _open(workshop: Workshop) -> Workshop:
    workshop = Workshop.objects.hold(workshop)
    must_be_open(workshop)
    return workshop
