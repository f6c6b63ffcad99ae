"""The workshop file as a download, with what the person who asks may know."""

import json

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from responsibilities.workshop_file import export_for
from workshops.access import Viewer, participant_view


@require_safe
@participant_view
def export_json(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Answer with the workshop file of what this participant may know now."""
    document = export_for(viewer.workshop, viewer.participant)
    name = f"{slugify(viewer.workshop.title)[:60] or 'workshop'}.json"
    return HttpResponse(
        json.dumps(document, ensure_ascii=False, indent=1),
        content_type="application/json",
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment",
            "Cache-Control": "private, no-store",
        },
    )
