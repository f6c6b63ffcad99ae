"""One published state of a framework. Nothing ever changes in it; the database sees to that."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from frameworks.models.framework import Framework
from frameworks.numbers import Number
from workshops.models import Workshop


class VersionQuerySet(models.QuerySet["Version"]):
    def newest_first(self) -> "VersionQuerySet":
        return self.order_by("-major", "-minor", "id")

    def from_workshop(self, workshop: Workshop) -> "VersionQuerySet":
        return self.filter(workshop=workshop).select_related("framework")

    def numbered(self, number: Number) -> "VersionQuerySet":
        return self.filter(major=number.major, minor=number.minor)


class Version(models.Model):
    """`content` is what the workshop had come to when it was published, as snapshot.py writes it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The database deletes a version with its framework, and in no other way: see integrity.py.
    framework = models.ForeignKey(Framework, on_delete=models.DO_NOTHING, related_name="versions", db_constraint=False)
    major = models.PositiveIntegerField()
    minor = models.PositiveIntegerField()
    workshop = models.ForeignKey(Workshop, null=True, blank=True, on_delete=models.SET_NULL, related_name="versions")
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=60)
    summary = models.TextField(max_length=4000, blank=True)
    content = models.JSONField()

    objects: ClassVar = VersionQuerySet.as_manager()

    class Meta:
        ordering = ("-major", "-minor", "id")
        constraints = (
            models.UniqueConstraint(fields=("framework", "major", "minor"), name="version_number_once_per_framework"),
            models.UniqueConstraint(fields=("framework", "id"), name="version_in_its_framework"),
        )

    def __str__(self) -> str:
        return str(self.number)

    @property
    def number(self) -> Number:
        return Number(self.major, self.minor)

    @property
    def language(self) -> str:
        """The language of the workshop it came from, which its pages speak as well: all read the same words."""
        return str(self.content.get("language", settings.LANGUAGE_CODE))

    @property
    def label(self) -> str:
        return _("Version %(number)s") % {"number": self.number}
