"""A read workshop file as unsaved rows. Their ids are made here, so that each can name those it hangs on."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from communities.models import Community
from responsibilities.models import Area, Ballot, Decision, Idea, Note, Responsibility
from workshops.keys import Numbered
from workshops.models import Category, Names, Participant, Stage, Workshop

Document = dict[str, Any]
VoteRow = tuple[UUID, UUID, UUID, str, bool]
ReasonRow = tuple[UUID, UUID, UUID | None, str, str, str]
N = TypeVar("N", bound=Numbered)

VOTE_COLUMNS = ("workshop_id", "ballot_id", "participant_id", "colour", "by_stand_in")
REASON_COLUMNS = ("workshop_id", "ballot_id", "participant_id", "colour", "text", "owner")


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


class Rows:
    """The rows of one workshop: the lists by the file's keys, and what hangs on them one after another."""

    def __init__(self, document: Document, workshop: Workshop) -> None:
        self.document = document
        self.workshop = workshop
        self.categories = self._listed(Category, "categories")
        self.participants = self._listed(Participant, "participants")
        self.areas = self._listed(Area, "areas")
        self.responsibilities = {
            item["key"]: self._responsibility(number, item) for number, item in self._numbered("responsibilities")
        }
        for item, responsibility in self._pairs():
            responsibility.merged_into = _found(self.responsibilities, item.get("merged_into"))
        self._ballots = [
            (content, self._ballot(responsibility, number, content, len(item["ballots"])))
            for item, responsibility in self._pairs()
            for number, content in enumerate(item.get("ballots", ()), start=1)
        ]

    def ballots(self) -> list[Ballot]:
        return [ballot for _, ballot in self._ballots]

    def votes(self) -> Iterator[VoteRow]:
        for content, ballot in self._ballots:
            entered = {*content.get("by_stand_in", ())}
            for voter, colour in content.get("votes", {}).items():
                yield self.workshop.id, ballot.id, self.participants[voter].id, colour, voter in entered

    def reasons(self) -> Iterator[ReasonRow]:
        """What people said, each in their place; a tally's reasons belong to nobody and keep their order."""
        for content, ballot in self._ballots:
            for voter, reason in content.get("reasons", {}).items():
                yield self.workshop.id, ballot.id, self.participants[voter].id, *_said(reason)
            for reason in content.get("tally", {}).get("reasons", ()):
                yield self.workshop.id, ballot.id, None, *_said(reason)

    def decisions(self) -> Iterator[Decision]:
        for item, responsibility in self._pairs():
            if decision := item.get("decision"):
                owner = decision.get("owner") or ""
                yield Decision(workshop=self.workshop, responsibility=responsibility, **(decision | {"owner": owner}))

    def notes(self) -> Iterator[Note]:
        for item, responsibility in self._pairs():
            for number, note in enumerate(item.get("notes", ()), start=1):
                yield Note(
                    workshop=self.workshop,
                    responsibility=responsibility,
                    number=number,
                    author=_found(self.participants, note.get("author")),
                    text=note["text"],
                )

    def ideas(self) -> Iterator[Idea]:
        for number, item in self._numbered("ideas"):
            named = {name: value for name, value in item.items() if name != "from"}
            source = _found(self.responsibilities, item.get("from"))
            yield Idea(workshop=self.workshop, number=number, source=source, **named)

    def _numbered(self, name: str) -> Iterator[tuple[int, Document]]:
        return enumerate(self.document.get(name, ()), start=1)

    def _pairs(self) -> Iterator[tuple[Document, Responsibility]]:
        return zip(self.document["responsibilities"], self.responsibilities.values(), strict=True)

    def _listed(self, model: type[N], name: str) -> dict[str, N]:
        """Rows of a list whose entries call everything as the model does."""
        return {
            item["key"]: model(workshop=self.workshop, number=number, **item) for number, item in self._numbered(name)
        }

    def _responsibility(self, number: int, item: Document) -> Responsibility:
        return Responsibility(
            workshop=self.workshop,
            number=number,
            key=item["key"],
            text=item["text"],
            category=self.categories[item["category"]],
            author=_found(self.participants, item.get("author")),
            area=_found(self.areas, item.get("area")),
        )

    def _ballot(self, responsibility: Responsibility, number: int, content: Document, last: int) -> Ballot:
        """A ballot, sealed if it is the last one and the workshop has not come to its reveal."""
        workshop = self.workshop
        ballot = Ballot(workshop=workshop, responsibility=responsibility, number=number)
        ballot.revealed_at = workshop.revealed_at if number == last else workshop.created_at
        if "tally" in content:
            for colour in ("green", "amber", "red"):
                setattr(ballot, colour, int(content["tally"].get(colour, 0)))
        return ballot


def _found(rows: dict[str, N], key: str | None) -> N | None:
    return None if key is None else rows[key]


def _said(reason: Document) -> tuple[str, str, str]:
    return reason.get("colour", ""), reason.get("reason", ""), reason.get("owner", "")
