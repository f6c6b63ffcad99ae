"""Opening a workshop: what it begins with is there before anybody can be looking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2s
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from communities.models import Community, User
from responsibilities.beginnings import AreaBeginning, Listed, Prompt, Start, values_of
from responsibilities.inspiration import as_stored
from responsibilities.models import Area, Ballot, Decision, Inspiration, Responsibility
from workshops.actions import opening
from workshops.actions.opening import CategoryTemplate
from workshops.models import Category, Workshop


@dataclass(frozen=True)
class Categories:
    """The categories of a new workshop, and the key that each key of the beginning's has become."""

    chosen: Sequence[CategoryTemplate]
    became: Mapping[str, str]

    def key(self, former: str) -> str:
        """Return the key of what was called `former`; of the last category if that has gone."""
        return self.became.get(former) or self.chosen[-1].key


@transaction.atomic
def open_workshop(
    *,
    community: Community,
    facilitator: User,
    workshop: Workshop,
    start: Start,
    categories: Categories,
    client_key: str,
) -> Workshop:
    """Open `workshop` in `community` with what `start` has. The same form with the same `client_key` opens one only."""
    User.objects.select_for_update(no_key=True).get(id=facilitator.id)
    workshop.id = _id(facilitator, client_key, values_of(workshop), categories.chosen, start)
    if there := Workshop.objects.filter(id=workshop.id).first():
        return there
    opening.open_workshop(community=community, facilitator=facilitator, workshop=workshop, categories=categories.chosen)
    Inspiration.objects.create(workshop=workshop, prompts=_prompts(start.prompts, categories))
    areas = [_area(workshop, number, area) for number, area in enumerate(start.areas, start=1)]
    Area.objects.bulk_create(areas)
    by_key = {beginning.key: area for beginning, area in zip(start.areas, areas, strict=True) if beginning.key}
    _list(workshop, start.listed, by_key, categories)
    return workshop


def _id(facilitator: User, client_key: str, *said: object) -> UUID:
    """The id that this form gives, however often it is sent. Somebody who went back and changed it sends another."""
    return uuid5(facilitator.id, f"{client_key}:{blake2s(repr(said).encode(), digest_size=16).hexdigest()}")


def _area(workshop: Workshop, number: int, area: AreaBeginning) -> Area:
    described = {"name": area.name, "emoji": area.emoji, "description": area.description}
    return Area(workshop=workshop, number=number, key=f"a{number}", **described)


def _prompts(prompts: Mapping[str, Sequence[Prompt]], categories: Categories) -> dict[str, list[dict[str, str]]]:
    """The prompts under the keys that the categories have now; those of one that was taken out go with it."""
    kept = {key: group for key, group in prompts.items() if key in categories.became}
    return as_stored({categories.became[key]: group for key, group in kept.items()})


def _list(workshop: Workshop, listed: Sequence[Listed], areas: Mapping[str, Area], categories: Categories) -> None:
    """List what comes along. What comes along as decided has an empty ballot, opened: nobody is asked to vote on it."""
    rows = {category.key: category for category in Category.objects.filter(workshop=workshop)}
    brought = [
        Responsibility(
            workshop=workshop,
            number=number,
            key=f"r{number}",
            text=one.text,
            category=rows[categories.key(one.category)],
            area=areas.get(one.area),
            came_from=one.came_from,
        )
        for number, one in enumerate(listed, start=1)
    ]
    Responsibility.objects.bulk_create(brought)
    decided = [(row, one) for row, one in zip(brought, listed, strict=True) if one.colour]
    Ballot.objects.bulk_create(
        Ballot(workshop=workshop, responsibility=row, revealed_at=timezone.now()) for row, _ in decided
    )
    Decision.objects.bulk_create(
        Decision(workshop=workshop, responsibility=row, colour=one.colour, rationale=one.rationale, owner=one.owner)
        for row, one in decided
    )
