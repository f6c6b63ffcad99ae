"""What translators have written is whole: every text is said, with the same names in it, and compiled as it is.

So are the templates that come with the product: each has the shape of the English one, in other words.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from responsibilities.shipped import FOLDER
from tests.translations import Entry, compiled, written

FILES = sorted(path for folder in settings.LOCALE_PATHS for path in Path(folder).glob("*/LC_MESSAGES/django.po"))
# What is filled in, and what is drawn: %(name)s, {name}, <b>.
FILLED_IN = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}|</?\w[^>]*>")


TRANSLATED = sorted(path for path in FOLDER.iterdir() if path.is_dir())
# What is said in English everywhere: the names of roles, and words that have been taken over.
SAME = {"Engineering Manager", "Tech Lead", "Head of Engineering", "VP Engineering", "CTO", "Budget"}


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


@pytest.fixture(params=TRANSLATED, ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


def contents(folder: Path) -> dict[str, Any]:
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}


def shape(value: Any, name: str = "") -> Any:
    """What a translation has to leave as it is: all but the words that people read."""
    if isinstance(value, dict):
        return [(key, shape(inside, key)) for key, inside in value.items()]
    if isinstance(value, list):
        return [shape(inside) for inside in value]
    return value if name in ("place", "role", "emoji") else bool(value)


def sayings(value: Any, name: str = "") -> Iterator[str]:
    """The words that people read, in their order."""
    if isinstance(value, dict | list):
        for key, inside in value.items() if isinstance(value, dict) else enumerate(value):
            yield from sayings(inside, str(key))
    elif value and name not in ("place", "role", "emoji"):
        yield str(value)


def test_every_language_has_its_templates() -> None:
    offered = {code for code, _ in settings.LANGUAGES} - {settings.LANGUAGE_CODE}
    assert offered == {folder.name for folder in TRANSLATED}


def test_the_templates_of_a_language_are_those_in_english(folder: Path) -> None:
    english, said = contents(FOLDER), contents(folder)
    assert said.keys() == english.keys()
    for key, content in english.items():
        assert shape(said[key]) == shape(content), key


def test_everything_in_the_templates_is_translated(folder: Path) -> None:
    english, said = contents(FOLDER), contents(folder)
    pairs = [pair for key in english for pair in zip(sayings(english[key]), sayings(said[key]), strict=True)]
    assert len(pairs) > 200
    assert {text for original, text in pairs if text == original} <= SAME


def test_words_of_the_templates_that_are_alike_are_said_alike(folder: Path) -> None:
    """Where something is usual is said in many places."""
    english, said = contents(FOLDER), contents(folder)
    found: dict[str, set[str]] = {}
    for key in english:
        for original, text in zip(sayings(english[key]), sayings(said[key]), strict=True):
            if original.startswith("in "):
                found.setdefault(original, set()).add(text)
    assert found
    assert not {original: texts for original, texts in found.items() if len(texts) > 1}
