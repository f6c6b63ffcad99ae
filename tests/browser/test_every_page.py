"""Every page of a whole workshop, as each sees it, held to what every page has to be. One walk, many looks."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from deploy.installation import Installation
from deploy.shots import file
from deploy.shots.cast import gather
from deploy.shots.walk import walk
from tests.browser.inspection import Inspector

pytestmark = pytest.mark.browser

FIRST_LOAD = 60_000  # bytes, compressed, fonts aside
TOPICS = ("axe", "width", "right to left", "forced colours", "lists", "live regions", "other places")
CATEGORIES = ("radio People", "radio Team", "radio Tech Wide", "radio Other")
COLOURS = ("button Green", "button Amber", "button Red")
STEERING = ("button Previous stage", "button Next stage", "button Keys")
# What somebody finds on a page, whatever they find it with. More may follow after a name, such as "(optional)".
CONTROLS = {
    "stranger": ("textbox Join code", "button Join workshop"),
    "join": ("textbox Join code", "textbox Your name", "button Join workshop"),
    "join-by-link": ("textbox Your name", "button Join workshop"),
    "lobby-facilitator": ("button Next stage", "button Keys"),
    "lobby-participant": ("button Keys",),
    "listing-facilitator": (*STEERING, "button Show the wall", "textbox Responsibility", "button Add", *CATEGORIES),
    "listing-participant": ("textbox Responsibility", "button Add", *CATEGORIES, "button Keys"),
    "wall-participant": ("textbox Responsibility", "button Add", *CATEGORIES),
    "voting-facilitator": (*STEERING, "button Reveal votes", *COLOURS),
    "voting-participant": (*COLOURS, "button Keys"),
    "voting-why": ("textbox Why?", "combobox Who should own it instead?"),
    "reveal-facilitator": STEERING,
    "discussion-facilitator": (
        *(*STEERING, "radio Green", "radio Amber", "radio Red", "button Record decision"),
        *("button Re-vote", "button Park as idea", "button Accept all agreed"),
    ),
    "re-vote-participant": COLOURS,
    "re-vote-facilitator": ("button Reveal votes",),
    "clustering-facilitator": (*STEERING, "combobox Area", "button Move"),
    "clustering-participant": ("combobox Area", "button Move", "button Keys"),
    "framework-facilitator": ("button Previous stage", "button Publish", "button Keys"),
    "review-open": ("button Approve", "button Ask for a change", "button Sign off"),
}


@pytest.fixture(scope="module")
def walked(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inspector]:
    """The walk of `make shots`, with an inspector in place of the camera, and the page of components at its end."""
    inspector = Inspector(tmp_path_factory.mktemp("walk"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STYLEGUIDE", "1")
        with Installation() as remit:
            cast = gather(browser, remit.url, inspector)
            walk(cast, remit, file.write(remit.data))
            cast.stranger.goto(f"{remit.url}/styleguide/")
            inspector.take(cast.stranger, "styleguide")
    yield inspector
    for page in (cast.stranger, cast.facilitator, cast.participant, cast.reviewer):
        page.context.close()


def test_nothing_goes_wrong_on_the_way(walked: Inspector) -> None:
    assert walked.problems == []
    assert walked.taken > 45


@pytest.mark.parametrize("topic", TOPICS)
def test_nothing_is_found(walked: Inspector, topic: str) -> None:
    assert not walked.findings.about(topic), walked.findings.about(topic)


@pytest.mark.parametrize("name", CONTROLS)
def test_controls_are_called_what_they_are_called_everywhere(walked: Inspector, name: str) -> None:
    tree = walked.pages[name].tree
    missing = []
    for control in CONTROLS[name]:
        role, _, words = control.partition(" ")
        if not re.search(rf'^\s*- \'?{role} "{re.escape(words)}', tree, re.MULTILINE):
            missing.append(control)
    assert not missing, tree


def test_a_first_visit_is_light(walked: Inspector) -> None:
    heavy = {name: seen.bytes for name, seen in walked.pages.items() if seen.bytes > FIRST_LOAD}
    assert heavy == {}


def test_titles_tell_pages_apart(walked: Inspector) -> None:
    """A title begins with what tells this page from others, and two addresses have two titles."""
    for name, seen in walked.pages.items():
        assert seen.title.endswith("Remit"), name
        stage = re.match(r"(lobby|listing|voting|discussion|clustering|framework)-(facilitator|participant)", name)
        if stage:
            assert seen.title.startswith(f"{stage[1].capitalize()} · "), f"{name}: {seen.title}"
    addresses: dict[str, set[str]] = {}
    for seen in walked.pages.values():
        addresses.setdefault(seen.title, set()).add(seen.url)
    assert {title: urls for title, urls in addresses.items() if len(urls) > 1} == {}
