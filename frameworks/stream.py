"""A version's page, as the live room asks for it. Its audience is its number: all its readers see the same."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import override

from frameworks.access import enter_framework
from frameworks.models import Framework, Version
from frameworks.numbers import parse
from frameworks.standing import regions
from live.boards import Drawing, Refused, Seat, snapshot


class FrameworkBoard:
    """The live parts of a framework: the reviews of the version that is asked for as ?version=1.0."""

    def seat(self, request: HttpRequest, id: str) -> Seat:
        number = parse(request.GET.get("version", ""))
        if number is None:
            raise Refused(404)
        try:
            reader = enter_framework(request, UUID(id))
            return Seat(str(reader.version(number).number), reader.person)
        except (Http404, ValueError):
            raise Refused(404) from None
        except PermissionDenied:
            raise Refused(403) from None

    def positions(self, ids: Collection[str]) -> Mapping[str, str]:
        rows = Framework.objects.filter(id__in=ids).values_list("id", "epoch", "revision")
        return {str(id): f"{epoch}.{revision}" for id, epoch, revision in rows}

    @snapshot()
    def draw(self, id: str, kept: Mapping[str, Drawing | None]) -> Mapping[str, Drawing]:
        return {audience: self._draw(id, audience) for audience in kept}

    def _draw(self, id: str, audience: str) -> Drawing:
        number = parse(audience)
        found = Version.objects.filter(framework_id=id).select_related("framework")
        version = found.numbered(number).first() if number else None
        if version is None:
            raise Refused(404)
        with override(version.language):
            return Drawing(version.framework.position, regions(version))
