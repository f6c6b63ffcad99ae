"""What the log of a workshop says of its framework: who published, who was asked to review, and what they said."""

from django.utils.translation import gettext_lazy as _

from workshops.activity import kinds
from workshops.activity.kinds import Kind

FIXED = _("A published version never changes. Publish the next one instead.")
LINK = _("The link may have been sent, or opened. A new one can be made at any time.")
SAID = _("Only the reviewer can change what they say.")
KINDS = (
    Kind("published", _("{who} published {version}"), why_not=FIXED),
    Kind("reviewer asked", _("{who} made a reviewer’s link for {person}"), why_not=_("Withdraw the link instead.")),
    Kind("link withdrawn", _("{who} withdrew {person}’s link"), why_not=LINK),
    Kind("new link", _("{who} made a new link for {person}"), why_not=LINK),
    Kind("approved", _("{person} approved “{part}” of {version}"), why_not=SAID),
    Kind("change asked for", _("{person} asked for a change to “{part}” of {version}"), why_not=SAID),
    Kind("signed off", _("{person} signed off {version}"), why_not=_("A sign-off is final.")),
)


def register() -> None:
    kinds.register(*KINDS)
