"""Papers as they are drawn: the one on top, a line of the list of all, and what a page draws the next ones from.

A template costs more than all else in the answer to a vote. It is drawn once for all papers that look alike, with
places left open, and those are filled for each.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, pgettext

from responsibilities.marks import Mark
from responsibilities.models import Colour
from responsibilities.papers import Paper
from workshops.plates import drawn_once, id_slot, put, slot
from workshops.stages import TOKEN

# In place of a paper, and of numbers, in what a page draws papers from; sweep.js knows them.
NOBODY = UUID(int=0)
TOTAL, LEFT, PLACE = 9_000_001, 9_000_002, 9_000_003
# Offered when somebody names an owner. What others have proposed is sealed.
USUAL_OWNERS = (
    gettext_lazy("Tech Lead"),
    gettext_lazy("Product Manager"),
    gettext_lazy("Delivery lead"),
    gettext_lazy("Head of Engineering"),
    gettext_lazy("HR"),
    gettext_lazy("The team itself"),
)


@dataclass(frozen=True)
class Now:
    """What somebody is voting on now; `place` is how far they have come, and 0 for a paper already voted on."""

    paper: Paper | None
    total: int
    left: int
    place: int
    ask: bool
    reason_needed: bool
    names: str


def top(workshop_id: UUID, now: Now) -> SafeString:
    """The paper on top. The token in its forms is nobody's: it is put in for each."""
    paper = now.paper
    if paper is None or now.ask:
        return _top(workshop_id, **vars(now))
    own = {slot("total"): str(now.total), slot("left"): str(now.left), slot("place"): str(now.place)}
    left, so_far = bool(now.left), bool(now.place)
    return put(
        _top_plate(paper.mark, paper.colour, paper.is_long, left, so_far, now.reason_needed, now.names),
        _whose(workshop_id, paper) | own,
    )


@drawn_once(1_000)
def _top_plate(
    mark: Mark, colour: str, is_long: bool, left: bool, so_far: bool, reason_needed: bool, names: str
) -> SafeString:
    return _top(
        id_slot("workshop"),
        paper=_paper_plate(mark, colour) | {"is_long": is_long},
        total=slot("total"),
        left=left and slot("left"),
        place=so_far and slot("place"),
        ask=False,
        reason_needed=reason_needed,
        names=names,
    )


def _top(workshop_id: UUID | str, **now: Any) -> SafeString:
    context = {"workshop": {"id": workshop_id}, "owners": USUAL_OWNERS, "csrf_token": TOKEN, **now}
    return render_to_string("responsibilities/voting/_now.html", context)


def _whose(workshop_id: UUID, paper: Paper) -> dict[str, str]:
    return {id_slot("workshop"): str(workshop_id), id_slot("paper"): paper.id, slot("text"): paper.text}


def _paper_plate(mark: Mark, colour: str) -> dict[str, Any]:
    return {"id": id_slot("paper"), "text": slot("text"), "mark": mark, "colour": colour}


def lines_of_all(workshop_id: UUID, ballot: Sequence[Paper]) -> SafeString:
    """The list of all. Those who have just come in have voted on nothing: they share theirs."""
    untouched = not any(paper.colour or paper.reason or paper.owner for paper in ballot)
    return _untouched(workshop_id, tuple(ballot)) if untouched else _lines(workshop_id, ballot)


def _lines(workshop_id: UUID, ballot: Sequence[Paper]) -> SafeString:
    return SafeString("".join(line(workshop_id, paper) for paper in ballot))


_untouched = drawn_once(100)(_lines)


def line(workshop_id: UUID, paper: Paper) -> SafeString:
    """A line of the list of all."""
    own = {slot("reason"): paper.reason, slot("owner"): paper.owner}
    return put(
        _line_plate(paper.mark, paper.colour, bool(paper.reason), bool(paper.owner)), _whose(workshop_id, paper) | own
    )


@drawn_once(1_000)
def _line_plate(mark: Mark, colour: str, reason: bool, owner: bool) -> SafeString:
    said = {"reason": reason and slot("reason"), "owner": owner and slot("owner")}
    context = {
        "workshop": {"id": id_slot("workshop")},
        "card": {**_paper_plate(mark, colour), **said},
        "left": pgettext("not voted on yet", "left"),
    }
    return render_to_string("responsibilities/voting/_line.html", context)


@drawn_once(1_000)
def patterns(workshop_id: UUID, reason_needed: bool, names: str, marks: tuple[Mark, ...]) -> SafeString:
    """What a page draws the next papers from before the server has answered: the same templates, with nothing in them.

    NOBODY stands for a paper, and three numbers for how many there are, how many are left, and the place. Ids have
    another name until they are on the page, or a morph would take them for those that are.
    """
    paper = Paper(0, str(NOBODY), "", Mark("", "", ""), "", "", "")
    now = Now(paper, TOTAL, LEFT, PLACE, ask=False, reason_needed=reason_needed, names=names)
    states = {"paper": now, "ask": replace(now, ask=True), "done": replace(now, paper=None)}
    drawn = {name: top(workshop_id, state).replace(' id="', ' data-id="') for name, state in states.items()}
    context = {
        **{name: SafeString(html) for name, html in drawn.items()},
        "colours": Colour,
        "marks": marks,
    }
    return render_to_string("responsibilities/voting/_patterns.html", context)
