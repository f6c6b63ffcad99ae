"""Finding frameworks: those of an account, and the one that a workshop publishes to."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from communities.models import User
from communities.steering import steered_by
from frameworks.models import Framework, SignOff, Version
from frameworks.next_version import key_of
from workshops.models import Workshop


@dataclass(frozen=True)
class Shelved:
    """A framework on somebody's home page, with its newest version.

    `next_key` is what the form of a new workshop calls its next version; "" for those who may not open it.
    """

    framework: Framework
    newest: Version
    signed: int
    next_key: str = ""


def frameworks_of(user: User) -> list[Shelved]:
    """Return the published frameworks of the communities that `user` is a member of, by title.

    `signed` is how many reviewers have signed the newest version off.
    """
    steered = set(steered_by(user).values_list("id", flat=True))
    signed = SignOff.objects.filter(version=OuterRef("pk")).order_by().values("version").annotate(of=Count("id"))
    newest = (
        Version.objects.filter(framework__community__memberships__user=user)
        .order_by("framework_id", "-major", "-minor")
        .distinct("framework_id")
        .select_related("framework")
        .defer("content")
        .annotate(signed=Coalesce(Subquery(signed.values("of")), 0))
    )
    by_title = sorted(newest, key=lambda version: (version.framework.title, str(version.framework_id)))
    return [
        Shelved(v.framework, v, v.signed, key_of(v.framework) if v.framework.community_id in steered else "")  # type: ignore[attr-defined]
        for v in by_title
    ]


def framework_of(workshop: Workshop) -> Framework | None:
    """Return the framework that `workshop` publishes to, if anything has been published on its role."""
    return Framework.objects.filter(community_id=workshop.community_id, role=workshop.role).first()
