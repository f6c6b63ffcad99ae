"""Pages that are the same for many, but for a few words: drawn once, and filled for each."""

import secrets
from collections.abc import Callable, Hashable, Mapping
from functools import cache, lru_cache, wraps
from typing import ParamSpec, TypeVar
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

P = ParamSpec("P")
T = TypeVar("T")


def drawn_once(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Keep what a function of values draws, for the `most` that were asked for last; in each language by itself."""

    def decorate(draw: Callable[P, T]) -> Callable[P, T]:
        @lru_cache(most)
        def kept(language: str | None, *args: P.args, **kwargs: P.kwargs) -> T:
            return draw(*args, **kwargs)

        @wraps(draw)
        def drawn(*args: P.args, **kwargs: P.kwargs) -> T:
            return kept(get_language(), *args, **kwargs)  # type: ignore[arg-type]

        return drawn

    return decorate


def fill(request: HttpRequest, template: str, same: Mapping[str, Hashable], own: Mapping[str, str]) -> SafeString:
    """Return `template` with both contexts; it is drawn once for all who have the same values in `same`.

    Those of `own`, and the visitor's token, are put in afterwards: the template may place them, but not ask about them.
    The values of `same` must be equal only where they look alike, so no models.
    """
    own = {"csrf_token": token_of(request), **own}
    return put(_drawn(template, tuple(own), *same.items()), {slot(name): value for name, value in own.items()})


def put(html: str, own: Mapping[str, str]) -> SafeString:
    """Return what was drawn with places left open, with each of `own` in its slot."""
    for where, value in own.items():
        html = html.replace(where, conditional_escape(value))
    return SafeString(html)


def token_of(request: HttpRequest) -> str:
    """Return the visitor's token, masked once for all forms of an answer."""
    kept = request.__dict__
    if "form_token" not in kept:
        kept["form_token"] = get_token(request)
    token: str = kept["form_token"]
    return token


@drawn_once(1_000)
def _drawn(template: str, own: tuple[str, ...], *same: tuple[str, Hashable]) -> str:
    return render_to_string(
        template, {"site_url": settings.SITE_URL, **dict(same), **{name: slot(name) for name in own}}
    )


@cache
def slot(name: str) -> SafeString:
    """What stands for a value that is not known yet. Nobody can write it into a text, since nobody knows it."""
    return SafeString(f"{name}-{secrets.token_hex(16)}")


@cache
def id_slot(name: str) -> str:
    """What stands for an id, also in an address."""
    return str(uuid4())
