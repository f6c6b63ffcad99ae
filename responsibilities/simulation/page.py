"""A page as a browser sees it: its forms, and what they would send."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

Attributes = Mapping[str, str]


@dataclass
class Form:
    """`fields` are sent as they are; of a name in `choices` one of its values is."""

    id: str
    action: str
    fields: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)

    def filled(self, **said: str) -> dict[str, str]:
        """Return what is sent when `said` was typed and chosen."""
        return {**self.fields, **said}


class Page(HTMLParser):
    """Reads HTML once; `forms` are by id, those without one by their action."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: dict[str, Form] = {}
        self.links: list[str] = []
        self.options: list[str] = []
        self._form: Form | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(said.get("id", ""), said.get("action", ""))
            self.forms[self._form.id or self._form.action] = self._form
        elif tag == "option":
            self.options.append(said.get("value", ""))
        elif tag == "a":
            self.links.append(said.get("href", ""))
        elif self._form and said.get("name"):
            _note(self._form, tag, said)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None

    def form(self, *names: str) -> Form | None:
        """Return the first of the forms with these ids that is there."""
        return next((self.forms[name] for name in names if name in self.forms), None)


def _note(form: Form, tag: str, said: Attributes) -> None:
    name, value = said["name"], said.get("value", "")
    if tag == "button" or said.get("type") in ("radio", "checkbox", "submit"):
        form.choices.setdefault(name, []).append(value)
    elif tag in ("input", "textarea", "select"):
        form.fields[name] = value


def regions(message: str) -> Iterator[tuple[str, str]]:
    """Yield the target and the HTML of every part that a message or an answer puts into the page."""
    for part in message.split("<hx-partial ")[1:]:
        head, _, html = part.partition(">")
        yield head.partition('hx-target="#')[2].partition('"')[0], html.removesuffix("</hx-partial>")
