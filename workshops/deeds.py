"""What the log says of stages and people, and how that is undone."""

from workshops.actions.stages import go_back
from workshops.activity import changes, kinds
from workshops.activity.changes import Thing
from workshops.activity.kinds import Kind
from workshops.models import Participant, Stage, Workshop

DETAILS = ("title", "purpose", "organisation", "organisation_size", "funding_stage", "teams", "founders")
KINDS = (
    Kind(
        "stage", "{who} moved the workshop to {stage}", labels={"stage": dict(Stage.choices)}, undo=go_back, rings=True
    ),
    Kind("wall", "{who} showed the wall", why_not="The wall cannot be hidden again: it has been read."),
    Kind("reveal", "{who} revealed the votes", why_not="The votes cannot be sealed again: everybody has seen them."),
    Kind("details", "{who} changed what this workshop is about"),
    Kind("removed", "{who} removed {person}", door=True),
    Kind("let in", "{who} let {person} back in", door=True),
)
THINGS = (Thing(Workshop, ("stage", *DETAILS)), Thing(Participant, ("removed_at",)))


def register() -> None:
    kinds.register(*KINDS)
    changes.register(*THINGS)
