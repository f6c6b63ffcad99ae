"""The two to six heaps that a workshop sorts its responsibilities into while listing them."""

import uuid

from django.db import models
from django.db.models import Q

from workshops.keys import Numbered
from workshops.models.workshop import Workshop


class Category(Numbered):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="categories")
    name = models.CharField(max_length=300)
    emoji = models.CharField(max_length=64, blank=True)
    definition = models.TextField(max_length=4000, blank=True)

    class Meta:
        ordering = ("number", "id")
        constraints = (
            models.UniqueConstraint(fields=("workshop", "key"), name="category_key_once_per_workshop"),
            models.UniqueConstraint(fields=("workshop", "number"), name="category_number_once_per_workshop"),
            models.UniqueConstraint(fields=("workshop", "id"), name="category_in_its_workshop"),
            models.CheckConstraint(name="category_two_to_six", condition=Q(number__gte=1, number__lte=6)),
            models.CheckConstraint(name="category_has_name", condition=~Q(name="")),
        )

    def __str__(self) -> str:
        return self.name
