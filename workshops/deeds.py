"""What the log says of stages and people, and how that is undone."""

from django.utils.translation import gettext_lazy as _

from workshops.actions.roles import somebody_steers
from workshops.actions.stages import go_back
from workshops.activity import changes, kinds
from workshops.activity.changes import Thing
from workshops.activity.kinds import Kind
from workshops.models import Joining, Participant, Stage, Workshop

DETAILS = ("title", "purpose", "organisation", "organisation_size", "funding_stage", "teams", "founders")
ON_THE_PAGE = "That can be changed on the page of the people."
WAYS_IN = {"joining": dict(Joining.choices)}
KINDS = (
    Kind(
        "stage", "{who} moved the workshop to {stage}", labels={"stage": dict(Stage.choices)}, undo=go_back, rings=True
    ),
    Kind("wall", "{who} showed the wall", why_not="The wall cannot be hidden again: it has been read."),
    Kind("reveal", "{who} revealed the votes", why_not="The votes cannot be sealed again: everybody has seen them."),
    Kind("details", "{who} changed what this workshop is about"),
    Kind("removed", "{who} removed {person}", door=True),
    Kind("let in", "{who} let {person} back in", door=True),
    Kind("renamed", "{person} is called {name} now"),
    Kind("role given", "{who} made {person} a facilitator", rings=True, door=True),
    Kind("role taken", "{who} took the facilitator’s role back from {person}", rings=True, door=True),
    Kind("named in advance", "{who} named {person} as a facilitator", why_not=ON_THE_PAGE),
    Kind("seated", _("{who} added {person}, who has no device"), why_not=ON_THE_PAGE),
    Kind(
        "got a device", _("{who} has a device of their own now"), why_not=_("A seat that somebody sits in is theirs.")
    ),
    Kind("newcomers", "{who} let {person} in", "{who} let {count} people in", why_not=ON_THE_PAGE),
    Kind("way in", "{who} changed how people come in: {joining}", labels=WAYS_IN, why_not=ON_THE_PAGE),
    Kind("code renewed", "{who} renewed the code", why_not="The old code may be known to people it should not be."),
)
THINGS = (
    Thing(Workshop, ("stage", *DETAILS)),
    Thing(Participant, ("removed_at", "name", "role"), settle=somebody_steers),
)


def register() -> None:
    kinds.register(*KINDS)
    changes.register(*THINGS)
