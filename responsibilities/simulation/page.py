"""A page as a browser sees it: its forms, and what they would send."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape

Attributes = Mapping[str, str]
Fields = Mapping[str, str | Sequence[str]]

# Our own pages are well-formed, and a crowd reads thousands of them: this is several times as fast as a real parser.
_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""")
_ATTRIBUTE = re.compile(r"""([^\s=/"']+)(?:="([^"]*)"|='([^']*)')?""")
# A script's patterns are on no page until it puts them there.
_PATTERN = re.compile(r"<template\b.*?</template>", re.DOTALL)
_TOLD = frozenset({"form", "option", "a", "input", "button", "textarea", "select"})


def tags(html: str) -> Iterator[tuple[bool, str, str]]:
    """Yield every tag: whether it closes, its name, and its attributes as they are written."""
    for found in _TAG.finditer(html):
        yield found[1] == "/", found[2], found[3]


def attributes(written: str) -> dict[str, str]:
    """Return the attributes of a tag; one without a value is ""."""
    return {name: unescape(double or single) for name, double, single in _ATTRIBUTE.findall(written)}


@dataclass
class Form:
    """`fields` are sent as they are; of a name in `choices` one of its values is."""

    id: str
    action: str
    fields: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)

    def filled(self, **said: str | Sequence[str]) -> dict[str, str | Sequence[str]]:
        """Return what is sent when `said` was typed and chosen."""
        return {**self.fields, **said}


class Page:
    """Reads HTML once; `forms` are by id, those without one by their action."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.forms: dict[str, Form] = {}
        self.links: list[str] = []
        self.options: list[str] = []
        self._form: Form | None = None
        for closing, tag, written in tags(_PATTERN.sub("", html)):
            if closing and tag == "form":
                self._form = None
            elif not closing and tag in _TOLD:
                self._take(tag, attributes(written))

    def form(self, *names: str) -> Form | None:
        """Return the first of the forms with these ids that is there."""
        return next((self.forms[name] for name in names if name in self.forms), None)

    def _take(self, tag: str, said: Attributes) -> None:
        if tag == "form":
            self._form = Form(said.get("id", ""), said.get("action", ""))
            self.forms[self._form.id or self._form.action] = self._form
        elif tag == "option":
            self.options.append(said.get("value", ""))
        elif tag == "a":
            self.links.append(said.get("href", ""))
        elif self._form and said.get("name"):
            _note(self._form, tag, said)


def _note(form: Form, tag: str, said: Attributes) -> None:
    name, value = said["name"], said.get("value", "")
    if tag == "button" or said.get("type") in ("radio", "checkbox", "submit"):
        form.choices.setdefault(name, []).append(value)
    else:
        form.fields[name] = value


@dataclass(frozen=True)
class Part:
    """HTML that goes to one place in the page: the element with the id `target`, or into it."""

    target: str
    inside: bool
    html: str


# Everybody is sent the same bytes, so they are read once.
@lru_cache(maxsize=64)
def parts(message: str) -> tuple[Part, ...]:
    """Return what a message puts into the page."""
    return tuple(_part(piece) for piece in message.split("<hx-partial ")[1:])


def _part(piece: str) -> Part:
    head, _, html = piece.partition(">")
    said = attributes(head)
    target = said.get("hx-target", "").removeprefix("#")
    return Part(target, said.get("hx-swap", "").startswith("inner"), html.removesuffix("</hx-partial>"))


_MARKUP = re.compile(r"<[^>]*>")


def words_of(html: str) -> str:
    """Return the words of a piece of HTML as a screen reader would read them."""
    return unescape(_MARKUP.sub("", html))
