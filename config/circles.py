"""Requests that refer to themselves: they wait for the garbage collector, which stops everybody to look for them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# What other middleware puts on a request and what then refers back to it.
REFER_BACK = ("user", "auser", "htmx")


def broken(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Break the circles of a request that has been answered, so that it is gone as soon as nobody needs it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name in REFER_BACK:
            request.__dict__.pop(name, None)
        return response

    return middleware
