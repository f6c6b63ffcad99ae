"""A rehearsal: simulated colleagues take part in a workshop, until somebody ends it."""

import uuid

from django.db import models

from workshops.models.workshop import Workshop


class Rehearsal(models.Model):
    """It is there for as long as it goes on. `people` is how many colleagues were asked for.

    `before` is how things stood when it began, which its end puts back. `over_at` is when the colleagues left by
    themselves, because their time was up or because they could not go on.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.OneToOneField(Workshop, on_delete=models.CASCADE, related_name="+")
    people = models.PositiveSmallIntegerField()
    began_at = models.DateTimeField(auto_now_add=True)
    over_at = models.DateTimeField(null=True, editable=False)
    before = models.JSONField(default=dict, editable=False)

    def __str__(self) -> str:
        return f"{self.people} in {self.workshop_id}"
