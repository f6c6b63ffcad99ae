"""How a reviewer's page answers a form: with the parts of the page that changed, or with the page."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from frameworks.models import Reviewer, Version
from frameworks.review_page import Box, review_page, speaking_about
from frameworks.views.addresses import review_url
from live.regions import partials
from workshops.answers import SeeOther
from workshops.stages import Attempt


def spoken(
    request: HttpRequest, reviewer: Reviewer, version: Version, part: str, attempt: Attempt | None
) -> HttpResponse:
    """Answer a reviewer who spoke about `part`: the box again, and if it was taken what that changes beside it."""
    page = review_page(reviewer, version, attempt)
    box = speaking_about(page["chapters"], part)
    if box is None:
        raise Http404("There is no such part.")
    if not request.htmx:  # type: ignore[attr-defined]
        return _whole(request, page, attempt, f"voices-{box.id}")
    own = _box(page, box)
    beside = "" if attempt else _shared(page) + _partial("sign", render_to_string("frameworks/_sign.html", page))
    return _stamped(own + beside, page, attempt)


def signed(request: HttpRequest, reviewer: Reviewer, version: Version, attempt: Attempt | None) -> HttpResponse:
    """Answer a reviewer who signed the version off: the panel again, and if it was taken the boxes closed."""
    page = review_page(reviewer, version, attempt)
    if not request.htmx:  # type: ignore[attr-defined]
        return _whole(request, page, attempt, "sign")
    panel = render_to_string("frameworks/_sign.html", page)
    closed = (_partial(f"box-{box.id}", _box(page, box)) for box in _boxes(page))
    return _stamped(panel if attempt else panel + _shared(page) + "".join(closed), page, attempt)


def _whole(request: HttpRequest, page: dict[str, Any], attempt: Attempt | None, place: str) -> HttpResponse:
    if attempt:
        return render(request, "frameworks/review.html", page, status=422)
    return SeeOther(review_url(page["reviewer"], page["version"], place))


def _boxes(page: dict[str, Any]) -> Iterable[Box]:
    return (reviewed.box for reviewed in page["chapters"])


def _box(page: dict[str, Any], box: Box) -> str:
    return render_to_string("frameworks/_box.html", {**page, "box": box})


def _shared(page: dict[str, Any]) -> str:
    return partials([page["standing"], *(reviewed.voices for reviewed in page["chapters"])])


def _partial(target: str, html: str) -> str:
    return f'<hx-partial hx-target="#{target}" hx-swap="outerMorph">{html}</hx-partial>'


def _stamped(html: str, page: dict[str, Any], attempt: Attempt | None) -> HttpResponse:
    """Say which position the answer shows, so that the stream does not take it back."""
    response = HttpResponse(html, status=422 if attempt else 200)
    response["Live-Position"] = page["position"]
    return response
