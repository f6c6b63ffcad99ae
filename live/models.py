"""What every live thing has: a position that a browser can compare with its own."""

import secrets
from typing import ClassVar

from django.db import models

from live.positions import Position

# The part of a board that is touched by a change which does not say what it touches.
ALL = "*"
# Touched whenever a bell rings for everybody: since then everybody's own part may look different.
OWN = "own"


def new_epoch() -> str:
    """A new name for a run of revisions; a restored copy gets another, so that every browser catches up."""
    return secrets.token_hex(4)


class LiveModel(models.Model):
    """Something people look at together. `kind` is the first part of its address: /<kind>/<id>/live/.

    `touched` notes for each part of the board that was ever announced by name the revision which touched it last.
    """

    kind: ClassVar[str]
    revision = models.PositiveBigIntegerField(default=0, editable=False)
    epoch = models.CharField(max_length=16, default=new_epoch, editable=False)
    touched = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True

    @property
    def position(self) -> str:
        return f"{self.epoch}.{self.revision}"

    @property
    def settled(self) -> str:
        """The position since which only small parts of the board have been touched."""
        return f"{self.epoch}.{self.touched.get(ALL, 0)}"

    def untouched_since(self, position: Position, *parts: str) -> bool:
        """Whether these parts of the board still are what they were at `position`."""
        marks = [self.touched.get(part, 0) for part in (ALL, *parts)]
        return self.epoch == position.epoch and max(marks) <= position.revision <= self.revision
