"""Templates of one's own: saving the settings of a workshop, renaming, deleting and putting back."""

from uuid import uuid5

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from responsibilities.beginnings import values_of
from responsibilities.inspiration import as_stored, prompts_of
from responsibilities.models import Template
from responsibilities.models.template import NAME_LENGTH
from workshops.actions.opening import CategoryTemplate
from workshops.category_rows import as_fields
from workshops.lines import required_line
from workshops.models import Workshop
from workshops.refusal import Refusal

MOST = 50
EMPTY = _("Give it a name, so that you find it again.")


class NameTaken(Refusal):
    field = "template"
    message = _("There is a template of this name already. Choose another name.")


class TooManyTemplates(Refusal):
    field = "template"
    message = format_lazy(
        _("A community keeps at most {most} templates. Delete one on the page “New workshop” first."), most=MOST
    )


@transaction.atomic
def save_template(*, workshop: Workshop, name: str, client_key: str) -> Template:
    """Keep the settings of `workshop` as a template of its community; the same `client_key` and name keep one only.

    No responsibility, vote or person is in it. Raises BadText, NameTaken, TooManyTemplates.
    """
    line = required_line(name, most=NAME_LENGTH, field="template", empty=str(EMPTY))
    community = _hold(workshop.community)
    id = uuid5(workshop.id, f"{client_key}:{line}")
    if there := Template.objects.filter(id=id).first():
        return there
    _must_be_free(community, line)
    if Template.objects.kept().filter(community=community).count() >= MOST:
        raise TooManyTemplates
    return Template.objects.create(
        id=id,
        community=community,
        name=line,
        settings=_settings(workshop),
        areas=[
            {"name": area.name, "emoji": area.emoji, "description": area.description}
            for area in workshop.areas.order_by("number", "id")
        ],
        prompts=as_stored(prompts_of(workshop)),
    )


def _settings(workshop: Workshop) -> dict[str, str]:
    categories = [CategoryTemplate(c.key, c.name, c.emoji, c.definition) for c in workshop.categories.all()]
    return {**values_of(workshop), **as_fields(categories)}


@transaction.atomic
def rename_template(*, template: Template, name: str) -> Template:
    """Call it something else. Raises BadText, NameTaken."""
    line = required_line(name, most=NAME_LENGTH, field="template", empty=str(EMPTY))
    _must_be_free(_hold(template.community), line, but=template)
    template.name = line
    template.save(update_fields=("name",))
    return template


@transaction.atomic
def delete_template(*, template: Template) -> Template:
    """Take it off the form; `put_template_back` undoes it. Workshops that began with it stay as they are."""
    _hold(template.community)
    if template.removed_at is None:
        template.removed_at = timezone.now()
        template.save(update_fields=("removed_at",))
    return template


@transaction.atomic
def put_template_back(*, template: Template) -> Template:
    """Undo `delete_template`. Raises NameTaken if another one is called that by now."""
    _must_be_free(_hold(template.community), template.name, but=template)
    template.removed_at = None
    template.save(update_fields=("removed_at",))
    return template


def _hold(community: Community) -> Community:
    """Lock the community: that a name is free stays true until the end of the transaction."""
    return Community.objects.select_for_update(no_key=True).get(id=community.id)


def _must_be_free(community: Community, name: str, *, but: Template | None = None) -> None:
    kept = Template.objects.kept().filter(community=community)
    others = kept.annotate(lower=Lower("name")).filter(lower=Lower(Value(name)))
    if any(other != but for other in others):
        raise NameTaken
