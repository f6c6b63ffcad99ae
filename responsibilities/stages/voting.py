"""Voting: a colour on every responsibility in one sweep, who is done, and the result once it is revealed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from live.regions import Region
from responsibilities.marks import Mark, mark
from responsibilities.models import Ballot, Colour, Reason, Responsibility, Vote
from responsibilities.outcome import lines
from responsibilities.pictures import agreement_map, split_by_category
from responsibilities.stages.listing import composer
from responsibilities.verdict import in_order_of_discussion
from workshops.access import Viewer
from workshops.models import Stage, Workshop
from workshops.stages import Attempt, Look, Part, StageRoom, Steer, Verb

# Offered when somebody names an owner. What others have proposed is sealed.
USUAL_OWNERS = ("Tech Lead", "Product Manager", "Delivery lead", "Head of Engineering", "HR", "The team itself")


@dataclass(frozen=True)
class Paper:
    """One responsibility on somebody's own ballot paper."""

    id: UUID
    text: str
    mark: Mark
    colour: str
    reason: str
    owner: str


@dataclass(frozen=True)
class Voter:
    name: str
    done: bool


def to_vote_on(workshop: Workshop) -> "QuerySet[Responsibility]":
    """Standing responsibilities whose current ballot is sealed, or not opened by a first vote yet."""
    ballots = Ballot.objects.filter(responsibility=OuterRef("id"))
    sealed = ballots.filter(revealed_at=None)
    standing = Responsibility.objects.standing().filter(workshop=workshop)
    return standing.filter(Exists(sealed) | ~Exists(ballots)).in_order()


def voters(workshop: Workshop) -> tuple[Voter, ...]:
    """Who takes part, and who has voted on everything there is to vote on."""
    open_now = to_vote_on(workshop)
    total = open_now.count()
    cast = dict(
        Vote.objects.filter(workshop=workshop, ballot__revealed_at=None, ballot__responsibility__in=open_now)
        .values_list("participant")
        .annotate(Count("id"))
    )
    joined = workshop.participants.joined().order_by("number", "id")
    return tuple(Voter(p.name, bool(total) and cast.get(p.id, 0) >= total) for p in joined)


def shared(look: Look) -> Region:
    workshop = look.workshop
    revealed = workshop.revealed_at is not None
    is_open = not revealed or to_vote_on(workshop).exists()
    return Region(
        "board",
        "responsibilities/voting/screen.html" if look.for_screen else "responsibilities/voting/board.html",
        {
            "workshop_id": workshop.id,
            "back": look.stage.value if look.is_back else "",
            "is_open": is_open and not look.is_back,
            "progress": _progress(workshop) if is_open and not look.is_back else None,
            "result": _result(look) if revealed else None,
        },
    )


def _progress(workshop: Workshop) -> Region:
    people = voters(workshop)
    done = sum(voter.done for voter in people)
    context = {"people": people, "done": done, "total": len(people), "sentence": f"{done} of {len(people)} done"}
    return Region("progress", "responsibilities/voting/_progress.html", context)


def _result(look: Look) -> Region:
    """The whole result as pictures: only what sight() allows is in the lines."""
    workshop = look.workshop
    every = [line for line in lines(workshop) if line.verdict]
    queue = in_order_of_discussion(every, workshop.threshold)
    contested = tuple(line for line in queue if line.is_contested)
    return Region(
        "result",
        "responsibilities/voting/_result_screen.html" if look.for_screen else "responsibilities/voting/_result.html",
        {
            "total": len(every),
            "thin": sum(line.is_thin for line in every),
            "agreed": sum(line.is_agreed for line in every),
            "counts": tuple((colour, sum(line.verdict == colour for line in every)) for colour in Colour.values),
            "contested": contested,
            "map": agreement_map(every),
            "by_category": split_by_category(every, (mark(category) for category in workshop.categories.all())),
            "queue": tuple(queue),
        },
    )


def papers(viewer: Viewer) -> list[Paper]:
    """The viewer's own ballot: what there is to vote on, with their votes. A fixed number of queries."""
    own_votes = dict(
        Vote.objects.filter(
            workshop=viewer.workshop, participant=viewer.participant, ballot__revealed_at=None
        ).values_list("ballot__responsibility", "colour")
    )
    own_reasons = {
        responsibility: (text, owner)
        for responsibility, text, owner in Reason.objects.filter(
            workshop=viewer.workshop, participant=viewer.participant, ballot__revealed_at=None
        ).values_list("ballot__responsibility", "text", "owner")
    }
    # Plain rows, not models: with every vote this is done again, and there may be hundreds of them.
    rows = to_vote_on(viewer.workshop).values_list("id", "text", "category__key", "category__name", "category__emoji")
    return [
        Paper(id, text, Mark(*category), own_votes.get(id, ""), *own_reasons.get(id, ("", "")))
        for id, text, *category in rows
    ]


def next_paper(ballot: Sequence[Paper], asked: Mapping[str, str]) -> Paper | None:
    """Return the paper to show: the one asked for, else the next without a vote after the one just left."""
    wanted, left = asked.get("card"), asked.get("after")
    if found := next((paper for paper in ballot if str(paper.id) == wanted), None):
        return found
    place = next((i for i, paper in enumerate(ballot) if str(paper.id) == left), -1)
    around = [*ballot[place + 1 :], *ballot[: place + 1]]
    return next((paper for paper in around if not paper.colour), None)


def mine(viewer: Viewer, look: Look, asked: Mapping[str, str], attempt: Attempt | None) -> tuple[str, dict[str, Any]]:
    ballot = [] if look.is_back else papers(viewer)
    paper = next_paper(ballot, asked)
    context = {
        "ballot": ballot,
        "left": sum(not paper.colour for paper in ballot),
        "paper": paper,
        "place": ballot.index(paper) + 1 if paper else 0,
        "ask": paper is not None and bool(asked.get("ask")),
        "owners": USUAL_OWNERS,
        "reason_needed": viewer.workshop.red_needs_reason,
        "current": not look.is_back and not viewer.workshop.is_closed,
        **composer(viewer, attempt),
    }
    return "responsibilities/voting/_mine.html", context


def brief(viewer: Viewer, look: Look, asked: Mapping[str, str]) -> Sequence[Part]:
    """After a vote: the next paper, and the line of the one just voted on. The list of all of them stays as it is."""
    voted = asked.get("after") or asked.get("card")
    _, context = mine(viewer, look, asked, None)
    line = next((paper for paper in context["ballot"] if str(paper.id) == voted), None)
    if line is None or context["paper"] is None:
        return ()
    return (
        Part("voting-now", "innerMorph", "responsibilities/voting/_now.html", context),
        Part(f"line-{line.id}", "outerMorph", "responsibilities/voting/_line.html", {"card": line}),
    )


def steer(workshop: Workshop) -> Steer:
    people = voters(workshop)
    done = sum(voter.done for voter in people)
    if workshop.revealed_at is not None and not to_vote_on(workshop).exists():
        return Steer(say="The votes are revealed")
    everybody = bool(people) and done == len(people)
    say = f"All {done} are done" if everybody else f"{done} of {len(people)} done"
    return Steer(say=say, verb=Verb("Reveal votes", "reveal", leads=True))


voting = StageRoom(stage=Stage.VOTING, shared=shared, mine=mine, brief=brief, steer=steer)
