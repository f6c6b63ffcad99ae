"""The way out: everything for the operator, and for people what they may know now."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Q

from responsibilities.models import Ballot, Responsibility
from responsibilities.visibility import Sight, sight
from responsibilities.workshop_file.ballots import as_tallies, by_name
from responsibilities.workshop_file.writing import Told, write
from workshops.models import Participant, Workshop


def export(workshop: Workshop) -> dict[str, Any]:
    """Return the whole workshop as a document, for the operator: importing it gives the same workshop again.

    What was removed is left out: responsibilities, and people with their votes.
    """
    return write(
        workshop,
        Told(
            responsibilities=Responsibility.objects.kept().filter(workshop=workshop),
            ideas=workshop.ideas.all(),
            ballots=by_name(Ballot.objects.filter(workshop=workshop)),
            names=True,
            discussed=lambda responsibility: True,
        ),
    )


def export_for(workshop: Workshop, participant: Participant | None) -> dict[str, Any]:
    """Return a document of what `participant` may know of the workshop now; it is a valid workshop file too.

    Votes are tallies wherever names are not told, and then nothing in it ties a person to a text or a colour.
    """
    seen = sight(workshop)
    visible = seen.responsibilities(participant)
    ballots = seen.ballots().filter(responsibility__in=visible)
    return write(
        workshop,
        Told(
            responsibilities=visible,
            ideas=workshop.ideas.all() if seen.wall else workshop.ideas.filter(Q(source=None) | Q(source__in=visible)),
            ballots=by_name(ballots) if seen.names else as_tallies(workshop, ballots, seen.reasons()),
            names=seen.names,
            discussed=_discussed(seen),
        ),
    )


def _discussed(seen: Sight) -> Callable[[UUID], bool]:
    """Return whether the votes on a responsibility are open: what was decided and noted would give them away."""
    ballots = Ballot.objects.filter(workshop=seen.workshop).values_list("responsibility_id", "revealed_at")
    revealed = {responsibility for responsibility, at in ballots if at is not None}
    sealed = {responsibility for responsibility, at in ballots if at is None}
    over = seen.workshop.revealed_at is not None
    return lambda responsibility: responsibility in revealed or (over and responsibility not in sealed)
