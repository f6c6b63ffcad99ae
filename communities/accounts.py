"""The account behind a request."""

from django.http import HttpRequest

from communities.models import User


def account(request: HttpRequest) -> User:
    """Return who is signed in; for views that only let signed-in people through."""
    assert isinstance(request.user, User), "this view must ask for a sign-in first"  # noqa: S101 - narrows the type
    return request.user
