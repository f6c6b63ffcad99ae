"""The consolidated role of one community, from its first version to the newest."""

import uuid
from typing import ClassVar

from django.db import models

from communities.models import Community
from live.models import LiveModel


class FrameworkQuerySet(models.QuerySet["Framework"]):
    def locked(self) -> "FrameworkQuerySet":
        """Hold the framework's row until the end of the transaction: versions are made one after another."""
        return self.select_for_update(no_key=True)

    def by_name(self) -> "FrameworkQuerySet":
        return self.order_by("title", "id")


class Framework(LiveModel):
    kind = "f"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="frameworks")
    role = models.CharField(max_length=300)
    title = models.CharField(max_length=300)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar = FrameworkQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("community", "role"), name="framework_once_per_community_and_role"),
            models.CheckConstraint(
                name="framework_has_role_and_title", condition=~models.Q(role="") & ~models.Q(title="")
            ),
        )

    def __str__(self) -> str:
        return self.title
