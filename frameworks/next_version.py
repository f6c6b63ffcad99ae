"""The next version of a framework: a workshop that begins with what its newest version came to.

Publishing goes on from there by itself, since a framework is of one community and one role.
"""

import functools
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from communities.models import User
from communities.steering import steered_by
from frameworks.models import Framework, Version
from responsibilities.beginnings import (
    AreaBeginning,
    Beginning,
    Bring,
    Listed,
    Prompt,
    Shelf,
    Start,
    plain,
    values_of,
)
from responsibilities.in_words import votes_in_words
from responsibilities.models.responsibility import TEXT_LENGTH
from responsibilities.outcome import NOBODY_YET
from responsibilities.shipped import prompts_for
from workshops.actions.opening import CATEGORIES, CategoryTemplate
from workshops.category_rows import as_fields
from workshops.lines import one_line

KEY = "next-{id}"
OPEN, SETTLED, AREAS = "open", "settled", "areas"
MOST_PROMPTS = 12


def brings() -> tuple[Bring, ...]:
    """Return how much of a version may come along, the usual one first."""
    return (
        Bring(
            OPEN,
            _("The areas, what is still open, and the ideas"),
            _("What is open and the ideas are listed already, to vote on. What is in the role helps as inspiration."),
        ),
        Bring(
            SETTLED,
            _("All of that, and what is settled"),
            _(
                "What is in the role, and what is not, comes along as decided: you vote only on what is new. "
                "A re-vote on any of it is one press away."
            ),
        ),
        Bring(AREAS, _("Only the areas"), _("Nothing is listed yet. What the version says helps as inspiration.")),
    )


def shelf(user: User) -> Shelf:
    """Return a beginning for each published framework of the communities that `user` steers, by title."""
    newest = (
        Version.objects.filter(framework__community__in=steered_by(user).order_by())
        .order_by("framework_id", "-major", "-minor")
        .distinct("framework_id")
        .select_related("framework__community", "workshop")
        .prefetch_related("workshop__categories")
        .defer("content", "summary")
    )
    found = sorted(newest, key=lambda version: (version.framework.title, str(version.framework_id)))
    return Shelf(_("Go on from what is published"), tuple(_beginning(version) for version in found))


def key_of(framework: Framework) -> str:
    """Return what the beginning is called that goes on from `framework`."""
    return KEY.format(id=framework.id)


def _beginning(version: Version) -> Beginning:
    framework, number = version.framework, version.number
    return Beginning(
        key=key_of(framework),
        words=_("Next version of %(framework)s") % {"framework": framework.title},
        about=_("Begins where %(number)s stands, with its areas. What you publish is the version after %(number)s.")
        % {"number": number},
        start=functools.partial(_start, version),
        values=_values(version),
        brings=brings(),
        fixes_role=True,
        community=framework.community,
    )


def _values(version: Version) -> dict[str, str]:
    """The settings of the workshop that the version came from; the usual ones if it is gone."""
    before = values_of(version.workshop) if version.workshop else {}
    named = {"framework": version.framework.title, "number": version.number}
    with override(before.get("language", get_language())):
        said = before | {
            "role": version.framework.role,
            "title": _("%(framework)s: what comes after %(number)s?") % named,
            "purpose": _("Agree what has changed since %(number)s, and settle what it left open.") % named,
        }
    return plain(**said) | as_fields(_categories(version))


def _categories(version: Version) -> tuple[CategoryTemplate, ...]:
    if version.workshop is None:
        return CATEGORIES
    rows = version.workshop.categories.all()
    return tuple(CategoryTemplate(row.key, row.name, row.emoji, row.definition) for row in rows)


def _start(version: Version, bring: str) -> Start:
    """What a workshop begins with; `bring` is one of `brings()`. Whatever is not listed is there to think with."""
    # What it writes into the workshop, and words of its own that the version kept, are in the language of the version.
    with override(version.language):
        return _started(version, bring)


def _started(version: Version, bring: str) -> Start:
    content, number = version.content, str(version.number)
    keys = {str(category.name): category.key for category in _categories(version)}
    last = [*keys.values()][-1]
    open_ones = [*_open(content, number, keys, last), *_ideas(content, number, last)]
    settled = [*_settled(content, number, keys, last)]
    listed = {OPEN: open_ones, SETTLED: [*settled, *open_ones], AREAS: []}.get(bring, open_ones)
    there = {one.text for one in listed}
    left = [one for one in (*open_ones, *settled) if one.text not in there and one.colour != "red"]
    return Start(areas=_areas(content), listed=_once(listed), prompts=_prompts(version.framework.role, number, left))


def _areas(content: Mapping[str, Any]) -> list[AreaBeginning]:
    return [AreaBeginning(a["name"], a["emoji"], a["description"], key=a["key"]) for a in content["areas"]]


def _sections(content: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What is in the role or still open, with the key of the area that it is in."""
    yield from ((area["key"], area) for area in content["areas"])
    yield "", content["unsorted"]


def _open(content: Mapping[str, Any], number: str, keys: Mapping[str, str], last: str) -> Iterator[Listed]:
    for area, section in _sections(content):
        for line in section["still_open"]:
            yield Listed(line["text"], keys.get(line["category"], last), number, area=area)


def _ideas(content: Mapping[str, Any], number: str, last: str) -> Iterator[Listed]:
    """Ideas have no category; they stand in the last one until somebody knows better."""
    for idea in content["ideas"]:
        whole = one_line(f"{idea['name']}: {idea['description']}" if idea["description"] else idea["name"])
        yield Listed(whole if len(whole) <= TEXT_LENGTH else idea["name"], last, number)


def _settled(content: Mapping[str, Any], number: str, keys: Mapping[str, str], last: str) -> Iterator[Listed]:
    for area, section in _sections(content):
        for line in section["in_role"]:
            yield _decided(line, number, keys.get(line["category"], last), "green", area=area)
    for hand_over in content["not_ours"]:
        owner = "" if hand_over["owner"] == NOBODY_YET else hand_over["owner"]
        for line in hand_over["lines"]:
            yield _decided(line, number, keys.get(line["category"], last), "red", owner=owner)


def _decided(
    line: Mapping[str, Any], number: str, category: str, colour: str, *, area: str = "", owner: str = ""
) -> Listed:
    why = line["rationale"] or _why(line["tally"], number)
    return Listed(line["text"], category, number, area=area, colour=colour, rationale=why, owner=owner)


def _why(tally: Mapping[str, int], number: str) -> str:
    if not any(tally.values()):
        return _("As in %(number)s.") % {"number": number}
    votes = votes_in_words(tally["green"], tally["amber"], tally["red"])
    return _("As in %(number)s: %(votes)s.") % {"number": number, "votes": votes}


def _once(listed: list[Listed]) -> list[Listed]:
    """Each text once: an idea may say what is still open as well."""
    first: dict[str, Listed] = {}
    for one in listed:
        first.setdefault(one.text.casefold(), one)
    return [*first.values()]


def _prompts(role: str, number: str, left: list[Listed]) -> dict[str, list[Prompt]]:
    """What the version says, and behind it what the template of the role has, by category."""
    prompts: dict[str, list[Prompt]] = {}
    for one in left:
        prompts.setdefault(one.category, []).append(Prompt(one.text, _("in %(number)s") % {"number": number}))
    for category, usual in prompts_for(role).items():
        prompts.setdefault(category, []).extend(usual)
    return {category: group[:MOST_PROMPTS] for category, group in prompts.items()}
