"""What a workshop is about: its title, purpose and context."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from live.announce import announce
from workshops.actions.stages import must_be_open
from workshops.activity.changes import Picture
from workshops.activity.noting import note
from workshops.lines import optional_line, optional_text, required_line
from workshops.models import Participant, Workshop

CHOICES = {"organisation_size": Workshop.Size.values, "funding_stage": Workshop.Funding.values}


@transaction.atomic
def describe_workshop(*, workshop: Workshop, said: Mapping[str, str], by: Participant | None = None) -> Workshop:
    """Set the title, purpose and context to what was `said`; a field that is not in it stays as it is."""
    workshop = Workshop.objects.hold(workshop)
    must_be_open(workshop)
    before = Picture(Workshop.objects.filter(id=workshop.id))
    if "title" in said:
        empty = _("Give the workshop a title.")
        workshop.title = required_line(said["title"], most=300, field="title", empty=empty)
    if "organisation" in said:
        workshop.organisation = optional_line(said["organisation"], most=200, field="organisation")
    for field in ("purpose", "teams", "founders"):
        if field in said:
            setattr(workshop, field, optional_text(said[field], most=4000, field=field))
    for field, values in CHOICES.items():
        if said.get(field, "") in ("", *values) and field in said:
            setattr(workshop, field, said[field])
    workshop.save()
    note(workshop, by, "details", undo=before.changes())
    announce(workshop)
    return workshop
