"""Letters by chance for the tokens of forms, drawn in one go.

Django asks the system for each letter by itself. Every such question hands the interpreter on to whichever thread waits
for it, thirty-two times for each page with a form: measured with two busy threads beside, 16 ms instead of 0.05.
"""

import secrets

from django.middleware import csrf
from django.utils.crypto import RANDOM_STRING_CHARS

_BYTES = 256


def letters(length: int, allowed_chars: str = RANDOM_STRING_CHARS) -> str:
    """Return `length` of at most 256 allowed characters, each as likely as any other and known to nobody before."""
    count = len(allowed_chars)
    # Bytes beyond the last whole round would make the first characters likelier than the others.
    fair = _BYTES - _BYTES % count
    drawn: list[str] = []
    while len(drawn) < length:
        drawn += [allowed_chars[byte % count] for byte in secrets.token_bytes(length + length // 4) if byte < fair]
    return "".join(drawn[:length])


def begin() -> None:
    """From here on Django's tokens are made of `letters`."""
    csrf.get_random_string = letters  # type: ignore[attr-defined]
