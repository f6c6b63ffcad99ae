"""Rows to test with. What hangs on another row is in that row's workshop unless told otherwise."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from communities.models import Community, Membership, User
from responsibilities.models import Area, Ballot, Colour, Decision, Idea, Note, Reason, Responsibility, Turnout, Vote
from workshops.keys import next_number
from workshops.models import Activity, Category, Participant, Workshop

CATEGORIES = (
    ("people", "People", "🧑"),
    ("team", "Team", "👥"),
    ("tech-wide", "Tech Wide", "💻"),
    ("other", "Other", "❓"),
)


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    name = factory.Sequence(lambda n: f"User {n}")
    email = factory.Sequence(lambda n: f"user{n}@example.org")


class CommunityFactory(DjangoModelFactory[Community]):
    class Meta:
        model = Community

    name = "Our community"


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    community = factory.SubFactory(CommunityFactory)
    user = factory.SubFactory(UserFactory)
    role = Membership.Role.FACILITATOR


class WorkshopFactory(DjangoModelFactory[Workshop]):
    """A workshop with the four usual categories, or none: `WorkshopFactory(stage="voting", categories=False)`."""

    class Meta:
        model = Workshop
        skip_postgeneration_save = True

    community = factory.SubFactory(CommunityFactory)
    title = "What is the EM role here?"
    role = "Engineering Manager"

    @factory.post_generation
    def categories(self, create: bool, extracted: bool | None, **kwargs: Any) -> None:
        if create and extracted is not False:
            Category.objects.bulk_create(
                Category(workshop=self, number=number, key=key, name=name, emoji=emoji)
                for number, (key, name, emoji) in enumerate(CATEGORIES, start=1)
            )


class ListedFactory(DjangoModelFactory[Any]):
    """One of a workshop's lists: takes the next number there, and a key made of it."""

    class Meta:
        abstract = True

    workshop: Any = factory.SubFactory(WorkshopFactory)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        number = next_number(model_class.objects.filter(workshop=kwargs["workshop"]))
        kwargs = {"number": number, "key": f"{model_class.__name__.lower()}{number}"} | kwargs
        return super()._create(model_class, *args, **kwargs)


class CategoryFactory(ListedFactory):
    class Meta:
        model = Category

    workshop = factory.SubFactory(WorkshopFactory, categories=False)
    name = factory.Sequence(lambda n: f"Category {n}")


class ParticipantFactory(ListedFactory):
    class Meta:
        model = Participant

    name = factory.Sequence(lambda n: f"EM {n}")


class FacilitatorFactory(ParticipantFactory):
    """Somebody who steers the workshop and does not take part."""

    name = "Facilitator"
    role = Participant.Role.FACILITATOR
    takes_part = False


class AreaFactory(ListedFactory):
    class Meta:
        model = Area

    name = factory.Sequence(lambda n: f"Area {n}")


class ResponsibilityFactory(ListedFactory):
    """In the workshop's first category, by a new participant; `author=None` for nobody."""

    class Meta:
        model = Responsibility

    text = factory.Sequence(lambda n: f"Do the thing number {n}")
    category = factory.LazyAttribute(lambda made: made.workshop.categories.first())
    author = factory.SubFactory(ParticipantFactory, workshop=factory.SelfAttribute("..workshop"))


class IdeaFactory(ListedFactory):
    class Meta:
        model = Idea

    name = factory.Sequence(lambda n: f"Idea {n}")


class BallotFactory(DjangoModelFactory[Ballot]):
    """The first ballot on a responsibility: `BallotFactory(responsibility=..., number=2, revealed_at=...)`."""

    class Meta:
        model = Ballot

    responsibility = factory.SubFactory(ResponsibilityFactory)
    workshop = factory.SelfAttribute("responsibility.workshop")
    number = 1


class VoteFactory(DjangoModelFactory[Vote]):
    class Meta:
        model = Vote

    ballot = factory.SubFactory(BallotFactory)
    workshop = factory.SelfAttribute("ballot.workshop")
    participant = factory.SubFactory(ParticipantFactory, workshop=factory.SelfAttribute("..workshop"))
    colour = Colour.GREEN


class ReasonFactory(DjangoModelFactory[Reason]):
    class Meta:
        model = Reason

    ballot = factory.SubFactory(BallotFactory)
    workshop = factory.SelfAttribute("ballot.workshop")
    participant = factory.SubFactory(ParticipantFactory, workshop=factory.SelfAttribute("..workshop"))
    text = "The people who build it should run it."
    owner = "Tech Lead"


class TurnoutFactory(DjangoModelFactory[Turnout]):
    class Meta:
        model = Turnout

    participant = factory.SubFactory(ParticipantFactory)
    workshop = factory.SelfAttribute("participant.workshop")
    votes = 1


class DecisionFactory(DjangoModelFactory[Decision]):
    class Meta:
        model = Decision

    responsibility = factory.SubFactory(ResponsibilityFactory)
    workshop = factory.SelfAttribute("responsibility.workshop")
    colour = Colour.AMBER
    rationale = "Left open for now."


class NoteFactory(DjangoModelFactory[Note]):
    class Meta:
        model = Note

    responsibility = factory.SubFactory(ResponsibilityFactory)
    workshop = factory.SelfAttribute("responsibility.workshop")
    text = "Somebody said so."


class ActivityFactory(DjangoModelFactory[Activity]):
    class Meta:
        model = Activity

    workshop = factory.SubFactory(WorkshopFactory)
    actor = factory.SubFactory(ParticipantFactory, workshop=factory.SelfAttribute("..workshop"))
    kind = "area made"
    said = factory.LazyFunction(lambda: {"area": "Recruitment"})
