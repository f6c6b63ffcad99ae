"""The templates that come with the product speak the language of the form that offers them."""

import json
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import translation
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from responsibilities.actions.templates import save_template
from responsibilities.inspiration import prompts_of
from responsibilities.shipped import FOLDER, shipped
from tests.factories import MembershipFactory, WorkshopFactory
from tests.opening import ADDRESS, fields, opened
from workshops.models import Workshop

pytestmark = pytest.mark.django_db

ROLES = {
    "engineering-manager": "Engineering Manager",
    "tech-lead": "Tech Lead",
    "head-of-engineering": "Head of Engineering",
    "vp-engineering": "VP Engineering",
    "cto": "CTO",
}


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(MembershipFactory().user)
    return client


@pytest.fixture
def german(client: Client) -> Client:
    client.cookies["language"] = "de"
    return client


def texts_of(workshop: Workshop) -> tuple[list[str], set[str]]:
    """The names of its areas, and its prompts."""
    prompts = {prompt.text for group in prompts_of(workshop).values() for prompt in group}
    return [area.name for area in workshop.areas.all()], prompts


def in_file(key: str, folder: str = "") -> tuple[list[str], set[str]]:
    content = json.loads((FOLDER / folder / f"{key}.json").read_text(encoding="utf-8"))
    return [area["name"] for area in content["areas"]], {*_prompts(content["prompts"])}


def _prompts(groups: dict[str, list[str | dict[str, str]]]) -> Iterator[str]:
    for group in groups.values():
        for one in group:
            yield one if isinstance(one, str) else one["text"]


def test_a_german_form_offers_german_templates(german: Client) -> None:
    page = german.get(ADDRESS).text
    assert "Zwölf Bereiche zum Einordnen" in page
    assert "Twelve areas" not in page
    offered = {
        str(start.attributes["value"]): json.loads(start.attributes["data-values"] or "")
        for start in HTMLParser(page).css("[name=template]")
    }
    # What the script fills the form with, in the order of the English ones.
    assert {key: values["role"] for key, values in offered.items()} == {**ROLES, "blank": ""}
    assert list(offered) == [*ROLES, "blank"]
    assert all(values["purpose"].startswith("Klären, ") for key, values in offered.items() if key in ROLES)
    assert {values["language"] for values in offered.values()} == {"de"}


@pytest.mark.parametrize("key", ROLES)
def test_a_german_form_opens_a_german_workshop(german: Client, key: str) -> None:
    workshop = opened(german, fields(german.get(ADDRESS).text), template=key)
    assert (workshop.role, workshop.language) == (ROLES[key], "de")
    assert workshop.title == f"Was ist hier die Rolle {ROLES[key]}?"
    assert workshop.purpose.startswith("Klären, ")
    assert texts_of(workshop) == in_file(key, "de") != in_file(key)


def test_german_prompts_help_to_think_while_listing(german: Client) -> None:
    workshop = opened(german, fields(german.get(ADDRESS).text), template="cto")
    Workshop.objects.filter(id=workshop.id).update(stage="listing")
    page = german.get(f"/w/{workshop.id}/").text
    assert "Entscheiden, ob wir etwas bauen oder kaufen" in page
    assert "in einem Start-up" in page


def test_a_workshop_has_what_the_form_said_whatever_its_pages_are_to_speak(client: Client) -> None:
    form = fields(client.get(ADDRESS).text)
    workshop = opened(client, form, language="de")
    assert workshop.language == "de"
    assert workshop.purpose == form["purpose"]
    assert texts_of(workshop) == in_file("engineering-manager")
    # Choosing another template does not take back what somebody chose.
    assert opened(client, form, language="de", template="cto").language == "de"


def test_the_language_goes_with_the_template_until_somebody_chooses_it(german: Client) -> None:
    form = fields(german.get(ADDRESS).text)
    english = WorkshopFactory(community=opened(german, form).community, language="en-gb")
    own = f"own-{save_template(workshop=english, name='Ours', client_key='k').id}"
    assert opened(german, form, template=own).language == "en-gb"
    back = fields(german.get(f"{ADDRESS}?template={own}").text)
    assert opened(german, back, template="tech-lead").language == "de"


def test_a_german_workshop_from_before_has_the_german_prompts_of_its_role() -> None:
    lead, other = (WorkshopFactory(role=role, language="de") for role in ("Tech Lead", "Gärtner"))
    assert texts_of(lead) == ([], in_file("tech-lead", "de")[1])
    assert texts_of(other) == ([], in_file("blank", "de")[1])


def test_a_language_without_templates_of_its_own_has_the_english_ones() -> None:
    with translation.override("fi"):
        finnish = [(one.key, one.about, one.start("")) for one in shipped()]
    with translation.override("en-gb"):
        assert finnish == [(one.key, one.about, one.start("")) for one in shipped()]


def test_the_source_is_credited_in_every_language(german: Client) -> None:
    assert "Gareth Waterhouse" in german.get(ADDRESS).text
