"""A person in a workshop: usually a guest with just a name."""

import secrets
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from workshops.keys import Numbered
from workshops.models.workshop import Workshop


def new_pass() -> str:
    return secrets.token_urlsafe(16)


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def present(self) -> "ParticipantQuerySet":
        """Those who have not been removed."""
        return self.filter(removed_at=None)

    def joined(self) -> "ParticipantQuerySet":
        """Those who count: present, and taking part rather than only steering."""
        return self.present().filter(takes_part=True)

    def facilitators(self) -> "ParticipantQuerySet":
        """Those present who have the role, also where nobody has come to their seat yet."""
        return self.present().filter(role=Participant.Role.FACILITATOR)

    def bells(self) -> list[str]:
        """The bells of all of them, for `announce`: what is theirs alone looks different now."""
        return [str(id) for id in self.values_list("id", flat=True)]

    def simulated(self) -> "ParticipantQuerySet":
        """The colleagues of a rehearsal."""
        return self.filter(simulated=True)


class Participant(Numbered):
    """`pass_key` is what a browser's cookie must hold to be this person; a new one locks old cookies out."""

    class Role(models.TextChoices):
        PARTICIPANT = "participant"
        FACILITATOR = "facilitator"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="participants")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="participations",
    )
    name = models.CharField(max_length=60)
    role = models.CharField(max_length=12, choices=Role, default=Role.PARTICIPANT)
    pass_key = models.CharField(max_length=32, default=new_pass, editable=False)
    # A facilitator who only steers is no voice that could be missing; adding or voting makes them one.
    takes_part = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, editable=False)
    # Named in advance: nobody has come to this seat yet, and its link works once.
    is_expected = models.BooleanField(default=False, db_default=False, editable=False)
    # In the room without a device: facilitators enter what they say, until they come by their link. standing_in.py.
    without_device = models.BooleanField(default=False, db_default=False, editable=False)
    # Quiet signals, seen by all with the name and told apart from votes.
    hand_raised_at = models.DateTimeField(null=True, editable=False)
    # The stage that they are ready with; "" for none.
    ready_for = models.CharField(max_length=12, blank=True, default="", db_default="", editable=False)
    # Nobody is behind it: a colleague of a rehearsal, who goes with it. The name says so too: workshops/rehearsing.py.
    simulated = models.BooleanField(default=False, db_default=False, editable=False)

    objects: ClassVar = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ("number", "id")
        constraints = (
            models.UniqueConstraint(fields=("workshop", "key"), name="participant_key_once_per_workshop"),
            models.UniqueConstraint(
                fields=("workshop", "number"),
                name="participant_number_once_per_workshop",
            ),
            models.UniqueConstraint(fields=("workshop", "id"), name="participant_in_their_workshop"),
            models.UniqueConstraint(
                fields=("workshop", "user"),
                name="participant_once_per_account",
                condition=Q(user__isnull=False),
            ),
            models.CheckConstraint(name="participant_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="participant_simulated_is_nobody",
                condition=Q(simulated=False) | Q(role="participant", user=None),
            ),
            models.CheckConstraint(
                name="participant_without_device_is_a_guest",
                condition=Q(without_device=False) | Q(role="participant", user=None, simulated=False),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_facilitator(self) -> bool:
        return self.role == self.Role.FACILITATOR
