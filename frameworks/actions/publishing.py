"""Publishing: what a workshop has come to becomes a version that never changes."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frameworks.actions.holding import hold_for
from frameworks.models import Framework, Version
from frameworks.numbers import Number, choices_after
from frameworks.snapshot import snapshot
from workshops.actions.stages import WrongStage
from workshops.lines import optional_text
from workshops.models import Participant, Stage, Workshop
from workshops.refusal import Refusal
from workshops.rehearsing import must_be_no_rehearsal

SUMMARY_LENGTH = 4000


class NothingToPublish(Refusal):
    message = gettext_lazy("There is nothing in this framework yet. Go back to Listing and add some responsibilities.")


class NumberTaken(Refusal):
    """Another workshop on the same role has published under this number."""

    field = "number"


class NumberNotNext(Refusal):
    field = "number"


@transaction.atomic
def publish_version(
    *, workshop: Workshop, number: Number, by: str, summary: str = "", actor: Participant | None = None
) -> Version:
    """Make version `number` of what the workshop has come to. Publishing one that is there already returns it.

    So two facilitators who press Publish at once make one version. A closed workshop can still be published:
    that only reads it. Raises WrongStage, Rehearsing, NothingToPublish, NumberTaken, NumberNotNext, BadText.
    """
    summary = optional_text(summary, most=SUMMARY_LENGTH, field="summary")
    held = hold_for(workshop)
    workshop = next(w for w in held.workshops if w.id == workshop.id)
    if workshop.at is not Stage.FRAMEWORK:
        now = {"stage": workshop.at.label}
        raise WrongStage(_("Publishing belongs to Framework; the workshop is now at %(stage)s.") % now)
    must_be_no_rehearsal(workshop)
    if there := _published_before(held.framework, workshop, number):
        return there
    version = Version.objects.create(
        framework=held.framework,
        major=number.major,
        minor=number.minor,
        workshop=workshop,
        published_at=timezone.now(),
        published_by=by,
        summary=summary,
        content=_something(snapshot(workshop)),
    )
    held.note("published", by=actor, version=str(number))
    held.tell(bell="all")
    return version


def _published_before(framework: Framework, workshop: Workshop, number: Number) -> Version | None:
    """Return what `workshop` has published under `number`; None if the number is free and next."""
    if there := framework.versions.numbered(number).first():
        if there.workshop_id != workshop.id:
            taken = _("%(number)s has been published from another workshop. Choose the next number.")
            raise NumberTaken(taken % {"number": number})
        return there
    newest = framework.versions.newest_first().first()
    if number not in choices_after(newest.number if newest else None):
        wrong = _("%(number)s does not follow what is published. Choose one of the numbers offered.")
        raise NumberNotNext(wrong % {"number": number})
    return None


def _something(content: dict[str, Any]) -> dict[str, Any]:
    lists = (content["areas"], content["not_ours"], content["ideas"], *content["unsorted"].values())
    if not any(lists):
        raise NothingToPublish
    return content
