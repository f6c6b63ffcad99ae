"""A workshop to rehearse in, and a colleague who does by hand what the simulated ones do by themselves."""

from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from responsibilities.actions.rehearsing import begin_rehearsal
from responsibilities.models import Area, Responsibility
from tests.factories import AreaFactory, FacilitatorFactory, WorkshopFactory
from tests.sittings import HTMX, Sitting
from workshops.models import Participant, Rehearsal
from workshops.rehearsing import token_of


def stage_set(**fields: Any) -> Sitting:
    """A workshop in its Lobby with two areas and two facilitators, whom a sitting also knows as Ann and Bo."""
    workshop = WorkshopFactory(**fields)
    for name in ("New Starters", "Recruitment"):
        AreaFactory(workshop=workshop, name=name)
    fay, gus = (FacilitatorFactory(workshop=workshop, name=name) for name in ("Fay", "Gus"))
    return Sitting(workshop, fay, fay, gus)


def begun(here: Sitting, people: int = 3) -> Rehearsal:
    rehearsal = begin_rehearsal(workshop=here.workshop, people=people)
    here.now()
    return rehearsal


def end(here: Sitting, rehearsal: Rehearsal) -> Any:
    return here.send(here.facilitator, "end-rehearsal", rehearsal=rehearsal.id)


def comes(here: Sitting, token: str, name: str = "Ada", client: Client | None = None) -> Any:
    """Join as a simulated colleague does."""
    address = reverse("join-by-link", args=(here.workshop.code,))
    return (client or Client()).post(address, {"name": name, "simulated": token})


@dataclass
class Colleague:
    """A simulated colleague at their browser."""

    here: Sitting
    client: Client
    seat: Participant

    def send(self, name: str, *args: Any, **data: Any) -> Any:
        return self.client.post(self.here.url(name, *args), data, headers=HTMX)

    def lists(self, text: str) -> Responsibility:
        assert self.send("responsibilities", text=text, category=self.here.category).status_code == 200
        found: Responsibility = Responsibility.objects.get(workshop=self.here.workshop, text=text)
        return found

    def votes(self, card: Responsibility, colour: str = "green", **more: str) -> None:
        assert self.send("vote", card.id, colour=colour, **more).status_code == 200

    def sorts(self, card: Responsibility, area: str) -> Area:
        assert self.send("placing", responsibility=card.id, area=area).status_code == 200
        found: Area = Area.objects.get(workshop=self.here.workshop, name=area)
        return found


def colleague(here: Sitting, rehearsal: Rehearsal, name: str = "Ada") -> Colleague:
    client = Client()
    assert comes(here, token_of(rehearsal), name, client).status_code == 303
    return Colleague(here, client, here.workshop.participants.latest("number"))
