"""Standing in: a facilitator enters what somebody lists and votes who is in the room without a device.

Their sheet is the board as they would see it, at the same address with ?for=<their id>. Every form and link of it
says for whom it is, and only the few doors that are a `sheet_view` open to that.
"""

import re
from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from workshops.access import FOR, NotForThem, Viewer, door, own_seat
from workshops.ids import uuid_or_none


def enter_as_asked(request: HttpRequest, workshop_id: UUID | str) -> Viewer:
    """Return who is looking: oneself, or with ?for= the one without a device for whom a facilitator stands in.

    Raises what `enter` does; Http404 for nobody in this workshop, and NotForThem.
    """
    own = own_seat(request, workshop_id)
    wanted = request.GET.get(FOR)
    return own if wanted is None else _standing_in(own, wanted)


def _standing_in(own: Viewer, wanted: str) -> Viewer:
    workshop = own.workshop
    translation.activate(workshop.language)
    if not own.is_facilitator:
        raise NotForThem(workshop.id, _("Only a facilitator of this workshop can do that."))
    id = uuid_or_none(wanted)
    person = workshop.participants.filter(id=id).first() if id else None
    if person is None:
        raise Http404("There is nobody like that in this workshop.")
    if person.removed_at is not None:
        raise NotForThem(workshop.id, _("%(name)s was removed. Let them back in first.") % {"name": person.name})
    if not person.without_device:
        raise NotForThem(workshop.id, has_device(person.name))
    person.workshop = workshop  # as it was read with the facilitator's own seat
    return Viewer(workshop, person, stand_in=own.participant)


def has_device(name: str) -> str:
    """Return why nothing is entered for somebody."""
    return _("%(name)s has a device of their own: nobody else lists or votes for them.") % {"name": name}


# The door for anybody who has a seat in the workshop, and for facilitators who stand in for those without a device.
sheet_view = door(enter_as_asked)


def asked_for(viewer: Viewer) -> Mapping[str, str]:
    """Return what an address says so that it leads to the same sheet; nothing for oneself."""
    return {FOR: str(viewer.participant.id)} if viewer.stand_in else {}


def carried(html: str, viewer: Viewer) -> SafeString:
    """Return what is drawn for everybody alike, with every form and link in it saying for whom it is."""
    if viewer.stand_in is None:
        return SafeString(html)
    said = f"{FOR}={viewer.participant.id}"

    def with_it(found: re.Match[str]) -> str:
        url, asks = found[2], "?" in found[2]
        return f'{found[1]}="{url}{("" if url.endswith("?") else "&amp;") if asks else "?"}{said}"'

    own = rf'(action|formaction|href|hx-get|hx-post)="(/w/{viewer.workshop.id}/[^"]*|\?[^"]*)"'
    return SafeString(re.sub(own, with_it, html))
