"""Forms of Listing: adding, rewording, removing and putting back."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from responsibilities.actions.listing import (
    add_responsibilities,
    put_back,
    remove_responsibility,
    reword_responsibility,
    tidy_texts,
)
from workshops import answers
from workshops.access import Viewer, participant_view
from workshops.ids import client_key, uuid_or_none
from workshops.refusal import Refusal


@require_POST
@participant_view
def add(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Add one responsibility, or each line that was pasted."""
    text = "\n".join(request.POST.getlist("line")) or request.POST.get("text", "")
    try:
        add_responsibilities(
            author=viewer.participant,
            texts=tidy_texts(text),
            category_id=uuid_or_none(request.POST.get("category")),
            client_key=client_key(request.POST.get("client_key")),
        )
    except Refusal as refusal:
        return answers.refused(request, viewer, refusal, mine=True)
    return answers.done(request, viewer)


@require_POST
@participant_view
def reword(request: HttpRequest, viewer: Viewer, responsibility_id: UUID) -> HttpResponse:
    try:
        reword_responsibility(
            author=viewer.participant,
            responsibility_id=responsibility_id,
            text=request.POST.get("text", ""),
            category_id=uuid_or_none(request.POST.get("category")),
        )
    except Refusal as refusal:
        return answers.refused(request, viewer, refusal, mine=True)
    return answers.done(request, viewer)


@require_POST
@participant_view
def remove(request: HttpRequest, viewer: Viewer, responsibility_id: UUID) -> HttpResponse:
    """Remove one's own; the answer still shows it, with Undo beside it."""
    try:
        remove_responsibility(author=viewer.participant, responsibility_id=responsibility_id)
    except Refusal as refusal:
        return answers.refused(request, viewer, refusal, mine=True)
    return answers.done(request, viewer, asked={"removed": str(responsibility_id)})


@require_POST
@participant_view
def restore(request: HttpRequest, viewer: Viewer, responsibility_id: UUID) -> HttpResponse:
    try:
        put_back(author=viewer.participant, responsibility_id=responsibility_id)
    except Refusal as refusal:
        return answers.refused(request, viewer, refusal, mine=True)
    return answers.done(request, viewer)
