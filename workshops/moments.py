"""Moments, as browsers count them and as people are told of them."""

import time
from datetime import datetime

from django.utils import timezone


def milliseconds(moment: datetime | None) -> int | None:
    """Return the moment as browsers count: in milliseconds since 1970."""
    return round(moment.timestamp() * 1000) if moment else None


def server_now() -> int:
    """Return what time it is, as browsers count."""
    return round(time.time() * 1000)


def zone() -> str:
    """Return what the server's time zone is called, for words that no script has put into the reader's own."""
    return timezone.get_default_timezone_name()
