"""Ballots on a responsibility, the votes on them, and the reasons people give."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from responsibilities.models.responsibility import Responsibility
from workshops.models import Participant, Workshop


class Colour(models.TextChoices):
    GREEN = "green", _("Green")
    AMBER = "amber", _("Amber")
    RED = "red", _("Red")


class Ballot(models.Model):
    """The first vote on a responsibility (number 1) or a re-vote; the last one is current. Sealed until revealed.

    Where a workshop was anonymous only the tally is left: the three counts, and no votes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="ballots")
    responsibility = models.ForeignKey(
        Responsibility,
        on_delete=models.CASCADE,
        related_name="ballots",
        db_constraint=False,
    )
    number = models.PositiveSmallIntegerField(default=1)
    revealed_at = models.DateTimeField(null=True, editable=False)
    green = models.PositiveIntegerField(null=True, editable=False)
    amber = models.PositiveIntegerField(null=True, editable=False)
    red = models.PositiveIntegerField(null=True, editable=False)

    class Meta:
        ordering = ("number", "id")
        constraints = (
            models.UniqueConstraint(fields=("responsibility", "number"), name="ballot_number_once"),
            models.UniqueConstraint(fields=("workshop", "id"), name="ballot_in_its_workshop"),
            models.CheckConstraint(name="ballot_one_to_ten", condition=Q(number__gte=1, number__lte=10)),
            models.CheckConstraint(
                name="ballot_tally_whole_or_absent",
                condition=Q(green=None, amber=None, red=None)
                | Q(green__isnull=False, amber__isnull=False, red__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"ballot {self.number} on {self.responsibility_id}"

    @property
    def is_tally(self) -> bool:
        return self.green is not None


class Vote(models.Model):
    """One participant's colour on one ballot."""

    # The foreign keys of integrity.py tie ballot and participant to the workshop, so it needs none of its own.
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    # Without an index of its own: the unique constraint below begins with it.
    ballot = models.ForeignKey(
        Ballot, on_delete=models.CASCADE, related_name="votes", db_constraint=False, db_index=False
    )
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="votes", db_constraint=False)
    colour = models.CharField(max_length=5, choices=Colour)
    # A facilitator entered it for somebody without a device. Who that was, the log says.
    by_stand_in = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("ballot", "participant"), name="vote_once_per_ballot"),
            models.CheckConstraint(name="vote_colour_known", condition=Q(colour__in=Colour.values)),
        )

    def __str__(self) -> str:
        return self.colour


class Reason(models.Model):
    """Why somebody voted as they did, and who should own it instead; without a participant once names are gone.

    `colour` is what the reason speaks for where that is known apart from the vote (a tally's reasons, a file's).
    """

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="+")
    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="reasons", db_constraint=False)
    participant = models.ForeignKey(
        Participant,
        null=True,
        on_delete=models.CASCADE,
        related_name="reasons",
        db_constraint=False,
    )
    colour = models.CharField(max_length=5, choices=Colour, blank=True)
    text = models.CharField(max_length=1000, blank=True)
    owner = models.CharField(max_length=100, blank=True)

    objects: ClassVar = models.Manager["Reason"]()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("ballot", "participant"),
                name="reason_once_per_ballot",
                condition=Q(participant__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.text or self.owner
