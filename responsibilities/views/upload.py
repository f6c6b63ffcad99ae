"""A workshop out of an uploaded file."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from communities.actions import community_to_steer
from communities.models import User
from responsibilities.actions.import_workshop import import_workshop
from responsibilities.forms import WorkshopFile
from workshops.answers import SeeOther, board_url


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload_workshop(request: HttpRequest) -> HttpResponse:
    """Import the file in the field `file` and go to the new workshop, as its facilitator."""
    form = WorkshopFile(request.POST, request.FILES) if request.method == "POST" else WorkshopFile()
    if form.is_valid():
        user = cast("User", request.user)
        workshop = import_workshop(
            document=form.cleaned_data["file"],
            community=community_to_steer(user=user),
            facilitator=user,
        )
        return SeeOther(board_url(workshop.id))
    return render(request, "responsibilities/upload.html", {"form": form}, status=422 if form.errors else 200)
