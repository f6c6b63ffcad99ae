"""A version's content laid out as chapters, for the page, the stage and the review."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from live.regions import Region
from responsibilities.outcome import whom
from responsibilities.pictures import AreaSize, side_by_side
from workshops.figures import grouped

# No area's key can begin with a tilde, so these never meet one.
UNSORTED = "~unsorted"
NOT_OURS = "~not-ours"


@dataclass(frozen=True)
class Chapter:
    """A part of the document that can be read and reviewed by itself; `part` is what reviews call it."""

    id: str
    part: str
    name: str
    emoji: str = ""
    description: str = ""
    in_role: tuple[Mapping[str, Any], ...] = ()
    still_open: tuple[Mapping[str, Any], ...] = ()
    hand_overs: tuple[Mapping[str, Any], ...] = ()

    @property
    def count(self) -> int:
        handed = sum(len(hand_over["lines"]) for hand_over in self.hand_overs)
        return len(self.in_role) + len(self.still_open) + handed


def chapters(content: Mapping[str, Any]) -> tuple[Chapter, ...]:
    """Return the areas in their order, then what is in none of them, then what is not ours; empty ones left out."""
    areas = tuple(
        _chapter(f"area-{place}", area["key"], area["name"], area, area["emoji"], area["description"])
        for place, area in enumerate(content["areas"], start=1)
    )
    unsorted = _chapter("unsorted", UNSORTED, _("Not in an area yet"), content["unsorted"], "◌")
    handed = tuple({**hand_over, "owner": whom(hand_over["owner"])} for hand_over in content["not_ours"])
    not_ours = Chapter("not-ours", NOT_OURS, _("Not ours, and whose"), emoji="→", hand_overs=handed)
    return areas + tuple(chapter for chapter in (unsorted, not_ours) if chapter.count)


def _chapter(
    id: str, part: str, name: str, lines: Mapping[str, Any], emoji: str = "", description: str = ""
) -> Chapter:
    return Chapter(
        id, part, name, emoji, description, in_role=tuple(lines["in_role"]), still_open=tuple(lines["still_open"])
    )


def chapter_of(content: Mapping[str, Any], part: str) -> Chapter | None:
    """Return the chapter that reviews call `part`, if the content has it."""
    return next((chapter for chapter in chapters(content) if chapter.part == part), None)


def contents(parts: Iterable[Chapter]) -> tuple[AreaSize, ...]:
    """Return the entries of the contents, each with how large its chapter is."""
    return side_by_side(
        AreaSize(
            anchor=part.id,
            emoji=part.emoji,
            name=part.name,
            in_role=len(part.in_role),
            still_open=len(part.still_open),
            not_ours=part.count - len(part.in_role) - len(part.still_open),
        )
        for part in parts
    )


def facts(content: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return the figures of the masthead with their names; the last is how much the votes alone settled."""
    making = content["making"]
    names = (
        (ngettext("person", "people", making["people"]), making["people"]),
        (ngettext("responsibility", "responsibilities", making["responsibilities"]), making["responsibilities"]),
        (ngettext("vote", "votes", making["votes"]), making["votes"]),
    )
    counted = tuple((name, grouped(figure)) for name, figure in names)
    if not making["voted"]:
        return counted
    share = _("%(share)s%%") % {"share": making["agreed"] * 100 // making["voted"]}
    return (*counted, (_("agreed at once"), share))


def document(content: Mapping[str, Any], *, name: str) -> Region:
    """Draw the whole document; each chapter by itself, so that one that changes is all that is sent."""
    parts = chapters(content)
    return Region(
        "document",
        "frameworks/_document.html",
        {
            "name": name,
            "content": {key: content[key] for key in ("role", "purpose", "context", "ideas", "making", "threshold")},
            "workshop": content["workshop"],
            "facts": facts(content),
            "contents": contents(parts),
            "chapters": tuple(Region(part.id, "frameworks/_chapter.html", {"chapter": part}) for part in parts),
        },
    )
