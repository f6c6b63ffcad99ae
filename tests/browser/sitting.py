"""A workshop under way: four responsibilities of three people, played to a stage by the verbs themselves."""

from dataclasses import dataclass, field

from frameworks.actions.publishing import publish_version
from frameworks.models import Version
from frameworks.numbers import FIRST
from responsibilities.actions.clustering import create_area, put_in_area
from responsibilities.actions.discussion import accept_all_agreed, record_decision
from responsibilities.actions.listing import add_responsibilities
from responsibilities.actions.voting import cast_vote
from responsibilities.models import Responsibility
from tests.factories import FacilitatorFactory, ParticipantFactory, WorkshopFactory
from workshops.actions.stages import move_stage
from workshops.models import Participant, Stage, Workshop

# What is listed, and how Ana, Ben and Cleo vote on it: agreed, agreed by two of three, contested, agreed to be no part.
VOTED = {"Hold regular 1-2-1s": "ggg", "Hire engineers": "gga", "Run the stand-up": "gar", "Order the laptops": "rrr"}
COLOURS = {"g": "green", "a": "amber", "r": "red"}
CONTESTED = "Run the stand-up"


@dataclass
class Sitting:
    """One workshop and those in it. `go_to` plays what a stage is for before leaving it."""

    names: str = "hidden"
    workshop: Workshop = field(init=False)
    facilitator: Participant = field(init=False)
    people: list[Participant] = field(init=False)

    def __post_init__(self) -> None:
        self.workshop = WorkshopFactory(names=self.names, purpose="Say what we are for.")
        self.facilitator = FacilitatorFactory(workshop=self.workshop, name="Fay")
        self.people = [ParticipantFactory(workshop=self.workshop, name=name) for name in ("Ana", "Ben", "Cleo")]

    @property
    def path(self) -> str:
        return f"/w/{self.workshop.id}/"

    @property
    def ana(self) -> Participant:
        return self.people[0]

    @property
    def ben(self) -> Participant:
        return self.people[1]

    def now(self) -> Workshop:
        self.workshop.refresh_from_db()
        return self.workshop

    def responsibility(self, text: str) -> Responsibility:
        return Responsibility.objects.get(workshop=self.workshop, text=text)

    def add(self, author: Participant, *texts: str) -> None:
        category = self.workshop.categories.order_by("number")[0]
        key = f"{author.name}{texts[0]}"[:32]
        add_responsibilities(author=author, texts=texts, category_id=category.id, client_key=key)

    def vote(self, voter: Participant, text: str, colour: str) -> None:
        cast_vote(voter=voter, responsibility_id=self.responsibility(text).id, colour=COLOURS[colour])

    def all_vote(self) -> None:
        for text, colours in VOTED.items():
            for voter, colour in zip(self.people, colours, strict=True):
                self.vote(voter, text, colour)

    def move(self, to: Stage) -> None:
        move_stage(workshop=self.workshop, expected=self.now().at, to=to)

    def go_to(self, stage: Stage) -> "Sitting":
        """Play on until the workshop is at `stage`, where nothing has been done yet."""
        while (at := self.now().at) is not stage:
            self._play(at)
            assert at.following
            self.move(at.following)
        return self

    def _play(self, stage: Stage) -> None:
        if stage is Stage.LISTING:
            for place, text in enumerate(VOTED):
                self.add(self.people[place % 3], text)
        elif stage is Stage.VOTING:
            self.all_vote()
        elif stage is Stage.DISCUSSION:
            accept_all_agreed(workshop=self.workshop)
            contested = self.responsibility(CONTESTED)
            record_decision(
                workshop=self.workshop, responsibility_id=contested.id, colour="amber", rationale="It depends."
            )
        elif stage is Stage.CLUSTERING:
            create_area(workshop=self.workshop, name="New Starters", emoji="🦄", description="Their first weeks.")
            hire = self.responsibility("Hire engineers")
            put_in_area(workshop=self.workshop, responsibility_ids=[hire.id], name="New Starters")

    def publish(self) -> Version:
        return publish_version(workshop=self.workshop, number=FIRST, by="Fay")
