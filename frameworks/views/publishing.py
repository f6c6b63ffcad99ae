"""What facilitators do at the Framework stage: publish, make reviewers' links, take them back."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from frameworks.access import carry_seat
from frameworks.actions.inviting import invite_reviewer, make_new_link, withdraw_link
from frameworks.actions.publishing import publish_version
from frameworks.models import Reviewer, Version
from frameworks.numbers import Number, parse
from frameworks.shelf import framework_of
from frameworks.views.addresses import version_url
from workshops import answers
from workshops.access import Viewer, facilitator_view, participant_view
from workshops.answers import form_view
from workshops.refusal import Refusal


@require_POST
@facilitator_view
@form_view(shared=True, mine=True)
def publish(request: HttpRequest, viewer: Viewer) -> None:
    """Make the version whose number the form says."""
    number = parse(request.POST.get("number", ""))
    if number is None:
        raise Refusal(_("Choose one of the numbers offered."), field="number")
    publish_version(
        workshop=viewer.workshop,
        number=number,
        by=viewer.participant.name,
        summary=request.POST.get("summary", ""),
        actor=viewer.participant,
    )


@require_POST
@facilitator_view
@form_view(shared=True, mine=True)
def invite(request: HttpRequest, viewer: Viewer) -> None:
    """Make a private link for the person who is named."""
    framework = framework_of(viewer.workshop)
    if framework is None:
        raise Refusal(_("Publish first: a review is of a published version."), field="name")
    invite_reviewer(framework=framework, name=request.POST.get("name", ""), by=viewer.participant)


@require_POST
@facilitator_view
@form_view(shared=True)
def withdraw(request: HttpRequest, viewer: Viewer, reviewer_id: UUID) -> None:
    withdraw_link(reviewer=_reviewer(viewer, reviewer_id), by=viewer.participant)


@require_POST
@facilitator_view
@form_view(shared=True)
def new_link(request: HttpRequest, viewer: Viewer, reviewer_id: UUID) -> None:
    make_new_link(reviewer=_reviewer(viewer, reviewer_id), by=viewer.participant)


@require_GET
@participant_view
def read(request: HttpRequest, viewer: Viewer, number: Number) -> HttpResponse:
    """Go from the workshop to a version it published, with the seat that lets a guest read there."""
    published = Version.objects.from_workshop(viewer.workshop).numbered(number)
    version = get_object_or_404(published)
    return carry_seat(request, answers.SeeOther(version_url(version)), version.framework)


def _reviewer(viewer: Viewer, reviewer_id: UUID) -> Reviewer:
    return get_object_or_404(Reviewer, framework=framework_of(viewer.workshop), id=reviewer_id)
