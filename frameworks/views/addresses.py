"""Where things are, for redirects and links."""

from django.urls import reverse

from frameworks.models import Reviewer, Version


def version_url(version: Version) -> str:
    return reverse("framework-version", args=(version.framework_id, version.number))


def review_url(reviewer: Reviewer, version: Version, part: str = "") -> str:
    """Return the reviewer's address for `version`, at the element `part` of it."""
    return reverse("review-version", args=(reviewer.token, version.number)) + (f"#{part}" if part else "")
