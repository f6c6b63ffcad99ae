"""Finding frameworks: those of an account, and the one that a workshop publishes to."""

from dataclasses import dataclass

from communities.models import User
from frameworks.models import Framework, Version
from workshops.models import Workshop


@dataclass(frozen=True)
class Shelved:
    """A framework on somebody's home page, with its newest version."""

    framework: Framework
    newest: Version
    signed: int


def frameworks_of(user: User) -> list[Shelved]:
    """Return the published frameworks of the communities that `user` is a member of, by title.

    `signed` is how many reviewers have signed the newest version off.
    """
    frameworks = Framework.objects.filter(community__memberships__user=user).by_name()
    found = ((framework, framework.versions.newest_first().first()) for framework in frameworks)
    return [Shelved(framework, newest, newest.signoffs.count()) for framework, newest in found if newest]


def framework_of(workshop: Workshop) -> Framework | None:
    """Return the framework that `workshop` publishes to, if anything has been published on its role."""
    return Framework.objects.filter(community_id=workshop.community_id, role=workshop.role).first()
