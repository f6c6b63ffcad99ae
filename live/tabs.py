"""A page open in a browser, as it describes itself in the query of its stream."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs

from django.conf import settings
from django.utils.translation import get_supported_language_variant

_NAME = re.compile(r"[A-Za-z0-9-]{1,36}")
_COUNT = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Tab:
    """`name` tells a person's tabs apart; "" for a client that gives none.

    `said` counts how often this page has said whether it is shown, so that of two words the later one holds,
    whichever process they reach.
    """

    name: str = ""
    away: bool = False
    said: int = 0


def read(query: Mapping[str, str]) -> Tab:
    """The tab that a query describes. Browsers send it, so whatever is odd counts as not said."""
    name, said = query.get("tab", ""), query.get("said", "")
    return Tab(
        name=name if _NAME.fullmatch(name) else "",
        away="hidden" in query,
        said=int(said) if _COUNT.fullmatch(said) else 0,
    )


def language(query: Mapping[str, str]) -> str:
    """The language of the page, for what is said to whoever looks at it; the usual one if it is odd or not said."""
    try:
        return get_supported_language_variant(query.get("lang", ""))
    except LookupError:
        return str(settings.LANGUAGE_CODE)


def query_of(raw: bytes) -> dict[str, str]:
    """The first value of each name in a query string; nothing at all when it is too odd to read."""
    try:
        fields = parse_qs(raw.decode("latin-1"), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()}
