"""What the facilitator records after the discussion, and notes taken on the way."""

import uuid

from django.db import models

from responsibilities.models.ballot import Colour
from responsibilities.models.responsibility import Responsibility
from workshops.models import Participant, Workshop


class Decision(models.Model):
    """Stands over the verdict that the votes give; both are shown."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="+")
    responsibility = models.OneToOneField(
        Responsibility,
        on_delete=models.CASCADE,
        related_name="decision",
        primary_key=True,
        db_constraint=False,
    )
    colour = models.CharField(max_length=5, choices=Colour)
    rationale = models.TextField(max_length=4000, blank=True)
    owner = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="decision_colour_known",
                condition=models.Q(colour__in=Colour.values),
            ),
        )

    def __str__(self) -> str:
        return self.colour


class Note(models.Model):
    """Something said about a responsibility that is worth keeping."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="+")
    responsibility = models.ForeignKey(
        Responsibility,
        on_delete=models.CASCADE,
        related_name="notes",
        db_constraint=False,
    )
    author = models.ForeignKey(
        Participant,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_constraint=False,
    )
    number = models.PositiveIntegerField(default=1)
    text = models.TextField(max_length=4000, blank=True)

    class Meta:
        ordering = ("number", "id")

    def __str__(self) -> str:
        return self.text
