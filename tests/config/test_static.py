"""What is served of our own scripts and styles, and how much of it there is."""

import gzip
import json
import posixpath
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from config.embedded import ROOT
from config.static import is_ours, served, slim, written
from tests.sittings import Sitting, sat, sitting
from workshops.models import Participant, Stage

MOST = 60_000
_LINKED = re.compile(r'(?:href|src)="/static/([^"]+\.(?:css|js))"')
_WITHOUT_SCRIPTS = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_IMPORTED = re.compile(rb'^import (?:[^"]* from )?"(\./[^"]+)";$', re.MULTILINE)


def sent(name: str) -> bytes:
    return served(name) if is_ours(name) else written(name)


def first_load(page: Any) -> dict[str, int]:
    """The bytes that a first visit fetches to show a page, fonts aside, each file compressed by itself."""
    names = dict.fromkeys(_LINKED.findall(_WITHOUT_SCRIPTS.sub("", page.text)))
    sizes = {name: len(gzip.compress(sent(name), 9)) for name in names}
    for name in names:
        # What a script imports is on its way already when that is found out.
        for imported in _IMPORTED.findall(sent(name)):
            assert posixpath.normpath(f"{posixpath.dirname(name)}/{imported.decode()}") in names, name
    return {"the page": len(gzip.compress(page.content, 9)), **sizes}


@pytest.mark.parametrize("name", ["js/live/guard.js", "js/workshop/outbox.js", "css/vote.css"])
def test_comments_are_for_readers_of_the_source(name: str) -> None:
    slimmed = slim(name, written(name))
    assert len(slimmed) < 0.95 * len(written(name))
    assert not re.search(rb"^\s*//|/\*", slimmed, re.MULTILINE)


def test_nothing_but_comments_and_indents_goes() -> None:
    assert slim("js/a.js", b"// Why.\n\n  // More.\n  const url = `//${host}`; // kept\n") == (
        b"const url = `//${host}`; // kept\n"
    )
    assert slim("css/a.css", b"/* Why. */\n@layer a {\n  /* b */ .b { color: red }\n}\n") == (
        b"\n@layer a{.b{color:red}}"
    )
    assert slim("img/a.svg", b"  <svg/>") == b"  <svg/>"


@pytest.mark.parametrize("path", sorted((ROOT / "static/css").glob("*.css")), ids=lambda path: path.name)
def test_no_text_in_a_style_sheet_looks_like_air(path: Path) -> None:
    words = re.findall(r'"((?:[^"\\]|\\.)*)"', re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL))
    assert not [one for one in words if re.search(r"\s[{};,]|[{};,:]\s", one)]


@pytest.fixture(params=[*Stage, "revealed"])
def here(request: pytest.FixtureRequest, db: None) -> Sitting:
    """A workshop with ninety responsibilities, at each stage, and at Voting once more when the result is there."""
    revealed = {"revealed_at": timezone.now()} if request.param == "revealed" else {}
    at = sitting(Stage.VOTING if revealed else request.param, **revealed)
    for number in range(90):
        card = at.listed(f"Keep number {number} of what a manager of engineers has to do in good order")
        if at.workshop.stage not in (Stage.LOBBY, Stage.LISTING):
            at.voted(card, ann="gar"[number % 3], bo="gar"[number % 2], facilitator="g")
    return at


@pytest.mark.parametrize("who", ["ann", "facilitator"])
def test_the_first_load_of_a_page_is_small(here: Sitting, who: str) -> None:
    seat: Participant = getattr(here, who)
    sizes = first_load(sat(seat).get(here.url("workshop")))
    assert sum(sizes.values()) < MOST, sorted(sizes.items(), key=lambda one: -one[1])


def test_what_comes_later_is_small_too(db: None) -> None:
    """All that is on its way once the page is there and at rest."""
    page = sitting(Stage.LOBBY)
    text = page.get(page.ann).text
    later = re.findall(r"/static/(\S+?\.js)", re.findall(r'data-later="([^"]+)"', text)[0])
    assert {"js/listing.js", "js/voting.js"} <= set(later)
    assert sum(len(gzip.compress(sent(name), 9)) for name in later) < 10_000


def test_what_is_collected_is_whole(tmp_path: Path, settings: Any) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "config.static.StaticStorage"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    collected = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    assert len(collected) > 20
    for name, hashed in collected.items():
        # Each line once: the names of other files in it are longer, and some lines are empty.
        assert len((tmp_path / hashed).read_bytes().split()) >= len(sent(name).split()), name
