"""Headers that no library here sets, or none as cheaply."""

from collections.abc import Callable

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse

# Remit needs no device of the person who looks at it, and no page of it should be able to ask.
FEATURES = ("browsing-topics", "camera", "display-capture", "geolocation", "microphone", "payment", "usb")
PERMISSIONS = ", ".join(f"{feature}=()" for feature in FEATURES)

View = Callable[[HttpRequest], HttpResponse]


def content_security_policy(get_response: View) -> View:
    """Give every page the policy of the settings: written once, since no page has one of its own."""
    policy = build_policy()

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        # What Django shows to a developer needs styles of its own.
        if not (settings.DEBUG and response.status_code in (404, 500)):
            response.setdefault(HEADER, policy)
        return response

    return middleware


def permissions_policy(get_response: View) -> View:
    """Tell browsers that pages use none of the device's sensors."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        return response

    return middleware


def nothing_kept(get_response: View) -> View:
    """Have browsers and proxies keep no page, unless it says otherwise: nearly all of them are one person's alone."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware
