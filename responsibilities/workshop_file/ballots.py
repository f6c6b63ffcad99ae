"""Ballots as the file has them: with every vote by name, or as tallies that say nothing of who voted what."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from responsibilities.models import Ballot, Reason, Vote
from responsibilities.results import results
from responsibilities.verdict import Tally
from workshops.models import Workshop

Document = dict[str, Any]
ByResponsibility = dict[UUID, list[Document]]

_COUNTS = Q(participant__removed_at=None, participant__takes_part=True)


def by_name(ballots: "QuerySet[Ballot]") -> ByResponsibility:
    """Return `ballots` with the votes and reasons of everybody who takes part; a tally stays a tally."""
    votes, entered = _votes(ballots)
    reasons = _reasons(ballots)
    unnamed = _unnamed(Reason.objects.filter(ballot__in=ballots, participant=None).order_by("id"))
    content: ByResponsibility = defaultdict(list)
    for ballot in ballots.order_by("number", "id"):
        whole: Document = {"votes": votes[ballot.id]}
        if entered[ballot.id]:
            whole["by_stand_in"] = entered[ballot.id]
        if reasons[ballot.id]:
            whole["reasons"] = reasons[ballot.id]
        if (left := tally_left(ballot)) is not None:
            whole = _tally(left, unnamed[ballot.id])
        content[ballot.responsibility_id].append(whole)
    return content


def as_tallies(workshop: Workshop, ballots: "QuerySet[Ballot]", reasons: "QuerySet[Reason]") -> ByResponsibility:
    """Return `ballots` as tallies with `reasons`, in the order given, without their people.

    A survivor's current tally holds what its duplicates brought along: afterwards nobody could add them up.
    """
    tallies = _counted(ballots)
    said = _unnamed(reasons.annotate(vote=Subquery(_vote_of_reason())))
    content: ByResponsibility = defaultdict(list)
    for ballot in ballots.order_by("number", "id"):
        content[ballot.responsibility_id].append(_tally(tally_left(ballot) or tallies[ballot.id], said[ballot.id]))
    for result in results(workshop, ballots):
        if content[result.id]:
            content[result.id][-1]["tally"] |= _counts(result.tally)
        elif result.tally.total:
            content[result.id].append(_tally(result.tally, []))
    return content


def tally_left(ballot: Ballot) -> Tally | None:
    """Return what is left of a ballot whose votes are gone."""
    if ballot.green is None or ballot.amber is None or ballot.red is None:
        return None
    return Tally(ballot.green, ballot.amber, ballot.red)


def _votes(ballots: "QuerySet[Ballot]") -> tuple[dict[UUID, dict[str, str]], dict[UUID, list[str]]]:
    """Return the votes of each ballot, and for whom a facilitator entered theirs."""
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    entered: dict[UUID, list[str]] = defaultdict(list)
    cast = Vote.objects.filter(_COUNTS, ballot__in=ballots).order_by("participant__number", "id")
    for ballot_id, voter, colour, by_stand_in in cast.values_list(
        "ballot_id", "participant__key", "colour", "by_stand_in"
    ):
        found[ballot_id][voter] = colour
        if by_stand_in:
            entered[ballot_id].append(voter)
    return found, entered


def _reasons(ballots: "QuerySet[Ballot]") -> dict[UUID, dict[str, Document]]:
    found: dict[UUID, dict[str, Document]] = defaultdict(dict)
    given = Reason.objects.filter(_COUNTS, ballot__in=ballots).order_by("participant__number", "id")
    for ballot_id, voter, *said in given.values_list("ballot_id", "participant__key", "colour", "text", "owner"):
        found[ballot_id][voter] = _said(*said)
    return found


def _unnamed(reasons: "QuerySet[Reason]") -> dict[UUID, list[Document]]:
    found: dict[UUID, list[Document]] = defaultdict(list)
    for reason in reasons:
        colour = reason.colour or getattr(reason, "vote", None) or ""
        found[reason.ballot_id].append(_said(colour, reason.text, reason.owner))
    return found


def _vote_of_reason() -> "QuerySet[Vote, Any]":
    """The colour that the giver of a reason voted for on the same ballot."""
    mine = Vote.objects.filter(ballot=OuterRef("ballot"), participant=OuterRef("participant"))
    return mine.values("colour")[:1]


def _counted(ballots: "QuerySet[Ballot]") -> dict[UUID, Tally]:
    counts: dict[UUID, dict[str, int]] = defaultdict(dict)
    cast = Vote.objects.filter(_COUNTS, ballot__in=ballots).order_by().values_list("ballot_id", "colour")
    for ballot_id, colour, count in cast.annotate(count=Count("id")):
        counts[ballot_id][colour] = count
    return defaultdict(Tally, {ballot_id: Tally(**by_colour) for ballot_id, by_colour in counts.items()})


def _said(colour: str, text: str, owner: str) -> Document:
    parts = {"colour": colour, "reason": text, "owner": owner}
    return {name: part for name, part in parts.items() if part}


def _counts(tally: Tally) -> dict[str, int]:
    return {"green": tally.green, "amber": tally.amber, "red": tally.red}


def _tally(tally: Tally, reasons: list[Document]) -> Document:
    return {"tally": _counts(tally) | ({"reasons": reasons} if reasons else {})}
