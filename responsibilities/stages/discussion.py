"""Discussion: the queue, the responsibility in focus on all screens, and what the facilitator records."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from live.regions import Region
from responsibilities.actions.voting import reveal_on_entering
from responsibilities.models import Ballot, Colour, Focus, Vote
from responsibilities.outcome import Line, lines
from responsibilities.pictures import Rounds, rounds
from responsibilities.results import ballot_tallies
from responsibilities.stages.listing import composer
from responsibilities.verdict import in_order_of_discussion
from responsibilities.visibility import Sight, sight
from workshops.access import Viewer
from workshops.crew import sheets
from workshops.hints import Hint
from workshops.models import Stage, Workshop
from workshops.stages import Attempt, Look, StageRoom, Steer, Verb

# So many seconds on one thing, and a facilitator may want to move on.
STUCK = 300


@dataclass(frozen=True)
class Given:
    """A reason as it was given; `who` only where names may be told."""

    text: str
    colour: str
    who: str


def queue(every: Sequence[Line], workshop: Workshop) -> list[Line]:
    return in_order_of_discussion(every, workshop.threshold)


def in_focus(workshop: Workshop, ordered: Sequence[Line]) -> Line | None:
    """Return the line on all screens: the one the facilitator chose, else the first that is not settled."""
    chosen = Focus.objects.filter(workshop=workshop).values_list("responsibility", flat=True).first()
    found = next((line for line in ordered if line.id == chosen), None)
    return found or next((line for line in ordered if not line.is_settled), ordered[0] if ordered else None)


def shared(look: Look) -> Region:
    workshop = look.workshop
    ordered = queue(lines(workshop), workshop)
    focus = in_focus(workshop, ordered)
    return Region(
        "board",
        "responsibilities/discussion/screen.html" if look.for_screen else "responsibilities/discussion/board.html",
        {
            "workshop_id": workshop.id,
            "back": look.stage.value if look.is_back else "",
            "queue": None if look.for_screen else _queue(look, ordered, focus),
            "focus": _focus(look, focus) if focus else None,
        },
    )


def _queue(look: Look, ordered: Sequence[Line], focus: Line | None) -> Region:
    steering = look.for_facilitator and not look.is_back and not look.workshop.is_closed
    rows = tuple(
        Region(
            f"q-{line.id}",
            "responsibilities/discussion/_row.html",
            {
                "workshop_id": look.workshop.id,
                "line_id": line.id,
                "text": line.text,
                "colour": line.colour,
                "contested": line.is_contested,
                "settled": line.is_settled,
                "current": focus is not None and line.id == focus.id,
                "steering": steering,
            },
        )
        for line in ordered
    )
    left = tuple(row for row in rows if not row.context["settled"])
    settled = tuple(row for row in rows if row.context["settled"])
    context = {"rows": left, "settled": settled, "steering": steering}
    return Region("queue", "responsibilities/discussion/_queue.html", context)


def _focus(look: Look, line: Line) -> Region:
    seen, voted_again = sight(look.workshop), _voted_again(look.workshop, line.id)
    return Region(
        "focus",
        "responsibilities/discussion/_focus_screen.html"
        if look.for_screen
        else "responsibilities/discussion/_focus.html",
        {
            "line": line,
            "rounds": _rounds(seen, line.id),
            "reasons": _reasons(seen, line.id),
            "owners": _owners(seen, line.id),
            "voted_again": voted_again,
            "sheets": sheets(look) if voted_again else None,
            "voters": _voters(seen, line.id),
        },
    )


def _rounds(seen: Sight, responsibility_id: UUID) -> Rounds | None:
    """Draw the votes side by side where there has been more than one: only those that are revealed."""
    ballots = list(seen.ballots().filter(responsibility=responsibility_id).order_by("number"))
    if len(ballots) < 2:
        return None
    tallies = ballot_tallies(seen.workshop, seen.ballots())
    return rounds([tallies[ballot.id] for ballot in ballots], seen.workshop.threshold)


def _reasons(seen: Sight, responsibility_id: UUID) -> tuple[Given, ...]:
    voted = Vote.objects.filter(ballot=OuterRef("ballot"), participant=OuterRef("participant"))
    given = (
        seen.reasons()
        .filter(ballot__responsibility=responsibility_id)
        .exclude(text="")
        .select_related("participant")
        .annotate(voted=Subquery(voted.values("colour")[:1]))
    )
    return tuple(
        Given(r.text, r.colour or r.voted or "", r.participant.name if seen.names and r.participant else "")
        for r in given
    )


def _owners(seen: Sight, responsibility_id: UUID) -> tuple[tuple[str, int], ...]:
    named = seen.reasons().filter(ballot__responsibility=responsibility_id).exclude(owner="")
    counts = Counter(named.values_list("owner", flat=True))
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _voters(seen: Sight, responsibility_id: UUID) -> tuple[tuple[str, str, bool], ...]:
    """Who voted what on the last revealed ballot, and whether a facilitator entered it; only in a named workshop."""
    last = seen.ballots().filter(responsibility=responsibility_id).order_by("-number").first()
    votes = seen.votes().filter(ballot=last, participant__removed_at=None) if last else seen.votes().none()
    return tuple(votes.order_by("participant__number").values_list("participant__name", "colour", "by_stand_in"))


def _voted_again(workshop: Workshop, responsibility_id: UUID) -> tuple[int, int] | None:
    """Return (voted, of how many) while a ballot on it is open; never which colours."""
    ballot = open_ballot(workshop, responsibility_id)
    if ballot is None:
        return None
    return ballot.cast, workshop.participants.joined().count()  # type: ignore[attr-defined]


def open_ballot(workshop: Workshop, responsibility_id: UUID) -> Ballot | None:
    return (
        Ballot.objects.filter(workshop=workshop, responsibility=responsibility_id, revealed_at=None)
        .annotate(cast=Count("votes", filter=Q(votes__participant__removed_at=None)))
        .first()
    )


def mine(viewer: Viewer, look: Look, asked: Mapping[str, str], attempt: Attempt | None) -> tuple[str, dict[str, Any]]:
    workshop = viewer.workshop
    ordered = queue(lines(workshop), workshop)
    focus = in_focus(workshop, ordered)
    current = not look.is_back and not workshop.is_closed
    ballot = open_ballot(workshop, focus.id) if focus and current else None
    vote = Vote.objects.filter(ballot=ballot, participant=viewer.participant).first() if ballot else None
    own_reason = ballot.reasons.filter(participant=viewer.participant).first() if ballot else None
    following = next((line for line in ordered if not line.is_settled and line != focus), None)
    return "responsibilities/discussion/_mine.html", {
        "focus": focus,
        "ballot": ballot,
        "own_colour": vote.colour if vote else "",
        "own_reason": own_reason,
        # Where red needs a reason, it does not count before there is one.
        "asks_why": bool(vote and vote.colour == Colour.RED) or _is_asked_why(focus if ballot else None, asked),
        "steering": viewer.is_facilitator and current,
        "following": following,
        "colours": Colour,
        "form": attempt.typed if attempt else _recorded(focus),
        **composer(viewer, look, attempt),
    }


def _is_asked_why(focus: Line | None, asked: Mapping[str, str]) -> bool:
    return focus is not None and bool(asked.get("ask")) and asked.get("card") == str(focus.id)


def _recorded(focus: Line | None) -> dict[str, str]:
    """What the decision's form starts with: what was decided, else what the votes suggest."""
    if focus is None:
        return {}
    return {"colour": focus.colour or "", "rationale": focus.rationale, "owner": focus.owner}


