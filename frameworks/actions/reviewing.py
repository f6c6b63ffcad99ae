"""Reviewing: approve an area or ask for a change, and sign the whole version off.

A reviewer may change their mind about any area until they sign off; the sign-off is dated and stays.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from frameworks.actions.holding import Held, hold
from frameworks.document import chapter_of
from frameworks.models import AreaReview, Reviewer, SignOff, Version
from frameworks.models.review import COMMENT_LENGTH
from workshops.lines import optional_text
from workshops.refusal import Refusal


class LinkWithdrawn(Exception):
    """The link has been withdrawn or replaced since the page was opened; there is no form to go back to."""


class AlreadySigned(Refusal):
    message = _("You have signed this version off, so what you said of it stays as it is.")


class NoSuchPart(Refusal):
    message = _("That is not a part of this version.")


class NoSuchVerdict(Refusal):
    field = "verdict"
    message = _("Choose “Approve” or “Ask for a change”.")


class ChangeNotSaid(Refusal):
    field = "comment"
    message = _("Say what should change; an approval needs no words, a change does.")


class NoteNeeded(Refusal):
    field = "note"
    message = _("You have asked for changes. Say here why you sign off all the same, or approve those parts first.")


@transaction.atomic
def review_part(*, reviewer: Reviewer, version: Version, part: str, verdict: str, comment: str = "") -> AreaReview:
    """Record where the reviewer stands on one part of `version`; saying it again replaces what they said before.

    Raises LinkWithdrawn, AlreadySigned, NoSuchPart, NoSuchVerdict, ChangeNotSaid, BadText.
    """
    comment = optional_text(comment, most=COMMENT_LENGTH, field="comment")
    if verdict not in AreaReview.Verdict.values:
        raise NoSuchVerdict
    if verdict == AreaReview.Verdict.CHANGE and not comment:
        raise ChangeNotSaid
    chapter = chapter_of(version.content, part)
    if chapter is None:
        raise NoSuchPart
    held = _hold_for(reviewer)
    if SignOff.objects.filter(reviewer=reviewer, version=version).exists():
        raise AlreadySigned
    review, _ = AreaReview.objects.update_or_create(
        reviewer=reviewer,
        version=version,
        part=part,
        defaults={"verdict": verdict, "comment": comment, "said_at": timezone.now(), "framework": held.framework},
    )
    kind = "change asked for" if verdict == AreaReview.Verdict.CHANGE else "approved"
    held.note(kind, person=reviewer.name, part=chapter.name, version=str(version.number))
    held.tell()
    return review


@transaction.atomic
def sign_off(*, reviewer: Reviewer, version: Version, note: str = "") -> SignOff:
    """Record the reviewer's approval of the whole version, with today's date. Signing twice changes nothing.

    Whoever still asks for a change somewhere must say in a note why they sign all the same; parts they have not
    spoken about, and what other reviewers ask for, do not stand in the way. Raises LinkWithdrawn, NoteNeeded, BadText.
    """
    note = optional_text(note, most=COMMENT_LENGTH, field="note")
    held = _hold_for(reviewer)
    if there := SignOff.objects.filter(reviewer=reviewer, version=version).first():
        return there
    asked = AreaReview.objects.filter(reviewer=reviewer, version=version, verdict=AreaReview.Verdict.CHANGE)
    if asked.exists() and not note:
        raise NoteNeeded
    signed = SignOff.objects.create(
        reviewer=reviewer, version=version, framework=held.framework, note=note, signed_at=timezone.now()
    )
    held.note("signed off", person=reviewer.name, version=str(version.number))
    held.tell()
    return signed


def _hold_for(reviewer: Reviewer) -> Held:
    held = hold(reviewer.framework)
    if not Reviewer.objects.filter(id=reviewer.id, link_key=reviewer.link_key, withdrawn_at=None).exists():
        raise LinkWithdrawn
    return held
