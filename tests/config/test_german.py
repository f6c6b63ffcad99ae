"""German pages: that they are, for whom, and that days and numbers of things are said as they are in German."""

import re
from datetime import UTC, datetime

import pytest
from django.template import engines
from django.test import Client
from django.utils import translation

from frameworks.actions.inviting import invite_reviewer
from frameworks.actions.publishing import publish_version
from frameworks.document import facts
from frameworks.models import Version
from frameworks.numbers import FIRST
from live import tabs
from tests.factories import AreaFactory, FacilitatorFactory, UserFactory
from tests.sittings import Sitting, sat, sitting
from workshops.models import Workshop

pytestmark = pytest.mark.django_db
ENGLISH, GERMAN = {"accept-language": "en-GB,en;q=0.9"}, {"accept-language": "de"}


@pytest.fixture
def here() -> Sitting:
    return sitting("framework", language="de")


@pytest.fixture
def version(here: Sitting) -> Version:
    here.voted(here.listed("Neue begrüßen", area=AreaFactory(workshop=here.workshop)), ann="g")
    return publish_version(workshop=here.workshop, number=FIRST, by="Fay")


def read(client: Client, address: str, headers: dict[str, str] | None = None) -> str:
    answer = client.get(address, headers=headers or ENGLISH)
    assert answer.status_code in (200, 403, 404), address
    return str(answer.content.decode())


def language_of(html: str) -> str:
    return str(re.findall(r'<html lang="([^"]*)"', html)[0])


def test_a_page_of_a_german_workshop_is_german_whatever_the_browser_wants(here: Sitting) -> None:
    for who in (here.ann, here.facilitator):
        html = read(sat(who), here.url("workshop"))
        assert language_of(html) == "de"
        assert "Tasten" in html
        assert "Close the workshop" not in html
    assert "Workshop schließen" in html


def test_what_a_german_workshop_has_published_is_german_for_everybody(here: Sitting, version: Version) -> None:
    reviewer = invite_reviewer(framework=version.framework, name="Priya")
    framework = f"/f/{version.framework_id}/"
    pages = (read(sat(here.ann), f"{framework}1.0/"), read(sat(here.ann), framework))
    for html in (*pages, read(Client(), f"/r/{reviewer.token}/")):
        assert language_of(html) == "de"
        assert "Veröffentlicht am" in html
        assert "Published" not in html
        # Whose words they are is not for the visitor to choose.
        assert 'name="language"' not in html
    file = read(sat(here.ann), f"{framework}1.0.md")
    assert "## Wie es entstanden ist" in file
    assert "● Gr Neue begrüßen (1 grün, 0 gelb, 0 rot)" in file


def test_its_live_part_is_german_as_well(version: Version) -> None:
    with translation.override("en-gb"):
        html = read(Client(), f"/r/{invite_reviewer(framework=version.framework, name='Priya').token}/")
    assert "Noch nichts gesagt" in html


def test_a_version_from_before_there_were_languages_is_english(here: Sitting, version: Version) -> None:
    version.content = {name: value for name, value in version.content.items() if name != "language"}
    assert version.language == "en-gb"


def test_pages_outside_of_workshops_are_german_for_a_german_browser() -> None:
    for address, says in (("/", "Findet gemeinsam heraus"), ("/sign-in/", "Anmelden"), ("/nowhere/", "ist nichts")):
        html = read(Client(), address, headers=GERMAN)
        assert language_of(html) == "de"
        assert says in html
        assert re.findall(r'lang="\S+"( aria-current="true")?>(\w+)</button>', html) == [
            ("", "English"),
            (' aria-current="true"', "Deutsch"),
        ]
        assert language_of(read(Client(), address)) == "en-gb"


def test_days_are_said_in_german() -> None:
    client, user = Client(), UserFactory()
    workshop = FacilitatorFactory(user=user).workshop
    Workshop.objects.filter(id=workshop.id).update(created_at=datetime(2026, 3, 5, 12, tzinfo=UTC))
    client.force_login(user)
    assert "5. März 2026" in read(client, "/", headers=GERMAN)
    assert "5 March 2026" in read(client, "/")


@pytest.mark.parametrize(("n", "said"), [(0, "0 Aufgaben"), (1, "1 Aufgabe"), (2, "2 Aufgaben")])
def test_numbers_of_things_are_said_in_german(n: int, said: str) -> None:
    words = "{% blocktranslate count n=n %}{{ n }} responsibility{% plural %}"
    words += "{{ n }} responsibilities{% endblocktranslate %}"
    template = engines["django"].from_string(words)
    with translation.override("de"):
        assert template.render({"n": n}) == said


def test_large_numbers_are_said_in_german(here: Sitting, version: Version) -> None:
    content = {**version.content, "making": {**version.content["making"], "votes": 1170, "voted": 20, "agreed": 7}}
    with translation.override("de"):
        assert facts(content)[2:] == (("Stimmen", "1.170"), ("sofort einig", "35\xa0%"))
    with translation.override("en-gb"):
        assert facts(content)[2:] == (("votes", "1,170"), ("agreed at once", "35%"))


def test_a_stream_knows_the_language_of_its_page(here: Sitting) -> None:
    html = read(sat(here.ann), here.url("workshop"))
    [address] = re.findall(r'data-live="(/w/[^"]*)"', html)
    assert tabs.language(tabs.query_of(address.partition("?")[2].encode())) == "de"
    for odd in ("", "tlh", "../../x", "x" * 600):
        assert tabs.language({"lang": odd}) == "en-gb"
