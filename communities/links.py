"""The link that signs somebody in: it works once, and for a day if nobody uses it."""

from django.conf import settings
from django.urls import reverse
from sesame.utils import get_token

from communities.models import User


def sign_in_url(user: User) -> str:
    """Return a complete, fresh sign-in address for `user`. Whoever has it can be them: show it to them only."""
    return f"{settings.SITE_URL}{reverse('enter', args=[get_token(user)])}"
