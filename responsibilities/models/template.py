"""Settings of a workshop that a community keeps, to open the next one with. Nothing that anybody said is in them."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from communities.models import Community
from workshops.models import Workshop

NAME_LENGTH = 80


class TemplateQuerySet(models.QuerySet["Template"]):
    def kept(self) -> "TemplateQuerySet":
        """Those that nobody has deleted."""
        return self.filter(removed_at=None)

    def newest_first(self) -> "TemplateQuerySet":
        return self.order_by("-created_at", "id")


class Template(models.Model):
    """`settings` are values of the form of a new workshop; `areas` and `prompts` what it begins with beside them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="templates")
    name = models.CharField(max_length=NAME_LENGTH)
    settings = models.JSONField()
    areas = models.JSONField(default=list)
    prompts = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar = TemplateQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                "community", Lower("name"), name="template_name_once_per_community", condition=Q(removed_at=None)
            ),
            models.CheckConstraint(name="template_has_name", condition=~Q(name="")),
        )

    def __str__(self) -> str:
        return self.name


class Inspiration(models.Model):
    """What a workshop has to think with while listing, by the key of the category. It never changes."""

    workshop = models.OneToOneField(Workshop, on_delete=models.CASCADE, related_name="inspiration", primary_key=True)
    prompts = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"inspiration of {self.workshop_id}"
