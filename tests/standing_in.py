"""People without a device, and what a facilitator enters for them."""

from typing import Any

from responsibilities.models import Responsibility
from tests.factories import ParticipantFactory
from tests.sittings import Sitting, sat
from workshops.models import Participant


def seat(here: Sitting, name: str = "Ida") -> Participant:
    found: Participant = ParticipantFactory(workshop=here.workshop, name=name, without_device=True)
    return found


def look(here: Sitting, who: Participant, whom: Participant, name: str = "workshop", **more: str) -> Any:
    return here.get(who, name, **{"for": str(whom.id), **more})


def enter(
    here: Sitting, who: Participant, whom: Participant | str, form: str, /, *args: Any, htmx: bool = True, **data: Any
) -> Any:
    id = whom.id if isinstance(whom, Participant) else whom
    return sat(who, htmx=htmx).post(f"{here.url(form, *args)}?for={id}", data)


def vote(here: Sitting, who: Participant, whom: Participant | str, card: Responsibility, colour: str = "green") -> Any:
    return enter(here, who, whom, "vote", card.id, colour=colour)


def log(here: Sitting) -> list[tuple[str, Any]]:
    return list(here.workshop.activity.filter(kind__in=("voted for", "listed for")).values_list("kind", "said"))
