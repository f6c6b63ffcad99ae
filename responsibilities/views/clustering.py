"""Forms of Clustering. Everybody in the workshop can use them."""

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from responsibilities.actions import clustering, merging
from workshops.access import Viewer, participant_view
from workshops.answers import form_view
from workshops.ids import uuid_or_none, uuids


def _chosen(request: HttpRequest) -> list[UUID]:
    return uuids(request.POST.getlist("responsibility"))


@require_POST
@participant_view
@form_view(shared=True, mine=True)
def place(request: HttpRequest, viewer: Viewer) -> None:
    """Move what was chosen to an area, made if it is new; with nothing chosen, just make the area."""
    name = request.POST.get("area", "")
    if chosen := _chosen(request):
        clustering.put_in_area(workshop=viewer.workshop, responsibility_ids=chosen, name=name, by=viewer.participant)
    else:
        clustering.create_area(workshop=viewer.workshop, name=name, by=viewer.participant)


@require_POST
@participant_view
@form_view(shared=True, mine=True)
def unsort(request: HttpRequest, viewer: Viewer) -> None:
    chosen = _chosen(request)
    clustering.take_out_of_area(workshop=viewer.workshop, responsibility_ids=chosen, by=viewer.participant)


@require_POST
@participant_view
@form_view(shared=True, mine=True)
def merge_duplicates(request: HttpRequest, viewer: Viewer) -> None:
    chosen = _chosen(request)
    merging.merge_duplicates(workshop=viewer.workshop, responsibility_ids=chosen, by=viewer.participant)


@require_POST
@participant_view
@form_view(shared=True)
def unmerge(request: HttpRequest, viewer: Viewer, responsibility_id: UUID) -> None:
    """Let a duplicate stand on its own again."""
    merging.unmerge(workshop=viewer.workshop, responsibility_id=responsibility_id, by=viewer.participant)


@require_POST
@participant_view
@form_view(shared=True, mine=True)
def rename_area(request: HttpRequest, viewer: Viewer, area_id: UUID) -> None:
    said = {field: request.POST.get(field, "") for field in ("name", "emoji", "description")}
    clustering.rename_area(workshop=viewer.workshop, area_id=area_id, by=viewer.participant, **said)


@require_POST
@participant_view
@form_view(shared=True, mine=True)
def merge_areas(request: HttpRequest, viewer: Viewer, area_id: UUID) -> None:
    into = uuid_or_none(request.POST.get("into"))
    if into is None:
        raise clustering.NoSuchArea(_("Choose the area it belongs into."))
    clustering.merge_areas(workshop=viewer.workshop, area_id=area_id, into_id=into, by=viewer.participant)


@require_POST
@participant_view
@form_view(shared=True, mine=True)
def drop_area(request: HttpRequest, viewer: Viewer, area_id: UUID) -> None:
    clustering.drop_area(workshop=viewer.workshop, area_id=area_id, by=viewer.participant)