def steer(workshop: Workshop) -> Steer:
    every = lines(workshop)
    left = [line for line in every if not line.is_settled]
    agreed = sum(line.is_agreed for line in left)
    to_talk = len(left) - agreed
    verb = Verb(_("Accept all agreed"), "accept", leads=not to_talk) if agreed else None
    return Steer(say=_how_far(to_talk, agreed), verb=verb)


def _how_far(left: int, agreed: int) -> str:
    if left:
        said = _("%(left)s to talk about, %(agreed)s agreed") if agreed else _("%(left)s to talk about")
    else:
        said = _("Nothing left to talk about, %(agreed)s agreed") if agreed else _("Nothing left to talk about")
    return said % {"left": left, "agreed": agreed}


def hints(workshop: Workshop) -> tuple[Hint, ...]:
    left = [line for line in lines(workshop) if not line.is_settled]
    if not left:
        return (Hint(_("Everything is settled. Time for Clustering.")),)
    if all(line.is_agreed for line in left):
        return (Hint(_("What is left is agreed. Accept it all, or look once more.")),)
    return (Hint(_("Nothing has been decided for {time}. Park it as an idea, or vote again?"), after=STUCK),)


def needs(look: Look) -> tuple[str, ...]:
    return ("css/talk.css", "css/pictures.css", "js/discussion.js")


discussion = StageRoom(
    stage=Stage.DISCUSSION,
    shared=shared,
    mine=mine,
    steer=steer,
    on_entering=reveal_on_entering,
    hints=hints,
    for_others=True,
    needs=needs,
)
