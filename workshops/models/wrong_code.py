"""Wrong join codes, counted for a while, so that codes cannot be guessed."""

from django.db import models


class WrongCode(models.Model):
    """`source` is a keyed hash of the address it came from: enough to count, too little to tell."""

    source = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.source[:8]} at {self.at}"
