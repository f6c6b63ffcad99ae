"""The first minute of an installation: somebody has to be able to sign in."""

from django.db import transaction

from communities.models import Community, Membership, User


@transaction.atomic
def settle_in(*, name: str = "Facilitator", community: str = "Our community") -> User:
    """Return the account that was here first, making it, and a community it owns, when there is none."""
    if first := User.objects.facilitators().order_by("created_at", "id").first():
        return first
    owner = User.objects.create(name=name)
    Membership.objects.create(
        community=Community.objects.create(name=community), user=owner, role=Membership.Role.OWNER
    )
    return owner
