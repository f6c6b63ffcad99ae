"""Which communities an account steers: there it opens workshops, and keeps templates for them."""

from django.db.models import QuerySet

from communities.models import Community, Membership, User


def steered_by(user: User) -> "QuerySet[Community]":
    """Return the communities that `user` steers, the oldest first."""
    steered = Community.objects.filter(memberships__user=user, memberships__role__in=Membership.STEERING)
    return steered.order_by("created_at", "id")
