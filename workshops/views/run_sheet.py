"""The facilitator's run sheet: planned minutes and private notes."""

from django.http import HttpRequest
from django.views.decorators.http import require_POST

from workshops.access import Viewer, facilitator_view
from workshops.actions.run_sheet import keep_note, plan_minutes
from workshops.answers import form_view
from workshops.models import Stage
from workshops.views.clock import whole_number


@require_POST
@facilitator_view
@form_view(shared=True, place="sheet-{stage}-says")
def minutes(request: HttpRequest, viewer: Viewer, stage: Stage) -> None:
    """Plan minutes for a stage; an empty field for as many as are suggested."""
    typed = request.POST.get("minutes", "").strip()
    plan_minutes(workshop=viewer.workshop, stage=stage, minutes=(whole_number(typed) or 0) if typed else None)


@require_POST
@facilitator_view
@form_view(shared=True, place="sheet-{stage}-says")
def note(request: HttpRequest, viewer: Viewer, stage: Stage) -> None:
    keep_note(
        workshop=viewer.workshop,
        stage=stage,
        note=request.POST.get("note", ""),
        edition=whole_number(request.POST.get("edition")) or 0,
    )
