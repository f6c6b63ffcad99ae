"""The timer, and the date and time until which a stage is open. Nothing is cut off when it is over."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from live.announce import announce
from workshops.actions.stages import must_be_at, must_be_open
from workshops.activity.noting import note
from workshops.models import Countdown, Participant, Stage, Workshop
from workshops.parts import ACTIVITY, CLOCK
from workshops.refusal import Refusal

MOST_MINUTES = 240
MOST_AHEAD = timedelta(days=366)
# What can go on over days. The others are for people who talk to each other.
OVER_DAYS = (Stage.LISTING, Stage.VOTING)


class NoSuchTime(Refusal):
    field = "minutes"
    message = format_lazy(_("Give the timer 1 to {most} minutes."), most=MOST_MINUTES)


class NotAhead(Refusal):
    field = "until"
    message = _("That has passed already. Choose a later moment.")


def _set(workshop: Workshop) -> Workshop:
    workshop.save(update_fields=Countdown.FIELDS)
    announce(workshop, touched=(CLOCK, ACTIVITY))
    return workshop


@transaction.atomic
def start_timer(*, workshop: Workshop, minutes: int, by: Participant | None = None) -> Workshop:
    """Count down from `minutes`, in place of whatever counted before. Raises NoSuchTime."""
    if not 1 <= minutes <= MOST_MINUTES:
        raise NoSuchTime
    workshop = Workshop.objects.hold(workshop)
    must_be_open(workshop)
    workshop.run_for(60 * minutes, timezone.now())
    note(workshop, by, "timer", {"count": minutes})
    return _set(workshop)


@transaction.atomic
def add_minute(*, workshop: Workshop, expected: str) -> Workshop:
    """Give one minute more: to what is left, or from now on where the time is up.

    `expected` is the `mark` of the timer that the form was drawn for. If that has changed it stays as it is, so two
    facilitators who press at once add one minute.
    """
    workshop = Workshop.objects.hold(workshop)
    must_be_open(workshop)
    if workshop.has_timer and workshop.mark == expected:
        now = timezone.now()
        left = workshop.left(now)
        if workshop.is_paused:
            workshop.pause(left + 60)
        elif workshop.ends_at and left:
            workshop.ends_at += timedelta(seconds=60)
        else:
            workshop.run_for(60, now)
    return _set(workshop)


@transaction.atomic
def pause_timer(*, workshop: Workshop) -> Workshop:
    """Hold the timer where it is. One that is over, or paused already, stays as it is."""
    workshop = Workshop.objects.hold(workshop)
    must_be_open(workshop)
    if workshop.has_timer and (left := workshop.left(timezone.now())):
        workshop.pause(left)
    return _set(workshop)


@transaction.atomic
def resume_timer(*, workshop: Workshop) -> Workshop:
    """Let a paused timer go on."""
    workshop = Workshop.objects.hold(workshop)
    must_be_open(workshop)
    if workshop.seconds_left is not None:
        workshop.run_for(workshop.seconds_left, timezone.now())
    return _set(workshop)


@transaction.atomic
def set_deadline(*, workshop: Workshop, until: datetime, by: Participant | None = None) -> Workshop:
    """Say until when this stage is open, in place of whatever counted before. Raises NotAhead, WrongStage."""
    workshop = Workshop.objects.hold(workshop)
    must_be_at(workshop, *OVER_DAYS)
    now = timezone.now()
    if until <= now:
        raise NotAhead
    if until > now + MOST_AHEAD:
        raise NotAhead(gettext("That is more than a year away. Choose an earlier moment."))
    workshop.run_until(until)
    note(workshop, by, "deadline", {"stage": workshop.stage})
    return _set(workshop)


@transaction.atomic
def stop_clock(*, workshop: Workshop, by: Participant | None = None) -> Workshop:
    """Take the timer or the deadline away."""
    workshop = Workshop.objects.hold(workshop)
    must_be_open(workshop)
    if workshop.is_counting:
        note(workshop, by, "deadline taken" if workshop.is_deadline else "timer stopped")
    workshop.clear()
    return _set(workshop)
