"""The templates that the communities of an account keep."""

from django.utils.translation import gettext as _

from communities.models import User
from communities.steering import steered_by
from responsibilities.beginnings import AreaBeginning, Beginning, Shelf, Start, plain, prompts_from
from responsibilities.models import Template
from responsibilities.models.template import TemplateQuerySet

KEY = "own-{id}"


def templates_of(user: User) -> TemplateQuerySet:
    """Return the templates of every community that `user` steers, the newest first, deleted ones included."""
    found: TemplateQuerySet = Template.objects.filter(community__in=steered_by(user).order_by())
    return found.newest_first()


def shelf(user: User) -> Shelf:
    kept = templates_of(user).kept().select_related("community")
    return Shelf(_("Your own"), tuple(_beginning(template) for template in kept))


def _beginning(template: Template) -> Beginning:
    values = plain()
    values |= {name: value for name, value in template.settings.items() if name in values}
    areas = tuple(AreaBeginning(**area) for area in template.areas)
    start = Start(areas=areas, prompts=prompts_from(template.prompts))
    return Beginning(
        key=KEY.format(id=template.id),
        words=template.name,
        about=_("As you saved it: settings, categories, areas and prompts."),
        start=lambda bring: start,
        values=values,
        community=template.community,
        own_id=template.id,
    )
