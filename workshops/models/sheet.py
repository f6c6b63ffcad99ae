"""The facilitator's run sheet: what is planned and noted for each stage, and how long it took."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from workshops.models.countdown import Countdown
from workshops.models.workshop import Stage, Workshop

NOTE_LENGTH = 4000
MOST_MINUTES = 480


class StageSheet(Countdown):
    """One stage on the run sheet of a workshop; a stage that nobody has planned, noted or entered has none.

    `spent_seconds` are those of earlier visits: the present one began at the workshop's `entered_at`. The countdown is
    what was counting when the stage was left, to go on with when the workshop comes back to it.
    """

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="sheets")
    stage = models.CharField(max_length=12, choices=Stage)
    # None for as many as are suggested.
    minutes = models.PositiveSmallIntegerField(null=True)
    note = models.TextField(max_length=NOTE_LENGTH, blank=True)
    # Grows with every note that is taken, so that nobody writes over what they have not read.
    edition = models.PositiveIntegerField(default=0, editable=False)
    began_at = models.DateTimeField(null=True, editable=False)
    spent_seconds = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar = models.Manager["StageSheet"]()

    class Meta:
        constraints = (
            *Countdown.Meta.constraints,
            models.UniqueConstraint(fields=("workshop", "stage"), name="sheet_once_per_stage"),
            models.CheckConstraint(name="sheet_stage_known", condition=Q(stage__in=Stage.values)),
            models.CheckConstraint(
                name="sheet_minutes_sensible", condition=Q(minutes=None) | Q(minutes__gte=1, minutes__lte=MOST_MINUTES)
            ),
        )

    def __str__(self) -> str:
        return f"{self.stage} of {self.workshop_id}"
