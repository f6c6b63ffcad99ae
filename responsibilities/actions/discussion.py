"""Discussion: one responsibility in focus, a re-vote if wanted, and what was decided."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from live.announce import announce
from responsibilities.actions.voting import NoSuchColour
from responsibilities.casting import NotOnTheWall
from responsibilities.models import Ballot, Colour, Decision, Focus, Idea, Responsibility
from responsibilities.outcome import proposed_owners
from responsibilities.results import results
from responsibilities.visibility import sight
from workshops.actions.stages import must_be_at
from workshops.activity.changes import Picture
from workshops.activity.noting import note
from workshops.keys import next_place
from workshops.lines import optional_line, optional_text
from workshops.models import Participant, Stage, Workshop
from workshops.parts import ACTIVE
from workshops.refusal import Refusal

MOST_BALLOTS = 10


class ReVoteNotPossible(Refusal):
    message = gettext_lazy("A vote on this is already open.")


def _announce(workshop: Workshop) -> None:
    """Tell all, and ring for those who steer: what is next, and the form of the decision, are in their own part."""
    announce(workshop, bell=workshop.participants.facilitators().bells(), stamps=ACTIVE)


def _standing(workshop: Workshop, responsibility_id: UUID) -> Responsibility:
    found = Responsibility.objects.standing().filter(workshop=workshop, id=responsibility_id).first()
    if found is None:
        raise NotOnTheWall
    return found


@transaction.atomic
def focus_on(*, workshop: Workshop, responsibility_id: UUID, by: Participant | None = None) -> None:
    """Put one responsibility on all screens."""
    workshop = Workshop.objects.hold(workshop)
    must_be_at(workshop, Stage.DISCUSSION)
    responsibility = _standing(workshop, responsibility_id)
    before = Picture(Focus.objects.filter(workshop=workshop))
    _focus(workshop, responsibility, before)
    note(workshop, by, "focus", {"text": responsibility.text}, undo=before.changes())
    announce(workshop, bell="all", stamps=ACTIVE)


def _focus(workshop: Workshop, responsibility: Responsibility, before: Picture) -> None:
    focus, _ = Focus.objects.update_or_create(workshop=workshop, defaults={"responsibility": responsibility})
    before.made(focus)


@transaction.atomic
def open_re_vote(*, workshop: Workshop, responsibility_id: UUID, by: Participant | None = None) -> Ballot:
    """Open a new sealed ballot on a responsibility; the earlier ones are kept."""
    workshop = Workshop.objects.hold(workshop)
    must_be_at(workshop, Stage.DISCUSSION)
    responsibility = _standing(workshop, responsibility_id)
    last = responsibility.ballots.order_by("-number").first()
    if last is not None and last.revealed_at is None:
        raise ReVoteNotPossible
    if last is not None and last.number >= MOST_BALLOTS:
        said = gettext("There have been %(most)s votes on this; time to record a decision.")
        raise ReVoteNotPossible(said % {"most": MOST_BALLOTS})
    before = Picture(Focus.objects.filter(workshop=workshop))
    ballot = Ballot.objects.create(
        workshop=workshop, responsibility=responsibility, number=last.number + 1 if last else 1
    )
    before.made(ballot)
    _focus(workshop, responsibility, before)
    note(workshop, by, "re-vote", {"text": responsibility.text}, undo=before.changes())
    announce(workshop, bell="all", stamps=ACTIVE)
    return ballot


@transaction.atomic
def reveal_re_vote(*, workshop: Workshop, responsibility_id: UUID, by: Participant | None = None) -> None:
    """Open the sealed ballot of one responsibility; one that nobody voted on is called off."""
    workshop = Workshop.objects.hold(workshop)
    must_be_at(workshop, Stage.DISCUSSION)
    sealed = Ballot.objects.filter(workshop=workshop, responsibility_id=responsibility_id, revealed_at=None)
    ballot = sealed.select_related("responsibility").first()
    if ballot is not None and ballot.votes.exists():
        ballot.revealed_at = timezone.now()
        ballot.save(update_fields=("revealed_at",))
        note(workshop, by, "re-vote revealed", {"text": ballot.responsibility.text})
    elif ballot is not None:
        before = Picture(sealed)
        ballot.delete()
        note(workshop, by, "re-vote called off", {"text": ballot.responsibility.text}, undo=before.changes())
    announce(workshop, bell="all", stamps=ACTIVE)


@transaction.atomic
def record_decision(
    *,
    workshop: Workshop,
    responsibility_id: UUID,
    colour: str,
    rationale: str = "",
    owner: str = "",
    by: Participant | None = None,
) -> Decision:
    """Record what was decided; it stands over the verdict. `owner` is kept for red and amber alike."""
    if colour not in Colour.values:
        raise NoSuchColour
    rationale = optional_text(rationale, most=4000, field="rationale")
    owner = optional_line(owner, most=300, field="owner")
    workshop = Workshop.objects.hold(workshop)
    must_be_at(workshop, Stage.DISCUSSION, Stage.CLUSTERING)
    responsibility = _standing(workshop, responsibility_id)
    before = Picture(Decision.objects.filter(responsibility=responsibility))
    decision, _ = Decision.objects.update_or_create(
        responsibility=responsibility,
        defaults={"workshop": workshop, "colour": colour, "rationale": rationale, "owner": owner},
    )
    before.made(decision)
    note(workshop, by, "decided", {"text": responsibility.text, "colour": colour}, undo=before.changes())
    _announce(workshop)
    return decision


@transaction.atomic
def withdraw_decision(*, workshop: Workshop, responsibility_id: UUID, by: Participant | None = None) -> None:
    """Take a decision back: the verdict of the votes stands again."""
    workshop = Workshop.objects.hold(workshop)
    must_be_at(workshop, Stage.DISCUSSION, Stage.CLUSTERING)
    recorded = Decision.objects.filter(workshop=workshop, responsibility_id=responsibility_id)
    before, decision = Picture(recorded), recorded.select_related("responsibility").first()
    if decision is not None:
        recorded.delete()
        note(workshop, by, "decision withdrawn", {"text": decision.responsibility.text}, undo=before.changes())
    _announce(workshop)


@transaction.atomic
def accept_all_agreed(*, workshop: Workshop, by: Participant | None = None) -> int:
    """Decide every undecided responsibility whose vote agreed on green or red as voted; return how many.

    Thin votes are left for the discussion. A red one gets the owner that most people proposed.
    """
    workshop = Workshop.objects.hold(workshop)
    must_be_at(workshop, Stage.DISCUSSION)
    ballots = sight(workshop).ballots()
    undecided = set(
        Responsibility.objects.standing().filter(workshop=workshop, decision=None).values_list("id", flat=True)
    )
    owners = proposed_owners(workshop)
    decisions = [
        Decision(
            workshop=workshop,
            responsibility_id=result.id,
            colour=result.verdict,
            owner=owners.get(result.id, "") if result.verdict == Colour.RED else "",
        )
        for result in results(workshop, ballots)
        if result.id in undecided and result.verdict in (Colour.GREEN, Colour.RED) and not result.is_thin
    ]
    Decision.objects.bulk_create(decisions)
    before = Picture()
    before.made(*decisions)
    note(workshop, by, "accepted", {"count": len(decisions)}, undo=before.changes())
    _announce(workshop)
    return len(decisions)


@transaction.atomic
def park_as_idea(*, workshop: Workshop, responsibility_id: UUID, by: Participant | None = None) -> Idea:
    """Keep a responsibility as an idea for the role's next version. Parking it twice changes nothing."""
    workshop = Workshop.objects.hold(workshop)
    must_be_at(workshop, Stage.DISCUSSION, Stage.CLUSTERING)
    responsibility = _standing(workshop, responsibility_id)
    idea = responsibility.ideas.first()
    if idea is None:
        before = Picture()
        idea = Idea.objects.create(
            workshop=workshop, source=responsibility, name=responsibility.text, **next_place(Idea, workshop, "i")
        )
        before.made(idea)
        note(workshop, by, "parked", {"text": responsibility.text}, undo=before.changes())
    _announce(workshop)
    return idea


@transaction.atomic
def take_up_again(*, workshop: Workshop, responsibility_id: UUID, by: Participant | None = None) -> None:
    """Let an idea be a responsibility like the others again."""
    workshop = Workshop.objects.hold(workshop)
    must_be_at(workshop, Stage.DISCUSSION, Stage.CLUSTERING)
    parked = Idea.objects.filter(workshop=workshop, source_id=responsibility_id)
    before, idea = Picture(parked), parked.first()
    if idea is not None:
        parked.delete()
        note(workshop, by, "taken up", {"text": idea.name}, undo=before.changes())
    _announce(workshop)
