"""What the tests write, each in one transaction that announces."""

from collections.abc import Iterable
from typing import Literal

from django.db import transaction

from live.announce import announce
from workshops.models import Category, Participant, Workshop


@transaction.atomic
def rename(card: Category, name: str, *, bell: Iterable[str] | Literal["all"] = ()) -> Workshop:
    Category.objects.filter(pk=card.pk).update(name=name)
    workshop = Workshop.objects.get(pk=card.workshop_id)
    announce(workshop, bell=bell)
    return workshop


@transaction.atomic
def retitle(workshop: Workshop, title: str) -> None:
    Workshop.objects.filter(pk=workshop.pk).update(title=title)
    announce(workshop)


@transaction.atomic
def remove(participant: Participant, *, now: object) -> None:
    Participant.objects.filter(pk=participant.pk).update(removed_at=now)
    announce(participant.workshop, bell=[str(participant.pk)], door=True)


@transaction.atomic
def promote(participant: Participant) -> None:
    Participant.objects.filter(pk=participant.pk).update(role=Participant.Role.FACILITATOR)
    announce(participant.workshop, bell=[str(participant.pk)], door=True)
