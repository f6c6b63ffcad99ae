"""A new workshop: three fields and a template."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from communities.accounts import account
from communities.actions import community_to_steer
from responsibilities.actions.opening import open_workshop
from responsibilities.new_workshop import OpeningForm
from responsibilities.views.templates import own_list
from workshops.answers import SeeOther, board_url


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_workshop(request: HttpRequest) -> HttpResponse:
    """The form; `?template=` says what to start from."""
    user = account(request)
    sent = request.method == "POST"
    form = OpeningForm(user, request.POST if sent else None, request.GET.get("template", ""))
    if sent and form.is_valid():
        workshop = open_workshop(
            community=form.community or community_to_steer(user=user),
            facilitator=user,
            workshop=form.fields.save(commit=False),
            start=form.chosen.start(form.bring),
            categories=form.chosen_categories(),
            client_key=form.client_key,
        )
        return SeeOther(board_url(workshop.id))
    context = {"form": form, **own_list(request, user)}
    return render(request, "responsibilities/new_workshop.html", context, status=422 if sent else 200)
