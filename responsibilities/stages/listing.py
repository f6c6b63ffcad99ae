"""Listing: a box for what one does, one's own list, and the wall once it is shown."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from live.models import ALL
from live.regions import Region
from responsibilities.beginnings import Prompt
from responsibilities.inspiration import prompts_of
from responsibilities.marks import Mark, mark
from responsibilities.models import Responsibility
from responsibilities.visibility import sight
from workshops.access import Viewer
from workshops.crew import sheets
from workshops.hints import Hint, quiet
from workshops.models import Category, Names, Stage, Workshop
from workshops.plates import drawn_once
from workshops.rows import every
from workshops.stages import TOKEN, Attempt, Look, StageRoom, Steer, Verb

_CATEGORIES = "SELECT id, key, name, emoji FROM workshops_category WHERE workshop_id = %s ORDER BY number"
# Stands for the key of whoever is shown a box that is drawn once for many.
_KEY = uuid.uuid4().hex
# So many authors it takes before one of them is named.
CROWD = 3


@dataclass(frozen=True)
class Choice:
    """A category to choose; `place` is its key on the keyboard."""

    id: UUID
    place: int
    mark: Mark


@dataclass(frozen=True)
class Brought:
    """A line that came along; `decided` is its colour if it came as decided."""

    text: str
    mark: Mark
    decided: str


def choices(workshop: Workshop) -> tuple[Choice, ...]:
    return _choices(workshop.id, workshop.epoch, workshop.touched.get(ALL, 0))


@lru_cache(1000)
def _choices(workshop_id: UUID, epoch: str, touched: int) -> tuple[Choice, ...]:
    """Read them once, and again after a change that may have been to them."""
    rows = every(_CATEGORIES, [workshop_id])
    return tuple(Choice(id, place, Mark(*words)) for place, (id, *words) in enumerate(rows, start=1))


def shared(look: Look) -> Region:
    workshop = look.workshop
    return Region(
        "board",
        "responsibilities/listing/screen.html" if look.for_screen else "responsibilities/listing/board.html",
        {
            "workshop_id": workshop.id,
            "back": look.stage.value if look.is_back else "",
            "role": workshop.role,
            "wall_is_shown": workshop.wall_is_shown,
            "others": _counts(look),
            "wall": _wall(workshop) if workshop.wall_is_shown else None,
            "brought": None if workshop.wall_is_shown else _brought(workshop),
            "sheets": sheets(look),
        },
    )


def _counts(look: Look) -> Region:
    workshop = look.workshop
    added = Responsibility.objects.kept().filter(workshop=workshop, came_from="")
    totals = dict(added.order_by().values_list("category").annotate(Count("id")))
    return Region(
        "others",
        "responsibilities/listing/_others.html",
        {
            "total": sum(totals.values()),
            "by_category": tuple((mark(c), totals.get(c.id, 0)) for c in workshop.categories.all()),
            "sentence": added_sentence(workshop, names=look.tells_names),
            "wall_is_shown": workshop.wall_is_shown,
        },
    )


def _brought(workshop: Workshop) -> Region | None:
    """What came along from a published version: everybody reads it before they add to it."""
    rows = sight(workshop).responsibilities().select_related("category", "decision")
    lines = tuple(Brought(row.text, mark(row.category), _decided(row)) for row in rows if row.came_from)
    if not lines:
        return None
    context = {"number": next(row.came_from for row in rows if row.came_from), "lines": lines}
    return Region("brought", "responsibilities/listing/_brought.html", context)


def _decided(row: Responsibility) -> str:
    return row.decision.colour if hasattr(row, "decision") else ""


def added_sentence(workshop: Workshop, *, names: bool = True) -> str:
    """Return who has added how many, as far as the workshop's promise about names lets it be said.

    Without `names` nobody is named in any case.
    Beside a wall with two new cards on it, "Ann has added 2" would say who wrote them. So a name stands only
    in a crowd, and not once the wall can be read. What came along from a published version nobody has added.
    """
    added = Responsibility.objects.kept().filter(workshop=workshop, came_from="")
    total = added.count()
    authors = list(
        workshop.participants.present().filter(responsibilities__in=added).distinct().values_list("name", flat=True)
    )
    if not total:
        return _("Nobody has added anything yet")
    nameless = not names or workshop.names == Names.ANONYMOUS or workshop.wall_is_shown
    if nameless or len(authors) < CROWD:
        people = len(authors)
        said = ngettext("%(people)s person has added %(total)s", "%(people)s people have added %(total)s", people)
        return said % {"people": people, "total": total}
    said = _("%(name)s and %(others)s others have added %(total)s")
    return said % {"name": authors[0], "others": len(authors) - 1, "total": total}


def _wall(workshop: Workshop) -> Region:
    """Everybody's responsibilities, a column for each category. Only called once the wall is shown."""
    seen = sight(workshop)
    rows = seen.responsibilities().select_related("category", "author")
    cards: dict[UUID, list[Region]] = {}
    for row in rows:
        cards.setdefault(row.category_id, []).append(_card(row, seen.author(row)))
    columns = tuple(_column(category, cards.get(category.id, [])) for category in workshop.categories.all())
    return Region("wall", "responsibilities/listing/_wall.html", {"columns": columns})


