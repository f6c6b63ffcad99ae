"""What a reviewer's page needs beside the version: their own boxes, one per part, and the sign-off."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from frameworks.document import Chapter
from frameworks.models import AreaReview, Reviewer, SignOff, Version
from frameworks.page import Read, version_page
from live.regions import Region
from workshops.refusal import Refusal
from workshops.stages import Attempt


@dataclass(frozen=True)
class Box:
    """Where a reviewer speaks about one part: what they said so far, or typed just now, and what is wrong with it."""

    id: str
    part: str
    name: str
    verdict: str
    comment: str
    error: Refusal | None


@dataclass(frozen=True)
class Reviewed:
    """A chapter, what everybody says of it, and the reviewer's own box."""

    chapter: Chapter
    voices: Region
    box: Box


def review_page(reviewer: Reviewer, version: Version, attempt: Attempt | None = None) -> dict[str, Any]:
    """Return the context of a reviewer's page, with a form that was refused back in its place."""
    page = version_page(version)
    own = {review.part: review for review in AreaReview.objects.filter(reviewer=reviewer, version=version)}
    about = attempt.typed.get("part") if attempt else None
    signing = attempt if attempt and about is None else None
    boxes = [_box(read.chapter, own, attempt if read.chapter.part == about else None) for read in page["chapters"]]
    return {
        **page,
        "reviewer": reviewer,
        "chapters": [_reviewed(read, box) for read, box in zip(page["chapters"], boxes, strict=True)],
        "spoken": len(own),
        "changes": sum(review.asks_for_change for review in own.values()),
        "signed": SignOff.objects.filter(reviewer=reviewer, version=version).first(),
        "note": signing.typed.get("note", "") if signing else "",
        "sign_error": signing.refusal if signing else None,
        "versions": list(reviewer.framework.versions.newest_first()),
    }


def speaking_about(chapters: Iterable[Reviewed], part: str) -> Box | None:
    """Return the box about `part`, if there is such a part."""
    return next((reviewed.box for reviewed in chapters if reviewed.box.part == part), None)


def _reviewed(read: Read, box: Box) -> Reviewed:
    return Reviewed(read.chapter, read.voices, box)


def _box(chapter: Chapter, own: dict[str, AreaReview], attempt: Attempt | None) -> Box:
    said = own.get(chapter.part)
    return Box(
        id=chapter.id,
        part=chapter.part,
        name=chapter.name,
        verdict=said.verdict if said else "",
        comment=attempt.typed.get("comment", "") if attempt else said.comment if said else "",
        error=attempt.refusal if attempt else None,
    )
