"""Starting and ending a rehearsal."""

from functools import partial

from django.db import transaction
from django.http import HttpRequest
from django.views.decorators.http import require_POST

from responsibilities.actions.rehearsing import begin_rehearsal, end_rehearsal
from responsibilities.simulation import launching
from workshops.access import Viewer, facilitator_view
from workshops.answers import form_view
from workshops.ids import uuid_or_none


@require_POST
@facilitator_view
@form_view(shared=True, mine=True)
def rehearse(request: HttpRequest, viewer: Viewer) -> None:
    """Begin, and send the simulated colleagues."""
    asked = request.POST.get("people", "")
    rehearsal = begin_rehearsal(
        workshop=viewer.workshop,
        people=int(asked) if asked.isdecimal() and len(asked) < 4 else 0,
        with_guests=bool(request.POST.get("with_guests")),
    )
    launch = partial(launching.launch, rehearsal, launching.address(request.META))
    transaction.on_commit(launch)


@require_POST
@facilitator_view
@form_view(shared=True, mine=True)
def end(request: HttpRequest, viewer: Viewer) -> None:
    """End it, and call the colleagues back where this process has sent them; from others they are shut out."""
    rehearsal = uuid_or_none(request.POST.get("rehearsal"))
    end_rehearsal(workshop=viewer.workshop, rehearsal=rehearsal)
    if rehearsal:
        launching.recall(rehearsal)
