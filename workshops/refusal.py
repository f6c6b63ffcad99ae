"""What an action says when it will not do something: a sentence for the person, and the field it is about."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Refusal(Exception):
    """Base of every refusal. `field` names the input it belongs to; "" when it is about the whole form."""

    field = ""
    message: "StrOrPromise" = _("That is not possible right now.")

    def __init__(self, message: "StrOrPromise" = "", *, field: str = "") -> None:
        # In the language of whoever is refused, wherever it is read.
        self.message = str(message or self.message)
        self.field = field or self.field
        super().__init__(self.message)
