"""Every word on a page can be said in another language: none stands where a translation does not reach.

Whatever is translated is put in brackets here; what then stands outside of them must be somebody's own words.
"""

import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real
from selectolax.lexbor import LexborHTMLParser

from communities.models import User
from responsibilities import shipped
from tests.factories import AreaFactory, IdeaFactory, MembershipFactory, UserFactory
from tests.responsibilities.test_when import ALLOWED, forms
from tests.sittings import Sitting, sat, sitting
from tests.test_doors import DOORS, INSIDE, furnished, words
from workshops.activity import kinds
from workshops.models import Stage, Workshop

pytestmark = pytest.mark.django_db

# A language that Django speaks and Remit does not, so that nothing which is kept of it is in anybody's way.
BRACKETED = "cs"
ATTRIBUTES = ("aria-label", "title", "placeholder", "alt", "data-say", "data-say-over", "data-say-minute")
# Scripts say what stands in these: whatever attributes they have are words.
SPOKEN = "template#words, template#live-words"
PREVIEW = "meta[name=description], " + ", ".join(f"meta[property='og:{what}']" for what in ("title", "description"))
CODE = re.compile(r"\b[A-Z0-9]{6}\b")
# Names, and what is written the same everywhere.
NAMES = {"Remit", "English", "Deutsch", "Čeština", "Markdown", "JSON", "QR", "manage", "python3", "sign_in_link", "py"}
KEYS = {"Enter", "Esc", "Alt", "Tab", "Shift", "Ctrl", "Space", "Home", "End"}
BRACKETS = re.compile(r"⟦[^⟦⟧]*⟧")
WORD = re.compile(r"[^\W\d]{2,}")
# What a page may be asked for in its address, by the stage at which there is something behind it.
ASKING = {
    Stage.LOBBY: ("people/?person={person}", "mine/?saved=template"),
    Stage.LISTING: ("mine/?edit={card}", "mine/?removed={card}"),
    Stage.VOTING: ("mine/?card={card}&ask=1",),
    Stage.DISCUSSION: ("mine/?card={card}&ask=1",),
    Stage.CLUSTERING: ("mine/?edit_area={area}",),
    Stage.FRAMEWORK: ("mine/?saved=template",),
}


