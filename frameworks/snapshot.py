"""What a workshop has come to, as plain data: what a version keeps, what its page and its exports show.

No author, no voter and no participant's name is in it, whatever the workshop promised: it is read by people
who were never there. What is not revealed is not in an Outcome, so it cannot be here.
"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from responsibilities.outcome import AreaOutcome, HandOver, Line, Outcome, outcome
from workshops.models import Workshop

FORMAT = "remit.framework/1"


def snapshot(workshop: Workshop) -> dict[str, Any]:
    """Return the outcome of `workshop` as it stands now, in the shape that `Version.content` keeps for good.

    Made of dicts, lists, strings, numbers and None only, and the same for the same workshop.
    """
    found = outcome(workshop)
    with override(workshop.language):
        context = _context(workshop)
    return {
        "format": FORMAT,
        "role": workshop.role,
        "community": workshop.community.name,
        "workshop": workshop.title,
        "language": workshop.language,
        "purpose": workshop.purpose,
        "context": context,
        "threshold": f"{workshop.threshold_numerator}/{workshop.threshold_denominator}",
        # An area that nothing was sorted into says nothing about the role.
        "areas": [_area(area) for area in found.areas if area.lines],
        "unsorted": _unsorted(found),
        "not_ours": [_hand_over(hand_over) for hand_over in found.not_ours],
        "ideas": [{"name": i.name, "emoji": i.emoji, "description": i.description} for i in found.ideas],
        "making": _making(found),
    }


def _context(workshop: Workshop) -> list[dict[str, str]]:
    """What the role depends on, as far as somebody has filled it in."""
    facts = (
        (_("Organisation"), workshop.organisation),
        (_("Size"), workshop.get_organisation_size_display()),
        (_("Funding"), workshop.get_funding_stage_display()),
        (_("Teams"), workshop.teams),
        (_("Founders"), workshop.founders),
    )
    return [{"name": name, "value": str(value)} for name, value in facts if value]


def _area(area: AreaOutcome) -> dict[str, Any]:
    return {
        "key": area.key,
        "name": area.name,
        "emoji": area.emoji,
        "description": area.description,
        "in_role": [_line(line) for line in area.in_role],
        "still_open": [_line(line) for line in area.still_open],
    }


def _unsorted(found: Outcome) -> dict[str, Any]:
    return {
        "in_role": [_line(line) for line in found.unsorted if line.colour == "green"],
        "still_open": [_line(line) for line in found.unsorted if line.colour != "green"],
    }


def _hand_over(hand_over: HandOver) -> dict[str, Any]:
    return {"owner": hand_over.owner, "lines": [_line(line) for line in hand_over.lines]}


def _line(line: Line) -> dict[str, Any]:
    return {
        "key": line.key,
        "text": line.text,
        "category": line.category,
        "category_emoji": line.category_emoji,
        "colour": line.colour,
        "verdict": line.verdict,
        "tally": {"green": line.tally.green, "amber": line.tally.amber, "red": line.tally.red},
        "contested": line.is_contested,
        "thin": line.is_thin,
        "decision": line.decision,
        "rationale": line.rationale,
        "owner": line.owner,
        "merged": list(line.merged),
    }


def _making(found: Outcome) -> dict[str, int]:
    made = found.making
    return {
        "people": made.people,
        "responsibilities": made.responsibilities,
        "votes": made.votes,
        "voted": made.voted,
        "agreed": made.agreed,
    }
