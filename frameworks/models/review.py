"""What a reviewer says of each area of a version, and their approval of the whole."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frameworks.models.framework import Framework
from frameworks.models.reviewer import Reviewer
from frameworks.models.version import Version

COMMENT_LENGTH = 4000


class Said(models.Model):
    """Something that a reviewer of a framework said of one of its versions: see integrity.py for "of its"."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="+")
    reviewer = models.ForeignKey(Reviewer, on_delete=models.CASCADE, related_name="%(class)ss", db_constraint=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="%(class)ss", db_constraint=False)

    class Meta:
        abstract = True


class AreaReview(Said):
    """Where a reviewer stands on one area, or another part, of a version; `part` is its key in the content."""

    class Verdict(models.TextChoices):
        APPROVE = "approve", _("Approved")
        CHANGE = "change", _("Change asked for")

    part = models.CharField(max_length=80)
    verdict = models.CharField(max_length=7, choices=Verdict)
    comment = models.TextField(max_length=COMMENT_LENGTH, blank=True)
    said_at = models.DateTimeField()

    objects: ClassVar = models.Manager["AreaReview"]()

    class Meta:
        ordering = ("said_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("reviewer", "version", "part"), name="area_review_once_per_reviewer_and_part"
            ),
            models.CheckConstraint(name="area_review_verdict_known", condition=Q(verdict__in=("approve", "change"))),
            models.CheckConstraint(
                name="area_review_change_has_comment", condition=Q(verdict="approve") | ~Q(comment="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.part}: {self.verdict}"

    @property
    def asks_for_change(self) -> bool:
        return self.verdict == self.Verdict.CHANGE


class SignOff(Said):
    """A reviewer's dated approval of a whole version. It stays."""

    signed_at = models.DateTimeField()
    note = models.TextField(max_length=COMMENT_LENGTH, blank=True)

    objects: ClassVar = models.Manager["SignOff"]()

    class Meta:
        ordering = ("signed_at", "id")
        constraints = (
            models.UniqueConstraint(fields=("reviewer", "version"), name="sign_off_once_per_reviewer_and_version"),
        )

    def __str__(self) -> str:
        return f"signed off on {self.signed_at:%d %B %Y}"
