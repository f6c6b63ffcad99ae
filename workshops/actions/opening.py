"""Opening a workshop: a template's categories, and a facilitator to steer it."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from communities.models import Community, Membership, User
from workshops.keys import next_place
from workshops.models import Category, Participant, Workshop


@dataclass(frozen=True)
class CategoryTemplate:
    key: str
    name: str
    emoji: str
    definition: str


CATEGORIES = (
    CategoryTemplate("people", "People", "🧑", "What we do for one individual at a time, clerical admin included."),
    CategoryTemplate("team", "Team", "👥", "Aimed at the team or teams we work with, like joining their ceremonies."),
    CategoryTemplate("tech-wide", "Tech Wide", "💻", "Reaches the wider Tech department, beyond our own teams."),
    CategoryTemplate("other", "Other", "❔", "Whatever fits none of the three."),
)


@transaction.atomic
def open_workshop(*, community: Community, facilitator: User, workshop: Workshop) -> Workshop:
    """Save a new `workshop` in `community` with the usual four categories; every steering member may facilitate it."""
    workshop.community = community
    workshop.save(force_insert=True)
    Category.objects.bulk_create(
        Category(
            workshop=workshop,
            number=number,
            key=template.key,
            name=template.name,
            emoji=template.emoji,
            definition=template.definition,
        )
        for number, template in enumerate(CATEGORIES, start=1)
    )
    name_facilitators(workshop=workshop, first=facilitator)
    return workshop


@transaction.atomic
def name_facilitators(*, workshop: Workshop, first: User) -> None:
    """Give `first` and every other account that steers the community a facilitator's seat, if they have none."""
    steering = Membership.objects.filter(community=workshop.community, role__in=Membership.STEERING)
    users = [first, *(m.user for m in steering.exclude(user=first).select_related("user").order_by("id"))]
    seated = set(workshop.participants.values_list("user_id", flat=True))
    for user in users:
        if user.id not in seated:
            add_facilitator(workshop=workshop, name=user.name, user=user)


@transaction.atomic
def add_facilitator(*, workshop: Workshop, name: str, user: User | None = None, **more: Any) -> Participant:
    """Seat somebody who steers. They only count as taking part once they add or vote. `more` are fields of the seat."""
    return Participant.objects.create(
        workshop=workshop,
        user=user,
        name=name,
        **next_place(Participant, workshop, "p"),
        role=Participant.Role.FACILITATOR,
        takes_part=False,
        **more,
    )
