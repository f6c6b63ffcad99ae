"""Every verb of this room begins by holding the framework and ends by telling everybody who looks at it."""

from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Q

from frameworks.models import Framework, Version
from live.announce import announce
from workshops.activity.noting import note
from workshops.models import Participant, Workshop


@dataclass(frozen=True)
class Held:
    """A locked framework and the locked workshops whose Framework stage shows it."""

    framework: Framework
    workshops: tuple[Workshop, ...]

    def note(self, kind: str, *, by: Participant | None = None, **said: Any) -> None:
        """Note it in the log of each of its workshops; `by` is known only in the one they are in."""
        for workshop in self.workshops:
            note(workshop, by if by and by.workshop_id == workshop.id else None, kind, said)

    def tell(self, *, bell: Literal["all"] | tuple[()] = ()) -> None:
        """Announce the change on the framework's pages and in its workshops."""
        for workshop in self.workshops:
            announce(workshop, bell=bell)
        announce(self.framework, bell=bell)


def hold(framework: Framework) -> Held:
    """Lock `framework` and its workshops until the end of the transaction."""
    return _hold(framework, Q())


def hold_for(workshop: Workshop) -> Held:
    """Lock the framework that `workshop` publishes to, making it with the first version, and its workshops."""
    role, community = workshop.role, workshop.community
    framework, _ = Framework.objects.get_or_create(community=community, role=role, defaults={"title": role})
    return _hold(framework, Q(id=workshop.id))


def _hold(framework: Framework, also: Q) -> Held:
    # Workshops by id, then the framework: the one order everybody takes, so that no two wait for each other.
    published_from = Version.objects.filter(framework=framework, workshop__isnull=False).values("workshop_id")
    workshops = Workshop.objects.locked().filter(Q(id__in=published_from) | also).order_by("id")
    return Held(workshops=tuple(workshops), framework=Framework.objects.locked().get(id=framework.id))