@pytest.fixture(autouse=True)
def _bracketed(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    settings.LANGUAGES = [*settings.LANGUAGES, (BRACKETED, "Čeština")]
    said: Callable[..., str] = trans_real.DjangoTranslation.gettext
    counted: Callable[..., str] = trans_real.DjangoTranslation.ngettext

    def say(self: Any, message: str) -> str:
        if self.language() != BRACKETED:
            return said(self, message)
        return f"⟦{message.rpartition(chr(4))[2]}⟧"

    def count(self: Any, singular: str, plural: str, number: int) -> str:
        if self.language() != BRACKETED:
            return counted(self, singular, plural, number)
        return say(self, singular if number == 1 else plural)

    monkeypatch.setattr(trans_real.DjangoTranslation, "gettext", say)
    monkeypatch.setattr(trans_real.DjangoTranslation, "ngettext", count)
    monkeypatch.setattr(shipped, "FOLDER", _templates(tmp_path / "templates"))


def _templates(folder: Path) -> Path:
    """The templates that ship, and as a translator would add them those of one more language."""
    shutil.copytree(shipped.FOLDER, folder)
    (folder / BRACKETED).mkdir()
    for path in folder.glob("*.json"):
        said = _said(json.loads(path.read_text(encoding="utf-8")))
        (folder / BRACKETED / path.name).write_text(json.dumps(said), encoding="utf-8")
    return folder


def _said(value: Any) -> Any:
    """A file's content with every text of it in brackets."""
    if isinstance(value, dict):
        return {key: _said(inside) for key, inside in value.items()}
    if isinstance(value, list):
        return [_said(inside) for inside in value]
    return f"⟦{value}⟧" if value and isinstance(value, str) else value


@cache
def _columns() -> tuple[tuple[type[models.Model], tuple[str, ...]], ...]:
    """The columns in which there is what people have written, by table."""
    of_ours = {"kind", "key", "epoch", "language", "pass_key", "link_key", "stage", "colour"}
    found = []
    for model in apps.get_models():
        texts = [f for f in model._meta.concrete_fields if isinstance(f, models.CharField | models.TextField)]
        names = tuple(f.name for f in texts if not f.choices and f.name not in of_ours)
        if names and model._meta.app_label not in ("sessions", "contenttypes", "auth", "live"):
            found.append((model, names))
    return tuple(found)


def own_words() -> set[str]:
    """All texts that people have written so far."""
    found = set()
    for model, names in _columns():
        for row in model._default_manager.values_list(*names):
            found |= {line.strip() for value in row for line in str(value or "").splitlines()}
    return found


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for inside in value.values() if isinstance(value, dict) else value:
            yield from _strings(inside)
    elif isinstance(value, str):
        yield from value.splitlines()


def _finding(texts: Iterable[str]) -> re.Pattern[str]:
    """An expression that finds all of them, the longest first."""
    found = sorted({text for text in texts if len(text) > 1}, key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\w){re.escape(text)}(?!\w)" for text in found))


def untranslated(html: str, own: re.Pattern[str]) -> set[str]:
    """The words of a page that neither a translation nor one of its people has said."""
    page = LexborHTMLParser(html)
    said = [value or "" for node in page.css(SPOKEN) for name, value in node.attributes.items() if name != "id"]
    said += [value for node in page.css("*") for name in ATTRIBUTES if (value := node.attributes.get(name))]
    said += [node.text() for node in page.css("title")]
    said += [node.attributes.get("content") or "" for node in page.css(PREVIEW)]
    for hidden in page.css("script, style, template, code, head"):
        hidden.decompose()
    said.append(page.body.text(separator=" ") if page.body else "")
    text = "\n".join(said)
    while BRACKETS.search(text):
        text = BRACKETS.sub(" ", text)
    text = re.sub(r"\S*(?:localhost|testserver|http)\S*", " ", text)
    return set(WORD.findall(CODE.sub(" ", own.sub(" ", text)))) - NAMES - KEYS


def complaints(pages: Iterable[tuple[str, Any]], *typed: str) -> str:
    """Return which words are beyond translation, by page; `pages` are answers with what each of them is.

    `typed` are words that people have said meanwhile.
    """
    # Many are given the same page: it is read once.
    read = {answer.content.decode(): name for name, answer in pages if _is_html(answer)}
    own = _finding(own_words().union(typed))
    left = {name: found for html, name in read.items() if (found := untranslated(html, own))}
    assert read
    return "\n".join(f"{name}: {' '.join(sorted(found))}" for name, found in left.items())


def _is_html(answer: Any) -> bool:
    return bool(answer.content) and str(answer.headers.get("Content-Type", "")).startswith("text/html")


def browser(client: Client) -> Client:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = BRACKETED
    client.raise_request_exception = False
    return client


def played(stage: Stage) -> Sitting:
    """A workshop in which there is something of everything, as far as `stage` has got."""
    here = sitting(stage, language=BRACKETED, purpose="To know.", organisation="Acme", organisation_size="11-50")
    if stage.rank < Stage.LISTING.rank:
        return here
    cards = [here.listed(text) for text in ("Meet new engineers", "Order lunch", "Hire", "Run the payroll", "Rest")]
    for card, votes in zip(
        cards, ({"ann": "g", "bo": "r"}, {"ann": "r"}, {"ann": "g", "bo": "g"}, {"bo": "r"}), strict=False
    ):
        if stage.rank >= Stage.VOTING.rank:
            here.voted(card, **votes)
    if stage.rank >= Stage.DISCUSSION.rank:
        cards[2].area = AreaFactory(workshop=here.workshop)
        cards[2].save()
        IdeaFactory(workshop=here.workshop, source=cards[4])
        here.reasoned(cards[0].ballots.get(), here.bo, "Not mine", owner="HR")
    return here


def doors_of(here: Sitting) -> Iterator[str]:
    """The addresses of a workshop's own pages, each with what it may be asked for, and the look back from it."""
    for name, door in DOORS.items():
        if set(words(name)) == {"workshop_id"} and 200 in door.statuses("get", "facilitator"):
            yield here.url(name)
    ids = {
        "card": here.workshop.responsibilities.values_list("id", flat=True).first(),
        "area": here.workshop.areas.values_list("id", flat=True).first(),
        "person": here.bo.id,
    }
    yield from (here.url("workshop") + asked.format(**ids) for asked in ASKING[here.workshop.at])
    yield from (f"{here.url('workshop')}?stage={stage}" for stage in list(Stage)[: here.workshop.at.rank][-1:])


@pytest.mark.parametrize("stage", Stage)
def test_no_word_in_a_workshop_is_beyond_translation(stage: Stage) -> None:
    here = played(stage)
    people = (here.ann, here.facilitator)
    said = [(f"{who.name} at {url}", browser(sat(who)).get(url)) for url in doors_of(here) for who in people]
    here.close()
    said += [(f"{who.name}, closed", browser(sat(who)).get(here.url("workshop"))) for who in people]
    assert not (left := complaints(said)), left


def tries(stage: Stage) -> Iterator[tuple[str, bool]]:
    """The forms to send at a stage, and whether they are sent empty too: each where it may be, and once where not."""
    for name, allowed in ALLOWED.items():
        refusing = [other for other in Stage if other not in allowed]
        if stage is allowed[0] or stage in refusing[:1]:
            yield name, stage is allowed[0]


@pytest.mark.parametrize("stage", Stage)
def test_no_answer_to_a_form_is_beyond_translation(stage: Stage) -> None:
    there = forms(stage)
    here = there.here
    Workshop.objects.filter(id=here.workshop.id).update(language=BRACKETED)
    here.now()
    said: list[tuple[str, Any]] = []
    typed_in = own_words()
    # The forms that go on to another stage come last.
    for name, empty in sorted(tries(stage), key=lambda one: one[0] == "stage"):
        who, about, typed = there.by(name)
        for fields in ({}, typed) if empty else (typed,):
            answer = browser(sat(who, htmx=True)).post(here.url(name, *about), fields)
            # A new code is no word.
            typed_in |= {*_strings(fields), here.now().code}
            said.append((f"{name} {fields}", answer))
    said.append(("close", browser(sat(here.facilitator)).post(here.url("close"))))
    said.append(("add when closed", browser(sat(here.ann)).post(here.url("responsibilities"), {"text": "Hire"})))
    said += [("the log", here.get(here.facilitator, "activity")), ("the board", here.get(here.ann))]
    assert not (left := complaints(said, *typed_in)), left


def test_no_other_page_is_beyond_translation() -> None:
    house = furnished(language=BRACKETED)
    user = UserFactory(name="Olga")
    MembershipFactory(community=house.here.workshop.community, user=user)
    clients = {who: browser(house.browser(who)) for who in ("stranger", "removed", "participant", "facilitator")} | {
        "account": browser(signed_in(user))
    }
    said = []
    for name, door in DOORS.items():
        if 405 in door.statuses("get", "facilitator"):
            continue
        for who, client in clients.items():
            if (who in INSIDE and set(words(name)) == {"workshop_id"}) or (who == "removed" and not door.removed):
                continue
            said.append((f"{who} at {name}", client.get(house.address(name, words(name)))))
    said.append(("nowhere", clients["stranger"].get("/nowhere/")))
    said.append(("framework by link", clients["stranger"].get(f"/f/{house.version.framework_id}/")))
    assert not (left := complaints(said)), left


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_no_kind_of_deed_is_beyond_translation() -> None:
    with translation.override(BRACKETED):
        for kind in kinds._kinds.values():
            for words_of in (kind.says, kind.says_many, kind.why_not):
                assert not words_of or str(words_of).startswith("⟦"), kind.name
