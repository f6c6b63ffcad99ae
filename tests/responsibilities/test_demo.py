"""The demonstration: always the same beginning, and never in the way of anybody's own work."""

import pytest

from communities.models import Community
from frameworks.actions.publishing import publish_version
from frameworks.models import Version
from frameworks.numbers import FIRST
from responsibilities import demo
from responsibilities.models import Responsibility, Vote
from tests.factories import UserFactory, WorkshopFactory
from workshops.models import Stage, Workshop

pytestmark = pytest.mark.django_db


def test_it_begins_at_voting_with_ninety_responsibilities_and_no_vote() -> None:
    user = UserFactory()
    workshop = demo.set_up(facilitator=user)
    assert workshop.at is Stage.VOTING
    assert Responsibility.objects.filter(workshop=workshop, area=None).count() == 90
    assert not Vote.objects.exists()
    assert [seat.user for seat in workshop.participants.all()] == [user]


def test_a_second_one_replaces_the_first_with_all_that_came_of_it() -> None:
    user = UserFactory()
    first = demo.set_up(facilitator=user)
    Workshop.objects.filter(id=first.id).update(stage=Stage.FRAMEWORK)
    publish_version(workshop=first, number=FIRST, by=user.name)
    second = demo.set_up(facilitator=user)
    assert Workshop.objects.get() == second
    assert Community.objects.get() == second.community
    assert not Version.objects.exists()


def test_other_workshops_of_the_same_title_stay() -> None:
    mine = WorkshopFactory(title="What is the EM role here?")
    demo.set_up(facilitator=UserFactory())
    demo.set_up(facilitator=UserFactory())
    assert Workshop.objects.filter(id=mine.id).exists()
    assert Workshop.objects.count() == 2
