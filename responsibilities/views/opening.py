"""A new workshop: three fields and a template."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from communities.accounts import account
from communities.actions import community_to_steer
from responsibilities.actions.opening import open_workshop
from responsibilities.beginnings import beginning, beginnings
from workshops.answers import SeeOther, board_url
from workshops.forms import NewWorkshop

INITIAL = {"title": "What is the EM role here?", "role": "Engineering Manager"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_workshop(request: HttpRequest) -> HttpResponse:
    form = NewWorkshop(request.POST or None, initial=INITIAL)
    template = beginning(request.POST.get("template", ""))
    if request.method == "POST" and form.is_valid():
        workshop = open_workshop(
            community=community_to_steer(user=account(request)),
            facilitator=account(request),
            workshop=form.save(commit=False),
            beginning=template,
        )
        return SeeOther(board_url(workshop.id))
    context = {"form": form, "beginnings": beginnings(), "chosen": template.key}
    return render(request, "responsibilities/new_workshop.html", context, status=422 if form.errors else 200)
