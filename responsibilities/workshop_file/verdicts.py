"""What the rules give for a whole workshop, as plain values for scripts and spreadsheets."""

from typing import Any

from responsibilities.models import Ballot
from responsibilities.results import Result, results
from responsibilities.verdict import in_order_of_discussion
from workshops.models import Workshop


def verdicts(workshop: Workshop) -> dict[str, Any]:
    """Return votes and verdict by the key of each standing responsibility, the order of discussion, and totals.

    It counts sealed ballots too, so it is for the operator. Disagreement is rounded to six places.
    """
    judged = results(workshop, Ballot.objects.filter(workshop=workshop))
    queue = in_order_of_discussion(judged, workshop.threshold)
    colours = [result.verdict for result in judged]
    totals = {colour: colours.count(colour) for colour in ("green", "amber", "red")}
    return {
        "verdicts": {result.key: _verdict(result) for result in judged},
        "discussion_order": [result.key for result in queue],
        "totals": totals | {"contested": sum(result.is_contested for result in judged)},
    }


def _verdict(result: Result) -> dict[str, Any]:
    return {
        "green": result.tally.green,
        "amber": result.tally.amber,
        "red": result.tally.red,
        "verdict": result.verdict,
        "contested": result.is_contested,
        "disagreement": float(round(result.disagreement, 6)),
        "thin": result.is_thin,
    }
