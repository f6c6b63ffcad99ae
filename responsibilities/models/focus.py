"""The responsibility that is on all screens."""

from django.db import models

from responsibilities.models.responsibility import Responsibility
from workshops.models import Workshop


class Focus(models.Model):
    workshop = models.OneToOneField(Workshop, on_delete=models.CASCADE, related_name="focus", primary_key=True)
    responsibility = models.ForeignKey(Responsibility, on_delete=models.CASCADE, related_name="+", db_constraint=False)

    def __str__(self) -> str:
        return str(self.responsibility)
