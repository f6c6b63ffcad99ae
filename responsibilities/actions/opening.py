"""Opening a workshop from a template."""

from django.db import transaction

from communities.models import Community, User
from responsibilities.beginnings import Beginning
from responsibilities.models import Area
from workshops.actions import opening
from workshops.models import Workshop


@transaction.atomic
def open_workshop(*, community: Community, facilitator: User, workshop: Workshop, beginning: Beginning) -> Workshop:
    """Open `workshop` in `community` with the areas that `beginning` suggests. Nobody can be looking yet."""
    workshop = opening.open_workshop(community=community, facilitator=facilitator, workshop=workshop)
    Area.objects.bulk_create(
        Area(workshop=workshop, number=number, key=f"a{number}", name=a.name, emoji=a.emoji, description=a.description)
        for number, a in enumerate(beginning.areas, start=1)
    )
    return workshop
