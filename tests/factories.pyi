# What calling a factory gives: factory_boy says so at run time only, by a metaclass that mypy cannot follow.

from typing import Any, Protocol, TypeVar

from communities.models import Community, Membership, User
from responsibilities.models import Area, Ballot, Decision, Idea, Note, Reason, Responsibility, Turnout, Vote
from workshops.models import Activity, Category, Participant, Workshop

_M = TypeVar("_M")

class Factory(Protocol[_M]):
    def __call__(self, **fields: Any) -> _M: ...
    def create(self, **fields: Any) -> _M: ...
    def build(self, **fields: Any) -> _M: ...
    def create_batch(self, size: int, **fields: Any) -> list[_M]: ...

UserFactory: Factory[User]
CommunityFactory: Factory[Community]
MembershipFactory: Factory[Membership]
WorkshopFactory: Factory[Workshop]
CategoryFactory: Factory[Category]
ParticipantFactory: Factory[Participant]
FacilitatorFactory: Factory[Participant]
AreaFactory: Factory[Area]
ResponsibilityFactory: Factory[Responsibility]
IdeaFactory: Factory[Idea]
BallotFactory: Factory[Ballot]
VoteFactory: Factory[Vote]
ReasonFactory: Factory[Reason]
TurnoutFactory: Factory[Turnout]
DecisionFactory: Factory[Decision]
NoteFactory: Factory[Note]
ActivityFactory: Factory[Activity]
