"""Somebody who waits to be let in: no participant yet, and nothing of the workshop is theirs to see."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from workshops.models.participant import new_pass
from workshops.models.workshop import Workshop


class NewcomerQuerySet(models.QuerySet["Newcomer"]):
    def waiting(self) -> "NewcomerQuerySet":
        """Those whom nobody has answered yet."""
        return self.filter(declined_at=None)


class Newcomer(models.Model):
    """Their id and pass become the participant's who is let in: the cookie they wait with is their seat's."""

    id = models.UUIDField(primary_key=True, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="newcomers")
    name = models.CharField(max_length=60)
    pass_key = models.CharField(max_length=32, default=new_pass, editable=False)
    asked_at = models.DateTimeField(auto_now_add=True)
    declined_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar = NewcomerQuerySet.as_manager()

    class Meta:
        ordering = ("asked_at", "id")
        constraints = (models.CheckConstraint(name="newcomer_has_name", condition=~Q(name="")),)

    def __str__(self) -> str:
        return self.name
