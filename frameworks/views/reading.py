"""What is published, for everybody with a right to read it: the framework, a version, and a version as a file."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frameworks import export
from frameworks.access import enter_framework
from frameworks.models import Version
from frameworks.next_version import key_of
from frameworks.numbers import Number
from frameworks.page import version_page


@require_safe
@never_cache
def framework(request: HttpRequest, framework_id: UUID) -> HttpResponse:
    """All versions this reader may read, newest first."""
    reader = enter_framework(request, framework_id)
    if newest := reader.versions.first():
        translation.activate(newest.language)
    versions = [(version, version.signoffs.select_related("reviewer")) for version in reader.versions]
    next_key = key_of(reader.framework) if reader.opens and versions else ""
    context = {"framework": reader.framework, "versions": versions, "next_key": next_key}
    return render(request, "frameworks/framework.html", context)


@require_safe
@never_cache
def version(request: HttpRequest, framework_id: UUID, number: Number) -> HttpResponse:
    reader = enter_framework(request, framework_id)
    found = reader.version(number)
    translation.activate(found.language)
    context = {**version_page(found), "steers": reader.steers, "newest": reader.versions.first()}
    return render(request, "frameworks/version.html", context)


@require_safe
def markdown(request: HttpRequest, framework_id: UUID, number: Number) -> HttpResponse:
    found = enter_framework(request, framework_id).version(number)
    return _file(found, export.markdown(found), "text/markdown", "md")


@require_safe
def json(request: HttpRequest, framework_id: UUID, number: Number) -> HttpResponse:
    found = enter_framework(request, framework_id).version(number)
    return _file(found, export.json(found), "application/json", "json")


def _file(version: Version, text: str, kind: str, ending: str) -> HttpResponse:
    # A slug has only letters, digits and hyphens, so the name can be nothing but a name.
    name = f"{slugify(version.framework.title) or 'framework'}-{version.number}.{ending}"
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-cache"
    return response
