"""What a schema cannot say: keys that are there once and point somewhere, merges one level deep, fractions in range."""

from collections.abc import Collection, Iterator
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from responsibilities.workshop_file.refusal import NotAWorkshopFile, Step, quoted, refused

_LISTS = ("categories", "participants", "areas", "responsibilities", "ideas")
_MOST = 2**31 - 1
Document = dict[str, Any]
_UNKNOWN = {
    "category": gettext_lazy("no category has the key %(key)s"),
    "participant": gettext_lazy("no participant has the key %(key)s"),
    "area": gettext_lazy("no area has the key %(key)s"),
    "responsibility": gettext_lazy("no responsibility has the key %(key)s"),
}


def check(document: Document) -> None:
    """Raise NotAWorkshopFile where `document`, already of the right shape, contradicts itself."""
    _check_threshold(document)
    keys = {name: _check_keys(document, name) for name in _LISTS}
    for path, person in _entries(document, "participants"):
        if person.get("without_device") and person.get("role") == "facilitator":
            raise refused((*path, "without_device"), _("a facilitator steers with a device"))
    for path, item in _entries(document, "responsibilities"):
        _check_pointer((*path, "category"), item["category"], keys["categories"], "category")
        _check_pointer((*path, "author"), item.get("author"), keys["participants"], "participant")
        _check_pointer((*path, "area"), item.get("area"), keys["areas"], "area")
        _check_merge(path, item, document["responsibilities"], keys["responsibilities"])
        for place, ballot in enumerate(item.get("ballots", ())):
            _check_ballot((*path, "ballots", place), ballot, keys["participants"])
        for place, note in enumerate(item.get("notes", ())):
            here = (*path, "notes", place, "author")
            _check_pointer(here, note.get("author"), keys["participants"], "participant")
    for path, idea in _entries(document, "ideas"):
        _check_pointer((*path, "from"), idea.get("from"), keys["responsibilities"], "responsibility")


def _entries(document: Document, name: str) -> Iterator[tuple[tuple[Step, ...], Document]]:
    for place, item in enumerate(document.get(name, ())):
        yield (name, place), item


def _check_threshold(document: Document) -> None:
    written = document.get("settings", {}).get("threshold")
    if written is not None and not Fraction(1, 2) < Fraction(written) <= 1:
        raise refused(("settings", "threshold"), _("must be over 1/2 and at most 1"))


def _check_keys(document: Document, name: str) -> dict[str, int]:
    """Return where in the list each key stands."""
    places: dict[str, int] = {}
    for path, item in _entries(document, name):
        key = item["key"]
        if key in places:
            said = _("%(key)s is already the key of %(place)s")
            raise refused((*path, "key"), said % {"key": quoted(key), "place": f"{name}[{places[key]}]"})
        places[key] = len(places)
    return places


def _check_pointer(path: tuple[Step, ...], key: str | None, keys: Collection[str], noun: str) -> None:
    if key is not None and key not in keys:
        raise _unknown(path, key, noun)


def _unknown(path: tuple[Step, ...], key: str, noun: str) -> NotAWorkshopFile:
    return refused(path, _UNKNOWN[noun] % {"key": quoted(key)})


def _check_merge(
    path: tuple[Step, ...], item: Document, responsibilities: list[Document], places: dict[str, int]
) -> None:
    into = item.get("merged_into")
    if into is None:
        return
    here = (*path, "merged_into")
    _check_pointer(here, into, places, "responsibility")
    if into == item["key"]:
        raise refused(here, _("is merged into itself"))
    if responsibilities[places[into]].get("merged_into") is not None:
        raise refused(here, _("%(key)s is itself merged into another") % {"key": quoted(into)})
    if item.get("area") is not None:
        raise refused((*path, "area"), _("a merged responsibility has no area of its own"))


def _check_ballot(path: tuple[Step, ...], ballot: Document, participants: Collection[str]) -> None:
    for name in ("votes", "reasons"):
        for voter in ballot.get(name, ()):
            if voter not in participants:
                raise _unknown((*path, name, voter), voter, "participant")
    voted: set[str] = set()
    for place, voter in enumerate(ballot.get("by_stand_in", ())):
        if voter not in ballot.get("votes", ()):
            raise refused((*path, "by_stand_in", place), _("there is no vote of %(key)s") % {"key": quoted(voter)})
        if voter in voted:
            raise refused((*path, "by_stand_in", place), _("%(key)s stands there twice") % {"key": quoted(voter)})
        voted.add(voter)
    if "tally" not in ballot:
        return
    if "votes" in ballot or "reasons" in ballot:
        raise refused(path, _("has a tally as well as votes or reasons; it is one or the other"))
    for colour, count in ballot["tally"].items():
        if colour != "reasons" and count > _MOST:
            raise refused((*path, "tally", colour), _("is more votes than there are people"))
