"""Voting: a colour on every responsibility in one sweep, who is done, and the result once it is revealed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from live.regions import Region
from responsibilities.agreement import agreement_map
from responsibilities.drawn_papers import USUAL_OWNERS, Now, line, lines_of_all, patterns, top
from responsibilities.marks import Mark, mark
from responsibilities.outcome import lines
from responsibilities.papers import Paper, next_paper, papers, sweep
from responsibilities.pictures import split_by_category
from responsibilities.stages.listing import choices, composer
from responsibilities.turnout import is_right, papers_in, progress, votes_in
from responsibilities.verdict import in_order_of_discussion
from workshops.access import Viewer
from workshops.crew import StoodInFor, sheets
from workshops.figures import grouped
from workshops.hints import Hint, quiet
from workshops.models import Stage, Workshop
from workshops.parts import DONE, HERE, PEOPLE, VOTES
from workshops.presence import CROWD, presence, state_of, who_is_here
from workshops.stages import Attempt, Look, Part, StageRoom, Steer, Verb

# So many of the contested are shown at once; all of them are in the table.
MOST_TO_TALK = 12


@dataclass(frozen=True)
class Awaited:
    """One of those whose votes are waited for; `presence` is here, away, gone or no-device."""

    name: str
    done: bool
    presence: str


def shared(look: Look) -> Region:
    workshop = look.workshop
    last = look.kept("board")
    if last and (last.context["result"] is None or look.kept("result", PEOPLE)):
        # A vote, or somebody who joins, changes the progress; a result also says where too few have voted.
        return replace(last, context={**last.context, **_now_and_then(look, is_open=last.context["is_open"])})
    revealed = workshop.revealed_at is not None
    is_open = (not revealed or papers_in(workshop) > 0) and not look.is_back
    return Region(
        "board",
        "responsibilities/voting/screen.html" if look.for_screen else "responsibilities/voting/board.html",
        {
            "workshop_id": workshop.id,
            "back": look.stage.value if look.is_back else "",
            "is_open": is_open,
            **_now_and_then(look, is_open=is_open),
            "result": _result(look) if revealed else None,
        },
    )


def _now_and_then(look: Look, *, is_open: bool) -> dict[str, Region | None]:
    """What of the board changes while people vote."""
    return {
        "progress": _progress(look) if is_open else None,
        "sheets": _sheets(look) if is_open else None,
    }


def _sheets(look: Look) -> Region | None:
    return look.kept("sheets", PEOPLE, DONE) or sheets(look, _without_device)


def _without_device(workshop: Workshop) -> tuple[StoodInFor, ...]:
    return tuple(StoodInFor(one.id, one.name, one.done) for one in progress(workshop).voters if one.without_device)


def is_told(look: Look) -> bool:
    """After a vote only the tally differs, and that is counted in the workshop's row."""
    return is_right(look.workshop) and look.kept("voters", PEOPLE, DONE, HERE) is not None


def _progress(look: Look) -> Region:
    voters_now = look.kept("voters", PEOPLE, DONE, HERE) or _voters(look)
    tally = look.kept("votes-in", PEOPLE, VOTES) or _votes_in(look.workshop, voters_now.context["total"])
    context = {"voters": voters_now, "tally": tally, "promise": not look.for_screen}
    return Region("progress", "responsibilities/voting/_progress.html", context)


def _voters(look: Look) -> Region:
    """Who has finished, and who is here to do so. Of a crowd, only facilitators need the names."""
    there = presence(look.workshop)
    people = tuple(
        Awaited(one.name, one.done, state_of(there, one.id, without_device=one.without_device))
        for one in progress(look.workshop).voters
    )
    done, crowd = sum(one.done for one in people), len(people) > CROWD
    context = {
        "people": people if look.for_facilitator or (look.tells_names and not crowd) else (),
        "crowd": crowd,
        "here": who_is_here(one.presence for one in people),
        "done": done,
        "total": len(people),
        "sentence": _so_many_done(done, len(people)),
    }
    screen = "_screen" if look.for_screen else ""
    return Region("voters", f"responsibilities/voting/_voters{screen}.html", context)


def _so_many_done(done: int, people: int) -> str:
    return _("%(done)s of %(people)s done") % {"done": done, "people": people}


def _votes_in(workshop: Workshop, people: int) -> Region:
    """How many votes there are, of how many there could be: never which, and never whose."""
    votes, on = votes_in(workshop)
    most = on * people
    counted = {"votes": grouped(votes), "possible": grouped(most), "most": most}
    return Region("votes-in", "responsibilities/voting/_votes_in.html", counted)


