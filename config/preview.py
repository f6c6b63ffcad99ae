"""What every page may say of the installation itself: where it is, for links that are read elsewhere."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, str]:
    """Give templates `site_url`: somebody else's server, which draws a preview of a link, needs whole addresses."""
    return {"site_url": settings.SITE_URL}
