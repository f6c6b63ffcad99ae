"""What translators have written is whole: every text is said, with the same names in it, and compiled as it is."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from tests.translations import Entry, compiled, written

FILES = sorted(path for folder in settings.LOCALE_PATHS for path in Path(folder).glob("*/LC_MESSAGES/django.po"))
# What is filled in, and what is drawn: %(name)s, {name}, <b>.
FILLED_IN = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}|</?\w[^>]*>")


def name_of(path: Path) -> str:
    return path.parent.parent.name


@pytest.fixture(params=FILES, ids=name_of)
def path(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


def texts(path: Path) -> list[Entry]:
    return [entry for entry in written(path) if entry.text]


def test_every_language_has_its_file() -> None:
    offered = {code for code, _ in settings.LANGUAGES} - {settings.LANGUAGE_CODE}
    assert offered <= {name_of(path) for path in FILES}


def test_every_text_is_translated(path: Path) -> None:
    found = texts(path)
    assert len(found) > 100
    assert not [entry.text for entry in found if not all(entry.said)]


def test_no_translation_is_a_guess(path: Path) -> None:
    assert not [entry.text for entry in texts(path) if entry.fuzzy]


def test_no_text_stands_twice(path: Path) -> None:
    assert not [key for key, times in Counter(entry.key for entry in texts(path)).items() if times > 1]


def test_a_translation_has_the_same_names_and_marks_in_it(path: Path) -> None:
    wrong = []
    for entry in texts(path):
        originals = [entry.text, *([entry.plural] * (len(entry.said) - 1) if entry.plural else [])]
        for original, said in zip(originals, entry.said, strict=True):
            if sorted(FILLED_IN.findall(original)) != sorted(FILLED_IN.findall(said)):
                wrong.append(f"{original} | {said}")
    assert not wrong, "\n".join(wrong)


def test_what_is_compiled_is_what_is_written(path: Path) -> None:
    assert {entry.key: entry.said for entry in texts(path)} == {
        key: said for key, said in compiled(path.with_suffix(".mo")).items() if key
    }, "`make words` compiles it"
