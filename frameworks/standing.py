"""How the review of a version stands: who has signed, and what was said of each part."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from frameworks.document import chapters
from frameworks.models import AreaReview, Version
from live.regions import Region


@dataclass(frozen=True)
class Voice:
    """What one reviewer says of one part."""

    name: str
    verdict: str
    comment: str
    said_at: datetime

    @property
    def asks_for_change(self) -> bool:
        return self.verdict == AreaReview.Verdict.CHANGE


@dataclass(frozen=True)
class Standing:
    """Where one reviewer is with a version."""

    name: str
    withdrawn: bool
    approved: int
    changes: int
    signed_at: datetime | None
    note: str


@dataclass(frozen=True)
class Heard:
    """A part of a version with everything that was said of it."""

    id: str
    name: str
    emoji: str
    voices: tuple[Voice, ...]


def voices(version: Version) -> Mapping[str, tuple[Voice, ...]]:
    """Return what was said, by part, in the order it was said."""
    said: dict[str, list[Voice]] = defaultdict(list)
    for review in version.areareviews.select_related("reviewer").order_by("said_at", "id"):
        said[review.part].append(Voice(review.reviewer.name, review.verdict, review.comment, review.said_at))
    return {part: tuple(found) for part, found in said.items()}


def heard(version: Version) -> tuple[Heard, ...]:
    """Return the parts of the version that somebody has spoken about, in the document's order."""
    said = voices(version)
    return tuple(
        Heard(chapter.id, chapter.name, chapter.emoji, said[chapter.part])
        for chapter in chapters(version.content)
        if chapter.part in said
    )


def standings(version: Version) -> tuple[Standing, ...]:
    """Return every reviewer who has a link or has said something, by name."""
    verdicts: dict[object, list[str]] = defaultdict(list)
    for reviewer_id, verdict in version.areareviews.values_list("reviewer_id", "verdict"):
        verdicts[reviewer_id].append(verdict)
    signed = {sign_off.reviewer_id: sign_off for sign_off in version.signoffs.all()}
    return tuple(
        Standing(
            name=reviewer.name,
            withdrawn=reviewer.withdrawn_at is not None,
            approved=verdicts[reviewer.id].count(AreaReview.Verdict.APPROVE),
            changes=verdicts[reviewer.id].count(AreaReview.Verdict.CHANGE),
            signed_at=signed[reviewer.id].signed_at if reviewer.id in signed else None,
            note=signed[reviewer.id].note if reviewer.id in signed else "",
        )
        for reviewer in version.framework.reviewers.by_name()
        if reviewer.withdrawn_at is None or verdicts[reviewer.id] or reviewer.id in signed
    )


def regions(version: Version) -> tuple[Region, ...]:
    """Draw what is live on a version's page: who stands where, and the voices beside every chapter."""
    said = voices(version)
    standing = Region("standing", "frameworks/_standing.html", {"standings": standings(version)})
    beside = (
        Region(f"voices-{chapter.id}", "frameworks/_voices.html", {"voices": said.get(chapter.part, ())})
        for chapter in chapters(version.content)
    )
    return (standing, *beside)
