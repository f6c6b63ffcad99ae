"""The workshops of an account, as Home lists them."""

from django.db.models import Count, Q, QuerySet

from communities.models import User
from workshops.models import Workshop


def workshops_of(user: User) -> "QuerySet[Workshop]":
    """Return the workshops that `user` has a seat in, those still open first, each with `joined`."""
    counted = Q(participants__takes_part=True, participants__removed_at=None)
    seated = Workshop.objects.filter(participants__user=user).values("id")
    workshops: QuerySet[Workshop] = (
        Workshop.objects.filter(id__in=seated).annotate(joined=Count("participants", filter=counted)).live_first()
    )
    return workshops