def _column(category: Category, cards: Iterable[Region]) -> Region:
    context = {"mark": mark(category), "cards": tuple(cards)}
    return Region(f"column-{category.id}", "responsibilities/listing/_column.html", context)


def _card(row: Responsibility, author: str) -> Region:
    came_from = _("From %(version)s") % {"version": row.came_from} if row.came_from else ""
    context = {"text": row.text, "author": author, "late": row.is_late, "came_from": came_from}
    return Region(f"r-{row.id}", "responsibilities/listing/_card.html", context)


def mine(viewer: Viewer, look: Look, asked: Mapping[str, str], attempt: Attempt | None) -> tuple[str, dict[str, Any]]:
    own = Responsibility.objects.filter(workshop=viewer.workshop, author=viewer.participant)
    current = not look.is_back and not viewer.workshop.is_closed
    busy = asked.get("edit") or asked.get("removed")
    return "responsibilities/listing/_mine.html", {
        "own": [
            own_card
            for own_card in own.in_order().select_related("category").order_by("-number")
            if own_card.removed_at is None or str(own_card.id) == asked.get("removed")
        ],
        "count": own.kept().count(),
        "edit": asked.get("edit", ""),
        "unfolded": bool(busy) or not viewer.workshop.wall_is_shown,
        "current": current,
        "inspiration": _inspiration(viewer.workshop) if current else (),
        **composer(viewer, look, attempt),
    }


def _inspiration(workshop: Workshop) -> tuple[tuple[Choice, Sequence[Prompt]], ...]:
    """The prompts of each category that has any. One that a file names may have a key of its own."""
    prompts = prompts_of(workshop)
    found = ((one, prompts.get(one.mark.key) or prompts.get(slugify(one.mark.name), ())) for one in choices(workshop))
    return tuple((choice, group) for choice, group in found if group)


def composer(viewer: Viewer, look: Look, attempt: Attempt | None) -> dict[str, Any]:
    """Return the context of the box that adds, which stands at every stage from Listing on.

    `adding` is what was typed into it and refused. A rewording that came too late goes there as well: it can
    still be handed in as a new one. `blank` is the whole box for whoever has typed nothing.
    """
    workshop = viewer.workshop
    typed = attempt.typed if attempt else {}
    late = workshop.at is not Stage.LISTING
    from_here = "client_key" in typed or ("edit" in typed and late)
    key = typed.get("client_key") or uuid.uuid4().hex
    return {
        "blank": None if attempt else _blank(workshop, look, key),
        "choices": choices(workshop),
        "client_key": key,
        "names": workshop.names,
        "typed": typed,
        "error": attempt.refusal if attempt else None,
        "adding": attempt if from_here else None,
        "may_add": not workshop.is_closed,
    }


def _blank(workshop: Workshop, look: Look, key: str) -> SafeString:
    back = look.stage.value if look.is_back else ""
    return SafeString(_drawn(workshop.id, choices(workshop), workshop.names, back).replace(_KEY, key))


@drawn_once(1000)
def _drawn(workshop_id: UUID, choices: tuple[Choice, ...], names: str, back: str) -> SafeString:
    """Draw the box with nothing in it, once for all; the token and the key in it are put in for each."""
    context = {"workshop": {"id": workshop_id}, "choices": choices, "names": names, "back": back}
    context |= {"client_key": _KEY, "csrf_token": TOKEN}
    return render_to_string("responsibilities/listing/_composer.html", context)


def steer(workshop: Workshop) -> Steer:
    verb = None if workshop.wall_is_shown else Verb(_("Show the wall"), "wall", leads=True)
    return Steer(say=added_sentence(workshop), verb=verb)


def hints(workshop: Workshop) -> tuple[Hint, ...]:
    """What may be said of those who added is how many they are."""
    joined = workshop.participants.joined()
    people, added = joined.count(), joined.filter(responsibilities__in=_kept(workshop)).distinct().count()
    all_have = _("All %(people)s have added something.") % {"people": people}
    everybody = (Hint(all_have),) if people > 1 and added == people else ()
    return (*everybody, quiet(_("Nobody has added anything for {time}.")))


def cards(workshop: Workshop) -> int:
    return _kept(workshop).count()


def _kept(workshop: Workshop) -> "QuerySet[Responsibility]":
    return Responsibility.objects.kept().filter(workshop=workshop)


def needs(look: Look) -> tuple[str, ...]:
    return ("css/listing.css", "js/listing.js")


listing = StageRoom(
    stage=Stage.LISTING,
    shared=shared,
    mine=mine,
    steer=steer,
    hints=hints,
    cards=cards,
    needs=needs,
    for_others=True,
)
