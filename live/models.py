"""What every live thing has: a position that a browser can compare with its own."""

import secrets
from typing import ClassVar

from django.db import models


def new_epoch() -> str:
    """A new name for a run of revisions; a restored copy gets another, so that every browser catches up."""
    return secrets.token_hex(4)


class LiveModel(models.Model):
    """Something people look at together. `kind` is the first part of its address: /<kind>/<id>/live/."""

    kind: ClassVar[str]
    revision = models.PositiveBigIntegerField(default=0, editable=False)
    epoch = models.CharField(max_length=16, default=new_epoch, editable=False)

    class Meta:
        abstract = True

    @property
    def position(self) -> str:
        return f"{self.epoch}.{self.revision}"
