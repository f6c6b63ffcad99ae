"""What the log says of stages and people, and how that is undone."""

from django.utils.translation import gettext_lazy as _

from workshops.actions.roles import somebody_steers
from workshops.actions.stages import go_back
from workshops.activity import changes, kinds
from workshops.activity.changes import Thing
from workshops.activity.kinds import Kind
from workshops.models import Joining, Participant, Stage, Workshop

DETAILS = ("title", "purpose", "organisation", "organisation_size", "funding_stage", "teams", "founders")
ON_THE_PAGE = _("That can be changed on the page of the people.")
SET_ANEW = _("The clock can be set anew at any time.")
WAYS_IN = {"joining": dict(Joining.choices)}
KINDS = (
    Kind(
        "stage",
        _("{who} moved the workshop to {stage}"),
        labels={"stage": dict(Stage.choices)},
        undo=go_back,
        rings=True,
    ),
    Kind("wall", _("{who} showed the wall"), why_not=_("The wall cannot be hidden again: it has been read.")),
    Kind(
        "reveal", _("{who} revealed the votes"), why_not=_("The votes cannot be sealed again: everybody has seen them.")
    ),
    Kind("details", _("{who} changed what this workshop is about")),
    Kind("removed", _("{who} removed {person}"), door=True),
    Kind("let in", _("{who} let {person} back in"), door=True),
    Kind("renamed", _("{person} is called {name} now")),
    Kind("role given", _("{who} made {person} a facilitator"), rings=True, door=True),
    Kind("role taken", _("{who} took the facilitator’s role back from {person}"), rings=True, door=True),
    Kind("named in advance", _("{who} named {person} as a facilitator"), why_not=ON_THE_PAGE),
    Kind("seated", _("{who} added {person}, who has no device"), why_not=ON_THE_PAGE),
    Kind(
        "got a device", _("{who} has a device of their own now"), why_not=_("A seat that somebody sits in is theirs.")
    ),
    Kind("newcomers", _("{who} let {person} in"), _("{who} let {count} people in"), why_not=ON_THE_PAGE),
    Kind("way in", _("{who} changed how people come in: {joining}"), labels=WAYS_IN, why_not=ON_THE_PAGE),
    Kind(
        "code renewed", _("{who} renewed the code"), why_not=_("The old code may be known to people it should not be.")
    ),
    Kind(
        "timer",
        _("{who} set the timer to {count} minute"),
        _("{who} set the timer to {count} minutes"),
        why_not=SET_ANEW,
    ),
    Kind("timer stopped", _("{who} stopped the timer"), why_not=SET_ANEW),
    Kind("deadline", _("{who} set a deadline for {stage}"), labels={"stage": dict(Stage.choices)}, why_not=SET_ANEW),
    Kind("deadline taken", _("{who} took the deadline away"), why_not=SET_ANEW),
)
THINGS = (
    Thing(Workshop, ("stage", *DETAILS)),
    Thing(Participant, ("removed_at", "name", "role"), settle=somebody_steers),
)


def register() -> None:
    kinds.register(*KINDS)
    changes.register(*THINGS)
