"""What responsibilities are gathered into: areas of this version, ideas for the next."""

import uuid

from django.db import models

from workshops.keys import Numbered
from workshops.models import Workshop


class Area(Numbered):
    """A consolidated group of responsibilities."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="areas")
    name = models.CharField(max_length=300)
    emoji = models.CharField(max_length=64, blank=True)
    description = models.TextField(max_length=4000, blank=True)

    class Meta:
        ordering = ("number", "id")
        constraints = (
            models.UniqueConstraint(fields=("workshop", "key"), name="area_key_once_per_workshop"),
            models.UniqueConstraint(fields=("workshop", "number"), name="area_number_once_per_workshop"),
            models.UniqueConstraint(fields=("workshop", "id"), name="area_in_its_workshop"),
            models.CheckConstraint(name="area_has_name", condition=~models.Q(name="")),
        )

    def __str__(self) -> str:
        return self.name


class Idea(Numbered):
    """Something parked for the role's next version; `source` is the responsibility it was, if it was one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="ideas")
    name = models.CharField(max_length=300)
    emoji = models.CharField(max_length=64, blank=True)
    description = models.TextField(max_length=4000, blank=True)
    # The database holds (workshop, source) together: see integrity.py.
    source = models.ForeignKey(
        "responsibilities.Responsibility",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="ideas",
        db_constraint=False,
    )

    class Meta:
        ordering = ("number", "id")
        constraints = (
            models.UniqueConstraint(fields=("workshop", "key"), name="idea_key_once_per_workshop"),
            models.UniqueConstraint(fields=("workshop", "number"), name="idea_number_once_per_workshop"),
            models.CheckConstraint(name="idea_has_name", condition=~models.Q(name="")),
        )

    def __str__(self) -> str:
        return self.name
