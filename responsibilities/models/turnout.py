"""How far the voting has come, kept as it goes, so that no vote has to count all the others."""

from django.db import models

from workshops.models import Participant, Workshop


class BallotBox(models.Model):
    """How much a workshop has to vote on, and how many votes on that are in.

    Right for as long as nothing but votes has happened since the workshop's revision `counted_at`; counted anew
    after anything else. See responsibilities/turnout.py.
    """

    workshop = models.OneToOneField(Workshop, primary_key=True, on_delete=models.CASCADE, related_name="ballot_box")
    counted_at = models.PositiveBigIntegerField()
    papers = models.PositiveIntegerField()
    votes = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.votes} votes on {self.papers} responsibilities"


class Turnout(models.Model):
    """How many of the papers in the box are one participant's."""

    participant = models.OneToOneField(
        Participant, primary_key=True, on_delete=models.CASCADE, related_name="turnout", db_constraint=False
    )
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="+")
    votes = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.votes} votes of {self.participant_id}"
