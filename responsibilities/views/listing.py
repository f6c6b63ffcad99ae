"""Forms of Listing: adding, rewording, removing and putting back."""

from uuid import UUID

from django.http import HttpRequest
from django.views.decorators.http import require_POST

from responsibilities.actions.listing import (
    add_responsibilities,
    put_back,
    remove_responsibility,
    reword_responsibility,
    tidy_texts,
)
from workshops.access import Viewer
from workshops.answers import Asked, form_view
from workshops.ids import client_key, uuid_or_none
from workshops.standing_in import sheet_view


@require_POST
@sheet_view
@form_view(mine=True)
def add(request: HttpRequest, viewer: Viewer) -> None:
    """Add one responsibility, or each line that was pasted."""
    text = "\n".join(request.POST.getlist("line")) or request.POST.get("text", "")
    add_responsibilities(
        author=viewer.participant,
        texts=tidy_texts(text),
        category_id=uuid_or_none(request.POST.get("category")),
        client_key=client_key(request.POST.get("client_key")),
        by=viewer.stand_in,
    )


@require_POST
@sheet_view
@form_view(mine=True)
def reword(request: HttpRequest, viewer: Viewer, responsibility_id: UUID) -> None:
    reword_responsibility(
        author=viewer.participant,
        responsibility_id=responsibility_id,
        text=request.POST.get("text", ""),
        category_id=uuid_or_none(request.POST.get("category")),
    )


@require_POST
@sheet_view
@form_view(mine=True)
def remove(request: HttpRequest, viewer: Viewer, responsibility_id: UUID) -> Asked:
    """Remove one's own; the answer still shows it, with Undo beside it."""
    remove_responsibility(author=viewer.participant, responsibility_id=responsibility_id)
    return {"removed": str(responsibility_id)}


@require_POST
@sheet_view
@form_view(mine=True)
def restore(request: HttpRequest, viewer: Viewer, responsibility_id: UUID) -> None:
    put_back(author=viewer.participant, responsibility_id=responsibility_id)
