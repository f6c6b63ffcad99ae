"""Who has an account here, and the communities they share a role in."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class UserManager(BaseUserManager["User"]):
    def facilitators(self) -> models.QuerySet["User"]:
        return self.filter(is_active=True, memberships__role__in=Membership.STEERING).distinct()


class User(AbstractBaseUser):
    """Somebody with an account: a facilitator, not a participant. Signs in by a one-time link, so has no password."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=60)
    email = models.EmailField(unique=True, null=True, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return self.name


class Community(models.Model):
    """The people who share a role in one organisation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """What one account may do in one community."""

    class Role(models.TextChoices):
        OWNER = "owner"
        FACILITATOR = "facilitator"
        REVIEWER = "reviewer"
        MEMBER = "member"

    STEERING = (Role.OWNER, Role.FACILITATOR)

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("community", "user"), name="membership_once_per_community"),)

    def __str__(self) -> str:
        return f"{self.user} in {self.community}"
