"""What holds in every style sheet, whoever adds to it."""

import re
from pathlib import Path

import pytest

from config.embedded import ROOT

SHEETS = sorted((ROOT / "static/css").glob("*.css"))
FORBIDDEN = {
    # A page is read from the right as well: inline-start and inline-end mean the right thing both ways.
    "left or right": re.compile(
        r"(?<![-\w])(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)\b"
        r"|(?<![-\w])(?:left|right)\s*:"
        r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
    ),
    "something fetched from elsewhere": re.compile(r"url\(\s*[\"']?(?:https?:)?//"),
    "a rule outside of the layers": re.compile(r"^[.#][\w-]+[^{]*\{", re.MULTILINE),
}


@pytest.mark.parametrize("what", FORBIDDEN)
@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_style_sheet_has_no(path: Path, what: str) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    found = FORBIDDEN[what].search(text)
    assert not found, f"{what}: {found[0]}" if found else ""


@pytest.mark.parametrize(
    ("what", "rule"),
    [
        ("left or right", ".a { margin-left: 1px }"),
        ("left or right", ".a { left: 0 }"),
        ("left or right", ".a { text-align: right }"),
        ("something fetched from elsewhere", ".a { background: url(//example.com/a.png) }"),
        ("a rule outside of the layers", ".a { color: red }"),
    ],
)
def test_the_check_finds(what: str, rule: str) -> None:
    assert FORBIDDEN[what].search(rule)
