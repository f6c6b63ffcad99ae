"""Merging duplicates: one survives with its text and votes, the others stay readable under it."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from live.announce import announce
from responsibilities.actions.clustering import NothingSelected
from responsibilities.models import Responsibility
from workshops.actions.stages import must_be_at
from workshops.activity.changes import Picture
from workshops.activity.noting import note
from workshops.models import Participant, Stage, Workshop

MERGING = (Stage.DISCUSSION, Stage.CLUSTERING)


@transaction.atomic
def merge_duplicates(
    *, workshop: Workshop, responsibility_ids: Sequence[UUID], by: Participant | None = None
) -> Responsibility:
    """Merge responsibilities into the earliest of them.

    What was merged into one of the others before now stands under the survivor, so that no merge leads to another.
    """
    workshop = Workshop.objects.hold(workshop)
    must_be_at(workshop, *MERGING)
    chosen = list(Responsibility.objects.standing().filter(workshop=workshop, id__in=responsibility_ids).in_order())
    if len(chosen) < 2:
        raise NothingSelected(_("Select two or more responsibilities that say the same."))
    survivor, *others = chosen
    before = Picture(
        Responsibility.objects.filter(Q(id__in=[other.id for other in others]) | Q(merged_into__in=others))
    )
    Responsibility.objects.filter(merged_into__in=others).update(merged_into=survivor)
    Responsibility.objects.filter(id__in=[other.id for other in others]).update(
        merged_into=survivor, former_area=F("area"), area=None
    )
    note(workshop, by, "merged", {"count": len(others), "text": survivor.text}, undo=before.changes())
    announce(workshop, bell=workshop.participants.facilitators().bells())
    return survivor


@transaction.atomic
def unmerge(*, workshop: Workshop, responsibility_id: UUID, by: Participant | None = None) -> None:
    """Let a merged responsibility stand on its own again, where it stood; both have their own votes back."""
    workshop = Workshop.objects.hold(workshop)
    must_be_at(workshop, *MERGING)
    merged = Responsibility.objects.filter(workshop=workshop, id=responsibility_id, merged_into__isnull=False)
    if (duplicate := merged.first()) is not None:
        before = Picture(merged)
        merged.update(merged_into=None, area=F("former_area"), former_area=None)
        note(workshop, by, "unmerged", {"text": duplicate.text}, undo=before.changes())
    announce(workshop, bell=workshop.participants.facilitators().bells())
