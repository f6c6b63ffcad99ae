"""How far everybody has come with voting, kept as it goes, so that no vote has to count all the others."""

from django.db import models

from workshops.models import Participant, Workshop


class Turnout(models.Model):
    """How many of the votes that are counted in the workshop's row are one participant's."""

    participant = models.OneToOneField(
        Participant, primary_key=True, on_delete=models.CASCADE, related_name="turnout", db_constraint=False
    )
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="+")
    votes = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.votes} votes of {self.participant_id}"
