"""How long there is left: a timer that runs or is paused, or a date and time until which a stage is open."""

import math
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Countdown(models.Model):
    """At most one of `ends_at` (it runs) and `seconds_left` (it is paused) is set; neither when there is none.

    A deadline is a countdown that is set by its end instead of by its length, and cannot be paused. What has passed
    stays as it is: nothing is cut off, so nothing has to happen at the end.
    """

    ends_at = models.DateTimeField(null=True, editable=False)
    seconds_left = models.PositiveIntegerField(null=True, editable=False)
    is_deadline = models.BooleanField(default=False, editable=False)

    FIELDS = ("ends_at", "seconds_left", "is_deadline")

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                name="%(class)s_countdown_runs_or_is_paused", condition=Q(ends_at=None) | Q(seconds_left=None)
            ),
            models.CheckConstraint(
                name="%(class)s_deadline_is_a_moment", condition=Q(is_deadline=False) | Q(ends_at__isnull=False)
            ),
        )

    @property
    def is_counting(self) -> bool:
        """Whether there is a timer or a deadline, over or not."""
        return self.ends_at is not None or self.seconds_left is not None

    @property
    def has_timer(self) -> bool:
        return self.is_counting and not self.is_deadline

    @property
    def is_paused(self) -> bool:
        return self.seconds_left is not None

    @property
    def mark(self) -> str:
        """What tells this state of a countdown from any other."""
        if self.ends_at:
            return self.ends_at.isoformat()
        return "" if self.seconds_left is None else str(self.seconds_left)

    def left(self, now: datetime) -> int:
        """Return the seconds left, rounded up; 0 once it is over or where there is none."""
        if self.seconds_left is not None:
            return self.seconds_left
        return max(0, math.ceil((self.ends_at - now).total_seconds())) if self.ends_at else 0

    def run_for(self, seconds: int, now: datetime) -> None:
        self.ends_at, self.seconds_left, self.is_deadline = now + timedelta(seconds=seconds), None, False

    def run_until(self, end: datetime) -> None:
        self.ends_at, self.seconds_left, self.is_deadline = end, None, True

    def pause(self, seconds: int) -> None:
        self.ends_at, self.seconds_left, self.is_deadline = None, seconds, False

    def clear(self) -> None:
        self.ends_at, self.seconds_left, self.is_deadline = None, None, False

    def take_over(self, other: "Countdown | None") -> None:
        """Count what `other` counts. A timer that is over is over; a deadline that has passed still says so."""
        if other is None or (other.has_timer and not other.left(timezone.now())):
            self.clear()
        else:
            self.ends_at, self.seconds_left = other.ends_at, other.seconds_left
            self.is_deadline = other.is_deadline
