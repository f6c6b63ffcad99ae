"""The door to what is published: who may read which versions of a framework, and who holds a reviewer's link.

Members of the community read everything, reviewers too; participants read what came from their workshop.
"""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from communities.models import Membership
from frameworks.models import Framework, Reviewer, Version
from frameworks.models.version import VersionQuerySet
from frameworks.numbers import Number
from workshops.access import COOKIE_AGE, Viewer, enter
from workshops.cookies import COOKIE as SEAT_COOKIE

REVIEWER_COOKIE = "remit_reviewer"


class NotForYou(PermissionDenied):
    """Somebody who has nothing to do with this framework."""


@dataclass(frozen=True)
class Reader:
    """Somebody who may read a framework: all of it, or what came from `workshops`. `person` tells them apart.

    `opens` is whether they may open a workshop for its next version: an account that steers its community.
    """

    framework: Framework
    person: str
    reads_all: bool
    workshops: frozenset[UUID] = frozenset()
    steers: bool = False
    opens: bool = False

    @property
    def versions(self) -> VersionQuerySet:
        published = self.framework.versions.newest_first()
        return published if self.reads_all else published.filter(workshop_id__in=self.workshops)

    def version(self, number: Number) -> Version:
        """Return version `number`, or raise Http404; PermissionDenied if it came from somewhere else."""
        version = self.framework.versions.numbered(number).select_related("framework").first()
        if version is None:
            raise Http404("There is no such version.")
        if not self.reads_all and version.workshop_id not in self.workshops:
            raise NotForYou
        return version


def enter_framework(request: HttpRequest, framework_id: UUID) -> Reader:
    """Return who is reading; raise Http404 (no such framework) or PermissionDenied (nothing here for them)."""
    framework = Framework.objects.filter(id=framework_id).first()
    if framework is None:
        raise Http404("There is no such framework.")
    reader = _member(request, framework) or _reviewer(request, framework) or _participant(request, framework)
    if reader is None:
        raise NotForYou
    return reader


def _member(request: HttpRequest, framework: Framework) -> Reader | None:
    if not request.user.is_authenticated:
        return None
    membership = Membership.objects.filter(community=framework.community_id, user=request.user).first()
    if membership is None:
        return None
    steers = membership.role in Membership.STEERING
    return Reader(framework, str(request.user.pk), reads_all=True, steers=steers, opens=steers)


def _reviewer(request: HttpRequest, framework: Framework) -> Reader | None:
    reviewer = Reviewer.objects.by_token(request.COOKIES.get(REVIEWER_COOKIE, ""))
    if reviewer is None or reviewer.withdrawn_at or reviewer.framework_id != framework.id:
        return None
    return Reader(framework, str(reviewer.id), reads_all=True)


def _participant(request: HttpRequest, framework: Framework) -> Reader | None:
    seats = [viewer for viewer in (_seat(request, place) for place in _workshops_of(framework)) if viewer]
    if not seats:
        return None
    return Reader(
        framework,
        str(seats[0].participant.id),
        reads_all=False,
        workshops=frozenset(viewer.workshop.id for viewer in seats),
        steers=any(viewer.is_facilitator for viewer in seats),
    )


def _workshops_of(framework: Framework) -> set[UUID]:
    return set(framework.versions.exclude(workshop=None).values_list("workshop_id", flat=True))


def _seat(request: HttpRequest, workshop_id: UUID) -> Viewer | None:
    try:
        return enter(request, workshop_id)
    except PermissionDenied:
        return None


def carry_seat(request: HttpRequest, response: HttpResponse, framework: Framework) -> HttpResponse:
    """Let the seat that a guest's browser keeps for a workshop's address count at the framework's address too."""
    if seat := request.COOKIES.get(SEAT_COOKIE):
        _keep(response, SEAT_COOKIE, seat, framework)
    return response


def carry_link(response: HttpResponse, reviewer: Reviewer) -> HttpResponse:
    """Let a reviewer's browser read, download and listen at the framework's own address, without the link in it."""
    return _keep(response, REVIEWER_COOKIE, reviewer.token, reviewer.framework)


def _keep(response: HttpResponse, name: str, value: str, framework: Framework) -> HttpResponse:
    response.set_cookie(
        name,
        value,
        max_age=COOKIE_AGE,
        path=reverse("framework", args=(framework.id,)),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