def _result(look: Look) -> Region:
    """The whole result as pictures: only what sight() allows is in the lines."""
    workshop = look.workshop
    queue = in_order_of_discussion((line for line in lines(workshop) if line.verdict), workshop.threshold)
    drawn = agreement_map(queue)
    contested = tuple(row for row in drawn.rows if row.is_contested)
    return Region(
        "result",
        "responsibilities/voting/_result_screen.html" if look.for_screen else "responsibilities/voting/_result.html",
        {
            "total": len(queue),
            "thin": sum(line.is_thin for line in queue),
            "agreed": sum(line.is_agreed for line in queue),
            "contested": contested[:MOST_TO_TALK],
            "more": len(contested[MOST_TO_TALK:]),
            "map": drawn,
            "by_category": split_by_category(queue, (mark(category) for category in workshop.categories.all())),
        },
    )


def _now(viewer: Viewer, paper: Paper | None, asked: Mapping[str, str], cast: int, total: int) -> Now:
    return Now(
        paper=paper,
        total=total,
        left=total - cast,
        place=cast + 1 if paper and not paper.colour else 0,
        ask=paper is not None and bool(asked.get("ask")),
        reason_needed=viewer.workshop.red_needs_reason,
        names=viewer.workshop.names,
    )


def mine(viewer: Viewer, look: Look, asked: Mapping[str, str], attempt: Attempt | None) -> tuple[str, dict[str, Any]]:
    id, ballot = viewer.workshop.id, [] if look.is_back else papers(viewer)
    cast = sum(bool(paper.colour) for paper in ballot)
    now = _now(viewer, next_paper(ballot, asked), asked, cast, len(ballot))
    context = {
        "lines": lines_of_all(id, ballot),
        "patterns": patterns(id, now.reason_needed, now.names, _marks(viewer.workshop)),
        "current": not look.is_back and not viewer.workshop.is_closed,
        "top": None if attempt else top(id, now),
        "owners": USUAL_OWNERS,
        **vars(now),
        **composer(viewer, look, attempt),
    }
    return "responsibilities/voting/_mine.html", context


def brief(viewer: Viewer, look: Look, asked: Mapping[str, str]) -> Sequence[Part]:
    """After a vote: the next paper, and the line of the one just voted on. The list of all of them stays as it is."""
    here = sweep(viewer, asked.get("after") or asked.get("card"))
    if here is None:
        return ()
    id, voted = viewer.workshop.id, here.voted
    now = _now(viewer, voted if asked.get("card") else here.following, asked, here.cast, here.total)
    return (
        Part("voting-now", "innerMorph", top(id, now)),
        Part(f"line-{voted.id}", "outerMorph", line(id, voted)),
    )


def _marks(workshop: Workshop) -> tuple[Mark, ...]:
    return tuple(choice.mark for choice in choices(workshop))


def steer(workshop: Workshop) -> Steer:
    people = progress(workshop).voters
    done = sum(voter.done for voter in people)
    if workshop.revealed_at is not None and not papers_in(workshop):
        return Steer(say=_("The votes are revealed"))
    everybody = bool(people) and done == len(people)
    say = _("All %(done)s are done") % {"done": done} if everybody else _so_many_done(done, len(people))
    return Steer(say=say, verb=Verb(_("Reveal votes"), "reveal", leads=True))


def finished(workshop: Workshop) -> Mapping[UUID, bool]:
    """Who has voted on everything. Once all is revealed nobody is awaited."""
    if workshop.revealed_at is not None and not papers_in(workshop):
        return {}
    return {voter.id: voter.done for voter in progress(workshop).voters}


def hints(workshop: Workshop) -> tuple[Hint, ...]:
    if workshop.revealed_at is not None and not papers_in(workshop):
        return ()
    people = progress(workshop).voters
    done = sum(voter.done for voter in people)
    if people and done == len(people):
        return (Hint(_("All %(done)s have voted. Reveal the votes when you are ready.") % {"done": done}),)
    said = _("%(done)s of %(people)s are done.") % {"done": done, "people": len(people)}
    nearly = (Hint(said),) if done and 3 * done >= 2 * len(people) else ()
    return (*nearly, quiet(_("Nobody has voted for {time}.")))


def needs(look: Look) -> tuple[str, ...]:
    return ("css/voting.css", "js/voting.js" if look.workshop.revealed_at is None else "css/pictures.css")


voting = StageRoom(
    stage=Stage.VOTING,
    shared=shared,
    mine=mine,
    brief=brief,
    is_told=is_told,
    steer=steer,
    finished=finished,
    hints=hints,
    shows=(PEOPLE, DONE, VOTES, HERE),
    for_others=True,
    needs=needs,
)
