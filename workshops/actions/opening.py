"""Opening a workshop: its categories, and a facilitator to steer it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from communities.models import Community, Membership, User
from workshops.keys import next_place
from workshops.models import Category, Participant, Workshop

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class CategoryTemplate:
    key: str
    name: "StrOrPromise"
    emoji: str
    definition: "StrOrPromise"


CATEGORIES = (
    CategoryTemplate(
        "people",
        pgettext_lazy("category", "People"),
        "🧑",
        _("What we do for one individual at a time, clerical admin included."),
    ),
    CategoryTemplate(
        "team",
        pgettext_lazy("category", "Team"),
        "👥",
        _("Aimed at the team or teams we work with, like joining their ceremonies."),
    ),
    CategoryTemplate(
        "tech-wide",
        pgettext_lazy("category", "Tech Wide"),
        "💻",
        _("Reaches the wider Tech department, beyond our own teams."),
    ),
    CategoryTemplate("other", pgettext_lazy("category", "Other"), "❔", _("Whatever fits none of the three.")),
)


@transaction.atomic
def open_workshop(
    *,
    community: Community,
    facilitator: User,
    workshop: Workshop,
    categories: Iterable[CategoryTemplate] = CATEGORIES,
) -> Workshop:
    """Save a new `workshop` in `community` with two to six categories; every steering member may facilitate it."""
    workshop.community = community
    workshop.save(force_insert=True)
    Category.objects.bulk_create(
        Category(
            workshop=workshop,
            number=number,
            key=template.key,
            name=str(template.name),
            emoji=template.emoji,
            definition=str(template.definition),
        )
        for number, template in enumerate(categories, start=1)
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
