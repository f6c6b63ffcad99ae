"""Headers that no library here sets."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Remit needs no device of the person who looks at it, and no page of it should be able to ask.
FEATURES = ("browsing-topics", "camera", "display-capture", "geolocation", "microphone", "payment", "usb")
PERMISSIONS = ", ".join(f"{feature}=()" for feature in FEATURES)

View = Callable[[HttpRequest], HttpResponse]


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
