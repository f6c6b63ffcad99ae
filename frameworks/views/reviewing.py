"""A reviewer's pages: reading a version by their private link, speaking to each part of it, signing it off.

The link itself is what lets them in, and nobody else's page can know it. So these forms need no token against
forged requests, and could not use one: from a page that sends no referrer, browsers do not say where a form is from.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from frameworks.access import carry_link
from frameworks.actions.reviewing import LinkWithdrawn, review_part, sign_off
from frameworks.models import Reviewer, Version
from frameworks.numbers import Number
from frameworks.review_page import review_page
from frameworks.views import review_answers as answers
from workshops.refusal import Refusal
from workshops.stages import Attempt

P = ParamSpec("P")


def reviewer_view(
    view: Callable[Concatenate[HttpRequest, Reviewer, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Let the one through whom the link was made for, and keep the link out of caches and referrers."""

    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, token: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        reviewer = Reviewer.objects.by_token(token)
        if reviewer is None:
            raise Http404("There is no such link.")
        try:
            response = _gone(request) if reviewer.withdrawn_at else view(request, reviewer, *args, **kwargs)
        except LinkWithdrawn:
            response = _gone(request)
        response["Referrer-Policy"] = "no-referrer"
        return response

    return guarded


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "frameworks/link_withdrawn.html", status=410)


def _version(reviewer: Reviewer, number: Number | None) -> Version:
    """Return the version that is reviewed, and speak its language from here on."""
    versions = reviewer.framework.versions.newest_first().select_related("framework")
    version = (versions.numbered(number) if number else versions).first()
    if version is None:
        raise Http404("There is no such version.")
    translation.activate(version.language)
    return version


@require_safe
@reviewer_view
def review(request: HttpRequest, reviewer: Reviewer, number: Number | None = None) -> HttpResponse:
    """The version to review: the newest, or the one asked for."""
    context = review_page(reviewer, _version(reviewer, number))
    return carry_link(render(request, "frameworks/review.html", context), reviewer)


@csrf_exempt
@require_POST
@reviewer_view
def speak(request: HttpRequest, reviewer: Reviewer, number: Number) -> HttpResponse:
    """Approve a part, or ask for a change in it."""
    version, said = _version(reviewer, number), request.POST
    attempt = None
    try:
        review_part(
            reviewer=reviewer,
            version=version,
            part=said.get("part", ""),
            verdict=said.get("verdict", ""),
            comment=said.get("comment", ""),
        )
    except Refusal as refusal:
        attempt = Attempt(said.dict(), refusal)
    return answers.spoken(request, reviewer, version, said.get("part", ""), attempt)


@csrf_exempt
@require_POST
@reviewer_view
def sign(request: HttpRequest, reviewer: Reviewer, number: Number) -> HttpResponse:
    """Sign the whole version off."""
    version = _version(reviewer, number)
    attempt = None
    try:
        sign_off(reviewer=reviewer, version=version, note=request.POST.get("note", ""))
    except Refusal as refusal:
        attempt = Attempt(request.POST.dict(), refusal)
    return answers.signed(request, reviewer, version, attempt)
