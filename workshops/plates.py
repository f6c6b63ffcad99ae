"""Pages that are the same for many, but for a few words: drawn once, and filled for each."""

import secrets
from collections.abc import Hashable, Mapping
from functools import cache, lru_cache

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language


def fill(request: HttpRequest, template: str, same: Mapping[str, Hashable], own: Mapping[str, str]) -> SafeString:
    """Return `template` with both contexts; it is drawn once for all who have the same values in `same`.

    Those of `own`, and the visitor's token, are put in afterwards: the template may place them, but not ask about them.
    The values of `same` must be equal only where they look alike, so no models.
    """
    own = {"csrf_token": get_token(request), **own}
    html = _drawn(template, get_language(), tuple(own), *same.items())
    for name, value in own.items():
        html = html.replace(_slot(name), conditional_escape(value))
    return SafeString(html)


@lru_cache(1_000)
def _drawn(template: str, language: str | None, own: tuple[str, ...], *same: tuple[str, Hashable]) -> str:
    return render_to_string(template, {**dict(same), **{name: SafeString(_slot(name)) for name in own}})


@cache
def _slot(name: str) -> str:
    """What stands for a value that is not known yet. Nobody can write it into a text, since nobody knows it."""
    return f"{name}-{secrets.token_hex(16)}"
