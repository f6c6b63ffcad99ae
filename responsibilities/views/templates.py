"""Templates of one's own: saved from a workshop, renamed and deleted beside the form of a new one."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from communities.accounts import account
from communities.models import User
from responsibilities.actions.templates import delete_template, put_template_back, rename_template, save_template
from responsibilities.models import Template
from responsibilities.new_workshop import OpeningForm
from responsibilities.own_templates import templates_of
from workshops.access import Viewer, facilitator_view
from workshops.answers import Asked, form_view
from workshops.ids import client_key, uuid_or_none
from workshops.refusal import Refusal


@require_POST
@facilitator_view
@form_view(mine=True)
def save(request: HttpRequest, viewer: Viewer) -> Asked:
    """Keep the workshop's settings under the name that was typed; the answer says where they are."""
    sent = request.POST
    name, key = sent.get("template", ""), client_key(sent.get("client_key"))
    save_template(workshop=viewer.workshop, name=name, client_key=key)
    return {"saved": "template"}


@login_required
@require_POST
def rename(request: HttpRequest, template_id: UUID) -> HttpResponse:
    template = _own(request, template_id)
    try:
        rename_template(template=template, name=request.POST.get("name", ""))
    except Refusal as refusal:
        return _answer(request, template, refusal)
    return _answer(request, template)


@login_required
@require_POST
def delete(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """Delete it; the answer still shows it, with Undo beside it."""
    return _answer(request, delete_template(template=_own(request, template_id)))


@login_required
@require_POST
def restore(request: HttpRequest, template_id: UUID) -> HttpResponse:
    template = _own(request, template_id)
    try:
        put_template_back(template=template)
    except Refusal as refusal:
        return _answer(request, template, refusal)
    return _answer(request, template)


def own_list(
    request: HttpRequest, user: User, changed: UUID | None = None, refusal: Refusal | None = None
) -> dict[str, Any]:
    """Return the context of the list of one's own templates: with the one that was `changed` even if it is deleted."""
    shown = changed or uuid_or_none(request.GET.get("changed"))
    own = [template for template in templates_of(user) if template.removed_at is None or template.id == shown]
    return {"own": own, "changed": shown, "refusal": refusal, "typed_name": request.POST.get("name", "")}


def _own(request: HttpRequest, template_id: UUID) -> Template:
    """The template, if a community keeps it that is steered by whoever asks; else Http404."""
    return get_object_or_404(templates_of(account(request)).select_related("community"), id=template_id)


def _answer(request: HttpRequest, template: Template, refusal: Refusal | None = None) -> HttpResponse:
    """The list again, and the form's choice of beginnings; without JavaScript the page with both."""
    user, status = account(request), 422 if refusal else 200
    context = own_list(request, user, template.id, refusal)
    form = OpeningForm(user, None, request.POST.get("template", ""))
    if request.htmx:  # type: ignore[attr-defined]
        html = render_to_string("responsibilities/_own_templates.html", context, request=request)
        form_part = render_to_string("responsibilities/_starts.html", {"form": form}, request=request)
        starts = f'<hx-partial hx-target="#starts" hx-swap="outerHTML">{form_part}</hx-partial>'
        return HttpResponse(html + starts, status=status)
    if refusal:
        return render(request, "responsibilities/new_workshop.html", context | {"form": form}, status=422)
    return redirect(f"{reverse('new-workshop')}?changed={template.id}#own-templates")
