"""Every page of a whole workshop, as each sees it, held to what every page has to be. One walk, many looks."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from deploy.installation import Installation
from deploy.shots import file
from deploy.shots.cast import gather
from deploy.shots.walk import walk
from tests.browser.inspection import Inspector

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def walked(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inspector]:
    """The walk of `make shots`, with an inspector in place of the camera."""
    inspector = Inspector(tmp_path_factory.mktemp("walk"))
    with Installation() as remit:
        cast = gather(browser, remit.url, inspector)
        walk(cast, remit, file.write(remit.data))
    yield inspector
    for page in (cast.stranger, cast.facilitator, cast.participant, cast.reviewer):
        page.context.close()


def test_nothing_goes_wrong_on_the_way(walked: Inspector) -> None:
    assert walked.problems == []
    assert walked.taken > 40


@pytest.mark.parametrize("topic", ["axe", "width", "right to left", "forced colours", "lists"])
def test_nothing_is_found(walked: Inspector, topic: str) -> None:
    assert not walked.findings.about(topic), walked.findings.about(topic)
