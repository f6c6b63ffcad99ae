"""A workshop that has come to its Framework stage, and people at their browsers."""

from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from communities.models import Membership, User
from frameworks.actions.inviting import invite_reviewer
from frameworks.actions.publishing import publish_version
from frameworks.models import Reviewer, Version
from frameworks.numbers import FIRST
from responsibilities.models import Area, Responsibility
from tests.factories import (
    AreaFactory,
    BallotFactory,
    DecisionFactory,
    FacilitatorFactory,
    IdeaFactory,
    MembershipFactory,
    ParticipantFactory,
    ResponsibilityFactory,
    UserFactory,
    VoteFactory,
    WorkshopFactory,
)
from workshops.access import give_seat
from workshops.models import Participant, Stage, Workshop


@dataclass
class Played:
    """A workshop about one area, with a green line in it, an amber one, a red one with its owner, and an idea."""

    workshop: Workshop
    facilitator: Participant
    people: list[Participant]
    area: Area
    green: Responsibility
    amber: Responsibility
    red: Responsibility


def sat(participant: Participant, *, csrf: bool = False) -> Client:
    """A browser that has the participant's seat."""
    client = Client(enforce_csrf_checks=csrf)
    for name, cookie in give_seat(HttpResponse(), participant).cookies.items():
        client.cookies[name] = cookie.value
    return client


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def voted(responsibility: Responsibility, colours: str, people: list[Participant]) -> None:
    """Give a revealed first ballot: "gga" is two greens and an amber."""
    names = {"g": "green", "a": "amber", "r": "red"}
    ballot = BallotFactory(responsibility=responsibility, revealed_at=timezone.now())
    for participant, colour in zip(people, colours, strict=False):
        VoteFactory(ballot=ballot, participant=participant, colour=names[colour])


@pytest.fixture
def played(db: None) -> Played:
    workshop = WorkshopFactory(
        stage=Stage.FRAMEWORK, wall_shown_at=timezone.now(), revealed_at=timezone.now(), purpose="Say what we are for."
    )
    people = [ParticipantFactory(workshop=workshop, name=f"Secret Name {n}") for n in range(3)]
    area = AreaFactory(workshop=workshop, key="starters", name="New Starters", emoji="🦄", description="Onboarding.")
    green = ResponsibilityFactory(workshop=workshop, author=people[0], text="Meet new engineers", area=area)
    amber = ResponsibilityFactory(workshop=workshop, author=people[1], text="Order their laptops", area=area)
    red = ResponsibilityFactory(workshop=workshop, author=people[2], text="Run the payroll")
    voted(green, "ggg", people)
    voted(amber, "gar", people)
    voted(red, "rrr", people)
    DecisionFactory(responsibility=red, colour="red", rationale="It is an office matter.", owner="HR")
    IdeaFactory(workshop=workshop, name="Hackathons", emoji="💻", description="Twice a year.")
    return Played(workshop, FacilitatorFactory(workshop=workshop, name="Sam"), people, area, green, amber, red)


def another_workshop(played: Played) -> Workshop:
    """A second one on the same role, at its Framework stage, with nothing in it."""
    return WorkshopFactory(
        community=played.workshop.community,
        stage=Stage.FRAMEWORK,
        wall_shown_at=timezone.now(),
        revealed_at=timezone.now(),
    )


@pytest.fixture
def version(played: Played) -> Version:
    return publish_version(workshop=played.workshop, number=FIRST, by="Sam")


@pytest.fixture
def reviewer(version: Version) -> Reviewer:
    return invite_reviewer(framework=version.framework, name="Priya")


@pytest.fixture
def owner(played: Played) -> User:
    user = UserFactory()
    MembershipFactory(community=played.workshop.community, user=user, role=Membership.Role.OWNER)
    return user


@pytest.fixture
def member(played: Played) -> User:
    user = UserFactory()
    MembershipFactory(community=played.workshop.community, user=user, role=Membership.Role.MEMBER)
    return user
