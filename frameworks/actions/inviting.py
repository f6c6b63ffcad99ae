"""Asking a head of engineering for a review: a private link in their name, and taking it back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from frameworks.actions.holding import hold
from frameworks.models import Framework, Reviewer
from frameworks.models.reviewer import new_link_key
from workshops.lines import required_line
from workshops.models import Participant
from workshops.refusal import Refusal

NAME_LENGTH = 60
MOST_REVIEWERS = 100


class TooManyReviewers(Refusal):
    field = "name"


@transaction.atomic
def invite_reviewer(*, framework: Framework, name: str, by: Participant | None = None) -> Reviewer:
    """Make a private link for `name`. Somebody of that name who has one keeps it, so that a retry makes no second."""
    name = required_line(name, most=NAME_LENGTH, field="name", empty=_("Type the name of the person who reviews."))
    held = hold(framework)
    invited = held.framework.reviewers.filter(withdrawn_at=None)
    for reviewer in invited:
        if reviewer.name.casefold() == name.casefold():
            return reviewer
    if len(invited) >= MOST_REVIEWERS:
        raise TooManyReviewers(
            _("%(people)s people have a link already. Withdraw one first.") % {"people": MOST_REVIEWERS}
        )
    reviewer = Reviewer.objects.create(framework=held.framework, name=name)
    held.note("reviewer asked", by=by, person=name)
    held.tell(bell="all")
    return reviewer


@transaction.atomic
def withdraw_link(*, reviewer: Reviewer, by: Participant | None = None) -> Reviewer:
    """Make the reviewer's link useless at once. What they have said stays."""
    held = hold(reviewer.framework)
    if Reviewer.objects.filter(id=reviewer.id, withdrawn_at=None).update(withdrawn_at=timezone.now()):
        held.note("link withdrawn", by=by, person=reviewer.name)
    held.tell(bell="all")
    return Reviewer.objects.get(id=reviewer.id)


@transaction.atomic
def make_new_link(*, reviewer: Reviewer, by: Participant | None = None) -> Reviewer:
    """Give the reviewer another link, withdrawn or not. The old one no longer leads anywhere."""
    held = hold(reviewer.framework)
    Reviewer.objects.filter(id=reviewer.id).update(link_key=new_link_key(), withdrawn_at=None)
    held.note("new link", by=by, person=reviewer.name)
    held.tell(bell="all")
    return Reviewer.objects.get(id=reviewer.id)
