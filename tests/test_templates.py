"""What the Content-Security-Policy would refuse in a browser is refused here first."""

import re
from pathlib import Path

import pytest

from config.embedded import ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
FORBIDDEN = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an event handler attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "hx-on": re.compile(r"\bhx-on[:\-=]", re.IGNORECASE),
    "a js: or javascript: value": re.compile(r"[\"'{\s](js|javascript):", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE),
    "something fetched from elsewhere": re.compile(
        r"<(script|link|img)\b[^>]*(src|href)=[\"']?(https?:)?//", re.IGNORECASE
    ),
    "a value that is not escaped": re.compile(r"\|\s*safe\b|{%\s*autoescape off"),
}


@pytest.mark.parametrize("what", FORBIDDEN)
@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_has_no(path: Path, what: str) -> None:
    text = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}|<!--.*?-->", "", path.read_text(), flags=re.DOTALL)
    found = FORBIDDEN[what].search(text)
    assert not found, f"{what}: {found[0]}" if found else ""


@pytest.mark.parametrize(
    ("what", "html"),
    [
        ("a style attribute", '<p class="x" style="color: red">'),
        ("an event handler attribute", '<a onclick="x()">'),
        ("hx-on", '<a hx-on:click="x">'),
        ("a js: or javascript: value", "<a hx-vals='js:{a: 1}'>"),
        ("an inline script", "<script>1</script>"),
    ],
)
def test_the_check_finds(what: str, html: str) -> None:
    assert FORBIDDEN[what].search(html)
