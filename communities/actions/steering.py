"""Which community an account runs its workshops in."""

from django.db import transaction

from communities.models import Community, Membership, User
from communities.steering import steered_by


@transaction.atomic
def community_to_steer(*, user: User) -> Community:
    """Return the first community that `user` steers; somebody who steers none yet gets one of their own."""
    if (community := steered_by(user).first()) is not None:
        return community
    community = Community.objects.create(name="Our community")
    Membership.objects.create(community=community, user=user, role=Membership.Role.OWNER)
    return community
