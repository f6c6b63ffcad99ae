"""Forms of Clustering. Everybody in the workshop can use them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from responsibilities.actions import clustering, merging
from workshops import answers
from workshops.access import Viewer, participant_view
from workshops.ids import uuid_or_none, uuids
from workshops.refusal import Refusal


def _chosen(request: HttpRequest) -> list[UUID]:
    return uuids(request.POST.getlist("responsibility"))


@require_POST
@participant_view
def place(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Move what was chosen to an area, made if it is new; with nothing chosen, just make the area."""
    name = request.POST.get("area", "")
    try:
        if chosen := _chosen(request):
            clustering.put_in_area(workshop=viewer.workshop, responsibility_ids=chosen, name=name)
        else:
            clustering.create_area(workshop=viewer.workshop, name=name)
    except Refusal as refusal:
        return answers.refused(request, viewer, refusal, mine=True)
    return answers.done(request, viewer, shared=True)


@require_POST
@participant_view
def unsort(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    try:
        clustering.take_out_of_area(workshop=viewer.workshop, responsibility_ids=_chosen(request))
    except Refusal as refusal:
        return answers.refused(request, viewer, refusal, mine=True)
    return answers.done(request, viewer, shared=True)


@require_POST
@participant_view
def merge_duplicates(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    try:
        merging.merge_duplicates(workshop=viewer.workshop, responsibility_ids=_chosen(request))
    except Refusal as refusal:
        return answers.refused(request, viewer, refusal, mine=True)
    return answers.done(request, viewer, shared=True)


@require_POST
@participant_view
def rename_area(request: HttpRequest, viewer: Viewer, area_id: UUID) -> HttpResponse:
    said = {field: request.POST.get(field, "") for field in ("name", "emoji", "description")}
    try:
        clustering.rename_area(workshop=viewer.workshop, area_id=area_id, **said)
    except Refusal as refusal:
        return answers.refused(request, viewer, refusal, mine=True)
    return answers.done(request, viewer, shared=True)


@require_POST
@participant_view
def merge_areas(request: HttpRequest, viewer: Viewer, area_id: UUID) -> HttpResponse:
    into = uuid_or_none(request.POST.get("into"))
    try:
        if into is None:
            raise clustering.NoSuchArea("Choose the area it belongs into.")
        clustering.merge_areas(workshop=viewer.workshop, area_id=area_id, into_id=into)
    except Refusal as refusal:
        return answers.refused(request, viewer, refusal, mine=True)
    return answers.done(request, viewer, shared=True)


@require_POST
@participant_view
def drop_area(request: HttpRequest, viewer: Viewer, area_id: UUID) -> HttpResponse:
    try:
        clustering.drop_area(workshop=viewer.workshop, area_id=area_id)
    except Refusal as refusal:
        return answers.refused(request, viewer, refusal, mine=True)
    return answers.done(request, viewer, shared=True)
