"""Merging duplicates: one survives with its text and votes, the others stay readable under it."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import F

from live.announce import announce
from responsibilities.actions.clustering import NothingSelected
from responsibilities.models import Responsibility
from workshops.actions.stages import must_be_at
from workshops.models import Stage, Workshop

MERGING = (Stage.DISCUSSION, Stage.CLUSTERING)


@transaction.atomic
def merge_duplicates(*, workshop: Workshop, responsibility_ids: Sequence[UUID]) -> Responsibility:
    """Merge responsibilities into the earliest of them.

    What was merged into one of the others before now stands under the survivor, so that no merge leads to another.
    """
    workshop = Workshop.objects.hold(workshop)
    must_be_at(workshop, *MERGING)
    chosen = list(Responsibility.objects.standing().filter(workshop=workshop, id__in=responsibility_ids).in_order())
    if len(chosen) < 2:
        raise NothingSelected("Select two or more responsibilities that say the same.")
    survivor, *others = chosen
    Responsibility.objects.filter(merged_into__in=others).update(merged_into=survivor)
    Responsibility.objects.filter(id__in=[other.id for other in others]).update(
        merged_into=survivor, former_area=F("area"), area=None
    )
    announce(workshop)
    return survivor


@transaction.atomic
def unmerge(*, workshop: Workshop, responsibility_id: UUID) -> None:
    """Let a merged responsibility stand on its own again, where it stood; both have their own votes back."""
    workshop = Workshop.objects.hold(workshop)
    must_be_at(workshop, *MERGING)
    Responsibility.objects.filter(workshop=workshop, id=responsibility_id, merged_into__isnull=False).update(
        merged_into=None, area=F("former_area"), former_area=None
    )
    announce(workshop)
