"""Somebody who reviews a framework by a private link, without an account: a head of engineering."""

import secrets
import uuid
from typing import ClassVar

from django.conf import settings
from django.core import signing
from django.db import models
from django.urls import reverse

from frameworks.models.framework import Framework

_LINK = signing.Signer(salt="frameworks.reviewer", sep=".")


def new_link_key() -> str:
    return secrets.token_urlsafe(16)


class ReviewerQuerySet(models.QuerySet["Reviewer"]):
    def by_token(self, token: str) -> "Reviewer | None":
        """Return whom the link was made for, withdrawn or not; None for a link that is not, or no longer, one."""
        try:
            link_key = _LINK.unsign(token)
        except signing.BadSignature:
            return None
        return self.filter(link_key=link_key).select_related("framework").first()

    def by_name(self) -> "ReviewerQuerySet":
        return self.order_by("name", "id")


class Reviewer(models.Model):
    """`link_key` is 128 random bits that the link carries, signed: a copy of the database alone opens nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="reviewers")
    name = models.CharField(max_length=60)
    link_key = models.CharField(max_length=32, unique=True, default=new_link_key, editable=False)
    invited_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar = ReviewerQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("framework", "id"), name="reviewer_of_their_framework"),
            models.CheckConstraint(name="reviewer_has_name", condition=~models.Q(name="")),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def token(self) -> str:
        return _LINK.sign(self.link_key)

    @property
    def url(self) -> str:
        """The complete private address. Whoever has it can review as this person."""
        return f"{settings.SITE_URL}{reverse('review', args=(self.token,))}"
