"""The Lobby: the ways in, and the people as they come."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from live.regions import Region
from workshops.access import Viewer
from workshops.hints import QUIET, Hint
from workshops.keeping import keeping
from workshops.models import Participant, Stage, Workshop
from workshops.parts import HERE, PEOPLE
from workshops.presence import CROWD, presence, state_of, who_is_here
from workshops.presence import HERE as IS_HERE
from workshops.rehearsing import guests_in, offer
from workshops.stages import Attempt, Look, StageRoom, Steer

DETAILS = ("title", "purpose", "organisation", "organisation_size", "funding_stage", "teams", "founders")


@dataclass(frozen=True)
class Person:
    id: UUID
    name: str
    facilitator: bool
    steers_only: bool
    removed: bool
    presence: str

    @property
    def counts(self) -> bool:
        """Whether it would be missed: somebody who only steers is no voice that could be."""
        return not self.steers_only and not self.removed


def join_url(workshop: Workshop) -> str:
    return f"{settings.SITE_URL}{reverse('join-by-link', args=(workshop.code,))}"


def is_open_to_join(workshop: Workshop) -> bool:
    """Whether somebody new may still come in, and so whether the ways in are shown."""
    return not workshop.is_closed


def join_at() -> str:
    """Return where a code is typed in, as a projector shows it."""
    return as_typed(f"{settings.SITE_URL}{reverse('join')}")


def as_typed(url: str) -> str:
    """Return the address as somebody would type it from a projector."""
    return url.split("://")[-1].rstrip("/")


def qr(url: str, title: str = "") -> SafeString:
    """Return an SVG with the address, by default the join link, as a QR code called `title`."""
    return _qr(url, title or _("QR code of the join link"))


@lru_cache(1000)
def _qr(url: str, title: str) -> SafeString:
    """Draw it with attributes only: the page allows no inline style."""
    drawn = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=0, title=title
    )
    return SafeString(drawn.getvalue().decode())


def shared(look: Look) -> Region:
    workshop = look.workshop
    url = join_url(workshop)
    return Region(
        "board",
        "workshops/lobby/screen.html" if look.for_screen else "workshops/lobby/board.html",
        {
            "workshop_id": workshop.id,
            "back": look.stage.value if look.is_back else "",
            "title": workshop.title,
            "purpose": workshop.purpose,
            "context": _context(workshop),
            "closed": not is_open_to_join(workshop),
            "steering": look.for_facilitator,
            "join_at": join_at(),
            "join_url": url,
            "join_words": as_typed(url),
            "code": workshop.code,
            "joining": workshop.joining,
            "qr": qr(url),
            "people": look.kept("people", PEOPLE, HERE) or _people(look),
        },
    )


def _context(workshop: Workshop) -> tuple[str, ...]:
    """What was said of the organisation, in the order of the form."""
    said = (
        workshop.organisation,
        workshop.get_organisation_size_display(),
        workshop.get_funding_stage_display(),
        workshop.teams,
        workshop.founders,
    )
    return tuple(part for part in said if part)


def _people(look: Look) -> Region:
    """Who has joined, and who of them is here. Of a crowd, only facilitators need the names."""
    seated, there = look.workshop.participants.all(), presence(look.workshop)
    people = tuple(_person(p, there) for p in (seated if look.for_facilitator else seated.present()))
    counted = [person.presence for person in people if person.counts]
    crowd = len(people) > CROWD
    context = {
        "workshop_id": look.workshop.id,
        "people": people if look.for_facilitator or (look.tells_names and not crowd) else (),
        "joined": len(counted),
        "present": counted.count(IS_HERE),
        "here": who_is_here(counted),
        "crowd": crowd,
        "steering": look.for_facilitator and not look.workshop.is_closed,
    }
    template = "workshops/lobby/_people_screen.html" if look.for_screen else "workshops/lobby/_people.html"
    return Region("people", template, context)


def _person(p: Participant, there: Mapping[str, str]) -> Person:
    presence = state_of(there, p.id, without_device=p.without_device)
    return Person(p.id, p.name, p.is_facilitator, not p.takes_part, p.removed_at is not None, presence)


def mine(viewer: Viewer, look: Look, asked: Mapping[str, str], attempt: Attempt | None) -> tuple[str, dict[str, Any]]:
    if not viewer.is_facilitator or viewer.workshop.is_closed:
        return "workshops/lobby/_participant.html", {"name": viewer.participant.name}
    kept = keeping(asked, attempt)
    attempt = None if kept["refused"] else attempt
    typed, refusal = (attempt.typed, attempt.refusal) if attempt else ({}, None)
    about = "title" in typed  # else what was refused is another form
    return "workshops/lobby/_facilitator.html", {
        "workshop": viewer.workshop,
        "said": typed if about else {name: getattr(viewer.workshop, name) for name in DETAILS},
        "error": refusal if about else None,
        "sizes": Workshop.Size.choices,
        "fundings": Workshop.Funding.choices,
        **kept,
        "offer": offer(look),
        # Asked about when somebody would start among them: until then nothing here changes as they come.
        "guests": guests_in(viewer.workshop) if refusal and refusal.field == "with_guests" else 0,
        "asked": typed,
        "not_begun": None if about else refusal,
    }


def steer(workshop: Workshop) -> Steer:
    joined = workshop.participants.joined().count()
    if not joined:
        return Steer(say=_("Nobody has joined yet"))
    return Steer(say=ngettext("%(n)s joined", "%(n)s joined", joined) % {"n": joined})


def hints(workshop: Workshop) -> tuple[Hint, ...]:
    last = workshop.participants.joined().aggregate(last=Max("joined_at"))["last"]
    words = _("Nobody new for {time}. Begin when you are ready.")
    return (Hint(words, since=last, after=QUIET),) if last else ()


lobby = StageRoom(stage=Stage.LOBBY, shared=shared, mine=mine, steer=steer, shows=(PEOPLE, HERE), hints=hints)
