"""What a workshop has come to so far: every responsibility with its colour, in its area or with its owner."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext, gettext_noop

from live.boards import once
from responsibilities.marks import Mark
from responsibilities.models import Area, Idea, Responsibility
from responsibilities.results import Result, results
from responsibilities.verdict import Tally
from responsibilities.visibility import sight
from workshops.models import Workshop

# What a published version keeps; it is said in the language of whoever reads it.
NOBODY_YET = gettext_noop("Nobody named yet")


@dataclass(frozen=True)
class Duplicate:
    """A responsibility that was merged into another and stays readable under it."""

    id: UUID
    text: str


@dataclass(frozen=True)
class Line:
    """One standing responsibility as the discussion, the clustering and the framework show it."""

    id: UUID
    key: str
    number: int
    text: str
    category_key: str
    category: str
    category_emoji: str
    area_id: UUID | None
    tally: Tally
    verdict: str | None
    is_contested: bool
    is_thin: bool
    decision: str | None
    rationale: str
    owner: str
    is_idea: bool
    duplicates: tuple[Duplicate, ...]

    @property
    def merged(self) -> tuple[str, ...]:
        """In which other words it was written as well."""
        return tuple(duplicate.text for duplicate in self.duplicates)

    @property
    def mark(self) -> Mark:
        return Mark(self.category_key, self.category, self.category_emoji)

    @property
    def colour(self) -> str | None:
        """What holds: the decision if there is one, else the verdict of the votes."""
        return self.decision or self.verdict

    @property
    def is_agreed(self) -> bool:
        """The votes settled it on green or red, with enough of them."""
        return self.verdict in ("green", "red") and not self.is_thin

    @property
    def is_settled(self) -> bool:
        return self.decision is not None or self.is_idea


@dataclass(frozen=True)
class AreaOutcome:
    """One area: what is in the role, and what is still open."""

    id: UUID | None
    key: str
    name: str
    emoji: str
    description: str
    in_role: tuple[Line, ...]
    still_open: tuple[Line, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return self.in_role + self.still_open


@dataclass(frozen=True)
class HandOver:
    """What is not ours, for the one who should own it instead."""

    owner: str
    lines: tuple[Line, ...]

    @property
    def whom(self) -> str:
        return whom(self.owner)


@dataclass(frozen=True)
class IdeaLine:
    id: UUID
    name: str
    emoji: str
    description: str


@dataclass(frozen=True)
class Making:
    """How it was made: `agreed` is how many of the voted responsibilities the votes alone settled."""

    people: int
    responsibilities: int
    votes: int
    voted: int
    agreed: int


@dataclass(frozen=True)
class Outcome:
    areas: tuple[AreaOutcome, ...]
    unsorted: tuple[Line, ...]
    not_ours: tuple[HandOver, ...]
    ideas: tuple[IdeaLine, ...]
    making: Making


def whom(owner: str) -> str:
    """Return who should own it, as people read it."""
    return gettext(NOBODY_YET) if owner == NOBODY_YET else owner


def proposed_owners(workshop: Workshop) -> dict[UUID, str]:
    """Return, by responsibility, the owner most people proposed on revealed ballots; ties go to the first by name."""
    proposals: dict[UUID, Counter[str]] = defaultdict(Counter)
    named = sight(workshop).reasons().exclude(owner="")
    for responsibility_id, owner in named.values_list("ballot__responsibility_id", "owner"):
        proposals[responsibility_id][owner] += 1
    return {id: min(counts, key=lambda owner: (-counts[owner], owner)) for id, counts in proposals.items()}


@once
def lines(workshop: Workshop) -> list[Line]:
    """Return every standing responsibility in order of creation, with what may be told of its votes now.

    What somebody adds between two of these queries is left out: whoever reads outside a snapshot is rung for it.
    """
    judged = {result.id: result for result in results(workshop, sight(workshop).ballots())}
    parked = set(workshop.ideas.values_list("source_id", flat=True))
    owners = proposed_owners(workshop)
    kept = list(sight(workshop).responsibilities().select_related("category", "decision"))
    merged: dict[UUID, list[Duplicate]] = defaultdict(list)
    for responsibility in kept:
        if responsibility.merged_into_id is not None:
            merged[responsibility.merged_into_id].append(Duplicate(responsibility.id, responsibility.text))
    return [
        _line(r, judged[r.id], r.id in parked, owners.get(r.id, ""), tuple(merged[r.id]))
        for r in kept
        if r.merged_into_id is None and r.id in judged
    ]


def _line(
    responsibility: Responsibility, result: Result, is_idea: bool, proposed: str, duplicates: tuple[Duplicate, ...]
) -> Line:
    decision = getattr(responsibility, "decision", None)
    return Line(
        id=responsibility.id,
        key=responsibility.key,
        number=responsibility.number,
        text=responsibility.text,
        category_key=responsibility.category.key,
        category=responsibility.category.name,
        category_emoji=responsibility.category.emoji,
        area_id=responsibility.area_id,
        tally=result.tally,
        verdict=result.verdict,
        is_contested=result.is_contested,
        is_thin=result.is_thin,
        decision=decision.colour if decision else None,
        rationale=decision.rationale if decision else "",
        owner=decision.owner if decision and decision.owner else proposed,
        is_idea=is_idea,
        duplicates=duplicates,
    )


@once
def outcome(workshop: Workshop) -> Outcome:
    """Gather the lines as the framework has them; what was parked as an idea stands among the ideas only."""
    everything = lines(workshop)
    standing = [line for line in everything if not line.is_idea]
    ours = [line for line in standing if line.colour != "red"]
    areas = list(workshop.areas.order_by("number", "id"))
    return Outcome(
        areas=tuple(_area(area, [line for line in ours if line.area_id == area.id]) for area in areas),
        unsorted=tuple(line for line in ours if line.area_id is None),
        not_ours=_hand_overs(line for line in standing if line.colour == "red"),
        ideas=tuple(_idea(idea) for idea in workshop.ideas.order_by("number", "id")),
        making=_making(workshop, everything),
    )


def _area(area: Area, members: list[Line]) -> AreaOutcome:
    return AreaOutcome(
        id=area.id,
        key=area.key,
        name=area.name,
        emoji=area.emoji,
        description=area.description,
        in_role=tuple(line for line in members if line.colour == "green"),
        still_open=tuple(line for line in members if line.colour != "green"),
    )


def _hand_overs(reds: Iterable[Line]) -> tuple[HandOver, ...]:
    by_owner: dict[str, list[Line]] = defaultdict(list)
    for line in reds:
        by_owner[line.owner or NOBODY_YET].append(line)
    return tuple(
        HandOver(owner, tuple(by_owner[owner]))
        for owner in sorted(by_owner, key=lambda owner: (owner == NOBODY_YET, owner.casefold()))
    )


def _idea(idea: Idea) -> IdeaLine:
    return IdeaLine(idea.id, idea.name, idea.emoji, idea.description)


def _making(workshop: Workshop, everything: list[Line]) -> Making:
    voted = [line for line in everything if line.tally.total]
    return Making(
        people=workshop.participants.joined().count(),
        responsibilities=sight(workshop).responsibilities().count(),
        votes=sum(line.tally.total for line in voted),
        voted=len(voted),
        agreed=sum(line.verdict in ("green", "red") for line in voted),
    )
