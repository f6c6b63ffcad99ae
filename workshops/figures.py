"""Numbers as people read them."""

from django.utils.formats import number_format
from django.utils.functional import lazy


def grouped(number: int) -> str:
    """Return the number as the language of the page writes it: 1,000 in English."""
    return number_format(number, force_grouping=True)


grouped_lazy = lazy(grouped, str)
