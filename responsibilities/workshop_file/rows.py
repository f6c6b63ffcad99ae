"""A read workshop file as unsaved rows. Every id is made here, so that each row can name the rows it hangs on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from communities.models import Community
from responsibilities.models import Area, Idea, Responsibility
from workshops.keys import Numbered
from workshops.models import Category, Names, Participant, Stage, Workshop

Document = dict[str, Any]
N = TypeVar("N", bound=Numbered)

VOTE_COLUMNS = ("workshop_id", "ballot_id", "participant_id", "colour")
REASON_COLUMNS = ("workshop_id", "ballot_id", "participant_id", "colour", "text", "owner")
VoteRow = tuple[UUID, UUID, UUID, str]
ReasonRow = tuple[UUID, UUID, UUID | None, str, str, str]


def workshop_row(document: Document, community: Community, now: datetime) -> Workshop:
    settings = document.get("settings", {})
    numerator, denominator = settings.get("threshold", "2/3").split("/")
    stage = Stage(document.get("stage", Stage.LOBBY))
    return Workshop(
        community=community,
        title=document["title"],
        role=document["role"],
        purpose=document.get("purpose", ""),
        **document.get("context", {}),
        names=settings.get("names", Names.HIDDEN),
        threshold_numerator=int(numerator),
        threshold_denominator=int(denominator),
        red_needs_reason=settings.get("red_needs_reason", False),
        stage=stage,
        wall_shown_at=now if stage.rank >= Stage.VOTING.rank else None,
        revealed_at=now if stage.rank >= Stage.DISCUSSION.rank else None,
    )


@dataclass
class Rows:
    """The rows of one workshop, list by list, all found again by the file's keys."""

    document: Document
    workshop: Workshop
    now: datetime

    def __post_init__(self) -> None:
        self.categories = self._listed(Category, "categories")
        self.participants = self._listed(Participant, "participants")
        self.areas = self._listed(Area, "areas")
        self.responsibilities = {
            item["key"]: self._responsibility(number, item) for number, item in self._numbered("responsibilities")
        }
        for _, item in self._numbered("responsibilities"):
            survivor = self._found(self.responsibilities, item.get("merged_into"))
            self.responsibilities[item["key"]].merged_into = survivor
        self.ballots = [ballot for ballot, _ in self.ballots_in_file()]

    def _numbered(self, name: str) -> Iterator[tuple[int, Document]]:
        return enumerate(self.document.get(name, ()), start=1)

    def _listed(self, model: type[N], name: str) -> dict[str, N]:
        """Rows of the lists whose entries are named like the model's fields."""
        return {
            item["key"]: model(workshop=self.workshop, number=number, **item) for number, item in self._numbered(name)
        }

    @staticmethod
    def _found(rows: dict[str, N], key: str | None) -> N | None:
        return None if key is None else rows[key]

    def _responsibility(self, number: int, item: Document) -> Responsibility:
        return Responsibility(
            workshop=self.workshop,
            number=number,
            key=item["key"],
            text=item["text"],
            category=self.categories[item["category"]],
            author=self._found(self.participants, item.get("author")),
            area=self._found(self.areas, item.get("area")),
        )

    def ideas(self) -> Iterator[Idea]:
        for number, item in self._numbered("ideas"):
            plain = {name: value for name, value in item.items() if name != "from"}
            source = self._found(self.responsibilities, item.get("from"))
            yield Idea(workshop=self.workshop, number=number, source=source, **plain)
