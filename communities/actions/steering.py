"""Which community an account runs its workshops in."""

from django.db import transaction

from communities.models import Community, Membership, User


@transaction.atomic
def community_to_steer(*, user: User) -> Community:
    """Return the first community that `user` steers; somebody who steers none yet gets one of their own."""
    steered = Community.objects.filter(memberships__user=user, memberships__role__in=Membership.STEERING)
    if (community := steered.order_by("created_at", "id").first()) is not None:
        return community
    community = Community.objects.create(name="Our community")
    Membership.objects.create(community=community, user=user, role=Membership.Role.OWNER)
    return community
