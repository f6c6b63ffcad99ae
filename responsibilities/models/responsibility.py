"""One thing somebody does, in one line."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Case, F, Q, Value, When

from responsibilities.models.grouping import Area
from workshops.keys import Numbered
from workshops.models import Category, Participant, Workshop

TEXT_LENGTH = 300


class ResponsibilityQuerySet(models.QuerySet["Responsibility"]):
    def kept(self) -> "ResponsibilityQuerySet":
        """Those that nobody has removed."""
        return self.filter(removed_at=None)

    def standing(self) -> "ResponsibilityQuerySet":
        """Those that are voted on, decided and grouped: neither removed nor merged into another."""
        return self.kept().filter(merged_into=None)

    def in_order(self) -> "ResponsibilityQuerySet":
        return self.order_by("number", "id")


class Responsibility(Numbered):
    """The foreign keys without a constraint of their own are held together with the workshop: see integrity.py."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="responsibilities")
    text = models.CharField(max_length=TEXT_LENGTH)
    category = models.ForeignKey(
        Category,
        on_delete=models.CASCADE,
        related_name="responsibilities",
        db_constraint=False,
    )
    author = models.ForeignKey(
        Participant,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="responsibilities",
        db_constraint=False,
    )
    area = models.ForeignKey(
        Area,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="responsibilities",
        db_constraint=False,
    )
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="merged",
        db_constraint=False,
    )
    # Where it was before it was merged: unmerging puts it back there.
    former_area = models.ForeignKey(
        Area, null=True, editable=False, on_delete=models.SET_NULL, related_name="+", db_constraint=False
    )
    # Made by the browser once per hand-in, so that a retry never makes two.
    client_key = models.CharField(max_length=80, null=True, editable=False)
    is_late = models.BooleanField(default=False)
    # The published version it was brought along from, like "1.0"; nobody in this workshop wrote it.
    came_from = models.CharField(max_length=20, blank=True, default="", db_default="", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, editable=False)

    # These two let a foreign key say "into one that is not merged itself".
    is_merged = models.GeneratedField(
        expression=Case(When(merged_into=None, then=Value(False)), default=Value(True)),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    target_is_merged = models.GeneratedField(
        expression=Case(When(merged_into=None, then=Value(None)), default=Value(False)),
        output_field=models.BooleanField(null=True),
        db_persist=True,
    )

    objects: ClassVar = ResponsibilityQuerySet.as_manager()

    class Meta:
        ordering = ("number", "id")
        constraints = (
            models.UniqueConstraint(fields=("workshop", "key"), name="responsibility_key_once_per_workshop"),
            models.UniqueConstraint(
                fields=("workshop", "number"),
                name="responsibility_number_once_per_workshop",
            ),
            models.UniqueConstraint(fields=("workshop", "id"), name="responsibility_in_its_workshop"),
            models.UniqueConstraint(
                fields=("workshop", "id", "is_merged"),
                name="responsibility_merge_target_reference",
            ),
            models.UniqueConstraint(fields=("workshop", "client_key"), name="responsibility_handed_in_once"),
            models.CheckConstraint(
                name="responsibility_text_is_one_line",
                condition=~Q(text="") & ~Q(text__regex=r"[\x01-\x1f]"),
            ),
            models.CheckConstraint(
                name="responsibility_merged_has_no_area",
                condition=Q(merged_into=None) | Q(area=None),
            ),
            models.CheckConstraint(
                name="responsibility_not_merged_into_itself",
                condition=~Q(merged_into=F("id")),
            ),
        )

    def __str__(self) -> str:
        return self.text
