"""The Framework stage: the document as it stands, live; publishing it, and asking for reviews."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from frameworks.document import chapters, contents, document, facts
from frameworks.models import Framework, Version
from frameworks.numbers import Number, choices_after
from frameworks.shelf import framework_of
from frameworks.snapshot import snapshot
from frameworks.standing import Heard, Standing, heard, standings
from live.regions import Region
from responsibilities.actions.voting import reveal_on_entering
from workshops.access import Viewer
from workshops.keeping import keeping
from workshops.lobby import qr
from workshops.models import Stage, Workshop
from workshops.stages import Attempt, Look, StageRoom, Steer


@dataclass(frozen=True)
class Published:
    """A version that came from this workshop, and how its review stands."""

    number: Number
    published_at: datetime
    published_by: str
    summary: str
    standings: tuple[Standing, ...]
    heard: tuple[Heard, ...]

    @property
    def signed(self) -> int:
        return sum(standing.signed_at is not None for standing in self.standings)


def shared(look: Look) -> Region:
    """Draw the board of the stage: the reviews, and the document that Publish would make a version of."""
    workshop = look.workshop
    if look.for_screen:
        return _screen(workshop)
    versions = Version.objects.from_workshop(workshop).newest_first()
    published = tuple(_published(version) for version in versions)
    context = {
        "workshop_id": workshop.id,
        "back": look.stage.value if look.is_back else "",
        "reviews": Region("versions", "frameworks/_versions.html", {"workshop_id": workshop.id, "versions": published}),
        "document": document(snapshot(workshop), name=_name(workshop)),
    }
    return Region("board", "frameworks/stage/board.html", context)


def _screen(workshop: Workshop) -> Region:
    """The projector shows the areas alone: the lines are too small for the back row, and on every laptop."""
    newest = Version.objects.from_workshop(workshop).newest_first().first()
    content = snapshot(workshop)
    context = {
        "name": newest.label if newest else _name(workshop),
        "role": workshop.role,
        "facts": facts(content),
        "areas": contents(part for part in chapters(content) if part.in_role or part.still_open),
        "qr": qr(_read_at(workshop, newest), _("QR code of the address to read it at")) if newest else "",
    }
    return Region("board", "frameworks/stage/screen.html", context)


def _read_at(workshop: Workshop, version: Version) -> str:
    """Return where those who were there read a version, whole: it is for a QR code."""
    return f"{settings.SITE_URL}{reverse('read-published', args=(workshop.id, version.number))}"


def _published(version: Version) -> Published:
    return Published(
        number=version.number,
        published_at=version.published_at,
        published_by=version.published_by,
        summary=version.summary,
        standings=standings(version),
        heard=heard(version),
    )


def _newest(framework: Framework | None) -> Number | None:
    version = framework.versions.newest_first().first() if framework else None
    return version.number if version else None


def _name(workshop: Workshop) -> str:
    """What the document is called as it stands: the version it would become."""
    return _("Draft of %(number)s") % {"number": choices_after(_newest(framework_of(workshop)))[0]}


def mine(viewer: Viewer, look: Look, asked: Mapping[str, str], attempt: Attempt | None) -> tuple[str, dict[str, Any]]:
    """Return the facilitator's forms; a participant has nothing of their own to do here."""
    if not viewer.is_facilitator:
        return "frameworks/stage/_participant.html", {}
    framework = framework_of(viewer.workshop)
    kept = keeping(asked, attempt)
    attempt = None if kept["refused"] else attempt
    return "frameworks/stage/_facilitator.html", {
        "choices": choices_after(_newest(framework)),
        "newest": _newest(framework),
        "published_here": Version.objects.from_workshop(viewer.workshop).exists(),
        "unsorted": _unsorted(viewer.workshop),
        "reviewers": tuple(framework.reviewers.by_name()) if framework else (),
        "typed": attempt.typed if attempt else {},
        "error": attempt.refusal if attempt else None,
        **kept,
    }


def _unsorted(workshop: Workshop) -> int:
    return sum(len(lines) for lines in snapshot(workshop)["unsorted"].values())


def steer(workshop: Workshop) -> Steer:
    newest = Version.objects.from_workshop(workshop).newest_first().first()
    if newest is None:
        return Steer(say=_("Read it through together, then publish it."))
    asked = [standing for standing in standings(newest) if not standing.withdrawn or standing.signed_at]
    if not asked:
        return Steer(say=_("%(number)s is published. Ask somebody to review it.") % {"number": newest.number})
    signed = sum(standing.signed_at is not None for standing in asked)
    how = {"number": newest.number, "signed": signed, "asked": len(asked)}
    return Steer(say=_("%(number)s is published; %(signed)s of %(asked)s have signed it off.") % how)


def needs(look: Look) -> tuple[str, ...]:
    return ("css/document.css", "css/pictures.css")


framework_stage = StageRoom(
    stage=Stage.FRAMEWORK, shared=shared, mine=mine, steer=steer, on_entering=reveal_on_entering, needs=needs
)
