"""The log of what was done together: a line for each shared change, with who and when."""

from django.db import models
from django.db.models import F

from workshops.models.participant import Participant
from workshops.models.workshop import Workshop


class Activity(models.Model):
    """One line of a workshop's log, in the order of `id`. What it says in words, its `kind` knows (activity/kinds.py).

    `actor` is nobody where the workshop promised not to keep who it was. `undo` is what undoing needs
    (activity/changes.py); None if it cannot be undone. `of` is the line that this one undid or did again.
    """

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="activity", db_index=False)
    # The database holds both participants together with the workshop: see the migration.
    actor = models.ForeignKey(Participant, null=True, on_delete=models.SET_NULL, related_name="+", db_constraint=False)
    kind = models.CharField(max_length=40)
    at = models.DateTimeField(auto_now_add=True)
    said = models.JSONField(default=dict)
    undo = models.JSONField(null=True)
    of = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        Participant, null=True, on_delete=models.SET_NULL, related_name="+", db_constraint=False
    )

    class Meta:
        verbose_name_plural = "activity"
        ordering = ("-id",)
        indexes = (models.Index("workshop", F("id").desc(), name="activity_newest_first"),)

    def __str__(self) -> str:
        return self.kind
