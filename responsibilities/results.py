"""What the votes of a workshop come to, responsibility by responsibility, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from responsibilities.models import Ballot, Responsibility, Vote
from responsibilities.verdict import Tally
from workshops.models import Workshop

_COUNTED = Q(votes__participant__removed_at=None)


@dataclass(frozen=True)
class Result:
    """One standing responsibility and its current ballot: votes, verdict and what the rules say of it."""

    id: UUID
    key: str
    number: int
    tally: Tally
    verdict: str | None
    is_contested: bool
    is_thin: bool

    @property
    def disagreement(self) -> Fraction:
        return self.tally.disagreement


def current_ballots(ballots: "QuerySet[Ballot]") -> "QuerySet[Ballot]":
    """Of `ballots`, the last one of each responsibility."""
    later = ballots.filter(responsibility=OuterRef("responsibility"), number__gt=OuterRef("number")).order_by()
    return ballots.filter(~Exists(later))


def results(workshop: Workshop, ballots: "QuerySet[Ballot]") -> list[Result]:
    """Return a Result for each standing responsibility, in order of creation.

    `ballots` are those that may be counted: `sight(workshop).ballots()` for people, all of them for the operator.
    """
    rows = list(
        Responsibility.objects.kept()
        .filter(workshop=workshop)
        .in_order()
        .values_list("id", "key", "number", "merged_into")
    )
    joined = workshop.participants.joined().count()
    tallies = _tallies(ballots, rows)
    return [
        _judge(workshop, joined, id, key, number, tallies.get(id, Tally()))
        for id, key, number, merged_into in rows
        if merged_into is None
    ]


def _judge(workshop: Workshop, joined: int, id: UUID, key: str, number: int, tally: Tally) -> Result:
    threshold = workshop.threshold
    return Result(
        id, key, number, tally, tally.verdict(threshold), tally.is_contested(threshold), tally.is_thin(joined)
    )


def ballot_tallies(workshop: Workshop, ballots: "QuerySet[Ballot]") -> dict[UUID, Tally]:
    """Return the tally of each of `ballots` by its id; a survivor's current one holds what duplicates brought along.

    As in `results`, what is not among `ballots` is not counted anywhere.
    """
    kept = Responsibility.objects.kept().filter(workshop=workshop).in_order()
    of_current = _tallies(ballots, kept.values_list("id", "key", "number", "merged_into"))
    current = {ballot.id: ballot.responsibility_id for ballot in current_ballots(ballots)}
    own = {ballot.id: _own_tally(ballot) for ballot in _with_counts(ballots)}
    return own | {ballot: of_current[owner] for ballot, owner in current.items() if owner in of_current}


def _with_counts(ballots: "QuerySet[Ballot]") -> "QuerySet[Ballot]":
    return ballots.annotate(
        greens=Count("votes", filter=_COUNTED & Q(votes__colour="green")),
        ambers=Count("votes", filter=_COUNTED & Q(votes__colour="amber")),
        reds=Count("votes", filter=_COUNTED & Q(votes__colour="red")),
    )


def _tallies(ballots: "QuerySet[Ballot]", rows: Iterable[tuple[UUID, str, int, UUID | None]]) -> dict[UUID, Tally]:
    current = {ballot.responsibility_id: ballot for ballot in _with_counts(current_ballots(ballots))}
    tallies = {id: _own_tally(ballot) for id, ballot in current.items()}
    families: dict[UUID, list[UUID]] = defaultdict(list)
    for id, _, _, merged_into in rows:
        if merged_into is not None:
            families[merged_into].append(id)
    # Where only a tally is left, it already holds the votes that duplicates brought along.
    living = {s: m for s, m in families.items() if s not in current or not current[s].is_tally}
    return tallies | _family_tallies(current, living)


def _own_tally(ballot: Ballot) -> Tally:
    if ballot.green is not None and ballot.amber is not None and ballot.red is not None:
        return Tally(ballot.green, ballot.amber, ballot.red)
    return Tally(ballot.greens, ballot.ambers, ballot.reds)  # type: ignore[attr-defined]


def _family_tallies(current: dict[UUID, Ballot], families: dict[UUID, list[UUID]]) -> dict[UUID, Tally]:
    """Tallies of survivors: their own votes, and those of people who voted only on a duplicate merged into them."""
    members = {id for survivor, merged in families.items() for id in (survivor, *merged)}
    ballots = {current[id].id: id for id in members if id in current}
    votes: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    cast = Vote.objects.filter(ballot__in=ballots, participant__removed_at=None)
    for ballot_id, participant_id, colour in cast.values_list("ballot_id", "participant_id", "colour"):
        votes[ballots[ballot_id]][participant_id] = colour
    tallies = {}
    for survivor, merged in families.items():
        heard: dict[UUID, str] = {}
        for id in (survivor, *merged):
            heard = votes[id] | heard
        colours = list(heard.values())
        tallies[survivor] = Tally(colours.count("green"), colours.count("amber"), colours.count("red"))
    return tallies
