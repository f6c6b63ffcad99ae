"""What the log of a workshop says of its framework: who published, who was asked to review, and what they said."""

from workshops.activity import kinds
from workshops.activity.kinds import Kind

FIXED = "A published version never changes. Publish the next one instead."
LINK = "The link may have been sent, or opened. A new one can be made at any time."
SAID = "Only the reviewer can change what they say."
KINDS = (
    Kind("published", "{who} published {version}", why_not=FIXED),
    Kind("reviewer asked", "{who} made a reviewer’s link for {person}", why_not="Withdraw the link instead."),
    Kind("link withdrawn", "{who} withdrew {person}’s link", why_not=LINK),
    Kind("new link", "{who} made a new link for {person}", why_not=LINK),
    Kind("approved", "{person} approved “{part}” of {version}", why_not=SAID),
    Kind("change asked for", "{person} asked for a change to “{part}” of {version}", why_not=SAID),
    Kind("signed off", "{person} signed off {version}", why_not="A sign-off is final."),
)


def register() -> None:
    kinds.register(*KINDS)
