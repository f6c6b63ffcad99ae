"""Opening a workshop: three fields, a template, and good defaults for everything else."""

from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from communities.models import Community, User
from responsibilities.actions.templates import save_template
from responsibilities.inspiration import prompts_of
from responsibilities.models import Responsibility
from responsibilities.new_workshop import GONE
from responsibilities.shipped import FOLDER, shipped
from tests.factories import MembershipFactory, WorkshopFactory
from tests.opening import ADDRESS, errors_beside, fields, opened
from tests.sittings import sat
from workshops.models import Participant, Workshop

pytestmark = pytest.mark.django_db

KEYS = ("engineering-manager", "tech-lead", "head-of-engineering", "vp-engineering", "cto", "blank")


@pytest.fixture
def user() -> User:
    return MembershipFactory().user


@pytest.fixture
def client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def form(client: Client) -> dict[str, str]:
    """The form as a browser without scripts would send it back untouched."""
    return fields(client.get(ADDRESS).text)


def test_the_form_as_it_comes_opens_a_workshop(client: Client, form: dict[str, str], user: User) -> None:
    workshop = opened(client, form)
    assert (workshop.role, workshop.title) == ("Engineering Manager", "What is the Engineering Manager role here?")
    assert workshop.purpose.startswith("Agree what an Engineering Manager does here")
    assert (workshop.names, workshop.threshold, workshop.red_needs_reason) == ("hidden", Fraction(2, 3), False)
    assert workshop.areas.count() == 12
    assert [c.key for c in workshop.categories.all()] == ["people", "team", "tech-wide", "other"]
    assert Participant.objects.get(workshop=workshop).user == user
    assert "Copy the link" in client.get(f"/w/{workshop.id}/").text


@pytest.mark.parametrize("key", KEYS[:-1])
def test_every_template_fills_what_nobody_typed_without_a_script(
    client: Client, form: dict[str, str], key: str
) -> None:
    template = next(beginning for beginning in shipped() if beginning.key == key)
    workshop = opened(client, form, template=key)
    assert workshop.role == template.words
    assert workshop.title == f"What is the {template.words} role here?"
    assert workshop.purpose == template.values["purpose"]
    assert [area.name for area in workshop.areas.all()] == [area.name for area in template.start("").areas]


@pytest.mark.parametrize("said", [{}, {"role": "  ", "title": ""}])
def test_an_empty_role_and_title_are_taken_from_the_template(client: Client, said: dict[str, str]) -> None:
    workshop = opened(client, {"template": "tech-lead"}, **said)
    assert (workshop.role, workshop.title) == ("Tech Lead", "What is the Tech Lead role here?")


def test_what_was_typed_stays_whatever_is_chosen(client: Client, form: dict[str, str]) -> None:
    typed = {"role": "Staff Engineer", "title": "Us", "purpose": "To know.", "names": "named", "threshold": "3/4"}
    workshop = opened(client, form, template="cto", **typed)
    assert {name: getattr(workshop, name) for name in typed if name != "threshold"} | {"threshold": "3/4"} == typed
    assert workshop.threshold == Fraction(3, 4)
    assert workshop.areas.count() == 7


def test_an_untouched_title_speaks_of_the_role_that_was_typed(client: Client, form: dict[str, str]) -> None:
    assert opened(client, form, role="Staff Engineer").title == "What is the Staff Engineer role here?"


def test_a_purpose_that_was_cleared_stays_empty(client: Client, form: dict[str, str]) -> None:
    assert opened(client, form, purpose="").purpose == ""


@pytest.mark.parametrize(
    ("share", "words"),
    [("2/3", "at least two thirds"), ("3/4", "at least three quarters"), ("500/999", "more than half"), ("1/1", "all")],
)
def test_the_share_that_must_agree(client: Client, form: dict[str, str], share: str, words: str) -> None:
    workshop = opened(client, form, threshold=share)
    assert workshop.threshold == Fraction(share)
    workshop.stage = "framework"
    workshop.save()
    assert f"{words} of its votes are Green" in client.get(f"/w/{workshop.id}/").text


def test_the_context_and_the_rules_are_kept(client: Client, form: dict[str, str]) -> None:
    said = {"organisation": "Acme", "organisation_size": "11-50", "funding_stage": "seed", "teams": "Two.\nThree."}
    workshop = opened(client, form, red_needs_reason="on", founders="Engineers", **said)
    assert {name: getattr(workshop, name) for name in said} == said
    assert (workshop.red_needs_reason, workshop.founders) == (True, "Engineers")


def test_categories_can_be_renamed_added_and_left_out(client: Client, form: dict[str, str]) -> None:
    changes = {
        "category-1-name": "Individuals",
        "category-2-emoji": "🐝",
        "category-3-name": "",
        "category-5-name": " Craft\n",
        "category-5-definition": "What we make.",
    }
    workshop = opened(client, form, **changes)
    found = [(c.number, c.key, c.name, c.emoji, c.definition) for c in workshop.categories.all()]
    assert [row[:4] for row in found] == [
        (1, "people", "Individuals", "🧑"),
        (2, "c2", "Team", "🐝"),
        (3, "other", "Other", "❔"),
        (4, "c4", "Craft", ""),
    ]
    assert found[3][4] == "What we make."
    # Prompts go with their category, whatever it is called now.
    assert {key: bool(prompts) for key, prompts in prompts_of(workshop).items()} == dict.fromkeys(
        ("people", "c2", "other"), True
    )


@pytest.mark.parametrize(
    ("said", "where", "why"),
    [
        ({"template": "blank", "role": ""}, "role", "Name the role"),
        ({"title": "x" * 301}, "title", "at most 300"),
        ({"purpose": "x" * 4001}, "purpose", "at most 4000"),
        ({"organisation": "x" * 201}, "organisation", "at most 200"),
        ({f"category-{n}-name": "" for n in (1, 2, 3)}, "category-1-name", "at least two categories"),
        ({"category-2-name": "PEOPLE"}, "category-2-name", "Another category has this name"),
        ({"category-4-name": "x" * 301}, "category-4-name", "at most 300"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(
    client: Client, form: dict[str, str], said: dict[str, str], where: str, why: str
) -> None:
    typed = {"purpose": "Keep this.", "founders": "And this.", "category-6-emoji": "🐝"}
    before = Workshop.objects.count()
    answer = client.post(ADDRESS, form | typed | said)
    assert answer.status_code == 422
    assert why in errors_beside(answer.text, where)
    held = fields(answer.text)
    assert {name: held[name] for name in typed | said} == typed | said
    assert held["client_key"] == form["client_key"]
    assert Workshop.objects.count() == before
    folded = HTMLParser(answer.text).css_first("#more")
    assert folded is not None
    assert ("open" in folded.attributes) == (where not in ("role", "title", "purpose"))


@pytest.mark.parametrize(
    "said",
    [
        {"names": "everybody"},
        {"threshold": "1/2"},
        {"organisation_size": "many"},
        {"role": "\x00"},
        {"category-1-emoji": "x" * 65},
    ],
)
def test_what_no_browser_would_send_is_refused(client: Client, form: dict[str, str], said: dict[str, str]) -> None:
    assert client.post(ADDRESS, form | said).status_code == 422


def test_the_same_form_sent_twice_opens_one_workshop(client: Client, form: dict[str, str]) -> None:
    assert opened(client, form) == opened(client, form)
    assert Workshop.objects.count() == 1


def test_whoever_goes_back_and_changes_something_gets_another(client: Client, form: dict[str, str]) -> None:
    first = opened(client, form)
    assert opened(client, form, title="Another") != first
    assert opened(client, form, **{"category-1-name": "Individuals"}) != first


@pytest.mark.parametrize(
    ("key", "prompt"),
    [
        ("tech-lead", "Review code for the team"),
        ("cto", "Settle whether to build something or buy it"),
        ("blank", "Give somebody honest feedback"),
    ],
)
def test_the_template_decides_what_helps_to_think_while_listing(
    client: Client, form: dict[str, str], key: str, prompt: str
) -> None:
    workshop = opened(client, form, template=key, role="Any role", title="Any title")
    workshop.stage = "listing"
    workshop.save()
    page = client.get(f"/w/{workshop.id}/").text
    assert prompt in page
    assert "Draw up a first-week schedule" not in page


def test_a_workshop_from_before_has_the_prompts_of_its_role(client: Client) -> None:
    lead, other = WorkshopFactory(role=" tech lead "), WorkshopFactory(role="Gardener")
    assert "Review code for the team" in [prompt.text for prompt in prompts_of(lead)["team"]]
    assert "Give somebody honest feedback" in [prompt.text for prompt in prompts_of(other)["people"]]


def test_a_prompt_says_where_it_is_usual(client: Client, form: dict[str, str]) -> None:
    workshop = opened(client, form, template="cto")
    workshop.stage = "listing"
    workshop.save()
    assert "in a start-up" in client.get(f"/w/{workshop.id}/").text


def test_the_product_names_no_company_but_credits_its_source(client: Client) -> None:
    page = client.get(ADDRESS).text
    assert "Gareth Waterhouse" in page
    words = " ".join(path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.json"))
    for company in ("ASOS", "Pusher", "Monzo", "Gusto", "PostHog", "Crowdcube", "Sourcegraph"):
        assert company.casefold() not in words.casefold()


def test_the_template_in_the_address_is_chosen(client: Client) -> None:
    held = fields(client.get(f"{ADDRESS}?template=cto").text)
    assert (held["template"], held["role"], held["offered"]) == ("cto", "CTO", "cto")
    assert fields(client.get(f"{ADDRESS}?template=nonsense").text)["template"] == "engineering-manager"


def test_a_template_that_is_gone_is_said_beside_the_choice(client: Client, form: dict[str, str]) -> None:
    answer = client.post(ADDRESS, form | {"template": "own-gone", "title": "Keep this"})
    assert answer.status_code == 422
    assert any(GONE in starts.text() for starts in HTMLParser(answer.text).css("#starts"))
    assert fields(answer.text)["title"] == "Keep this"
    assert not Workshop.objects.exists()


def test_a_template_of_another_community_is_not_offered_and_cannot_be_begun_with(
    client: Client, form: dict[str, str]
) -> None:
    theirs = save_template(workshop=WorkshopFactory(), name="Theirs", client_key="k")
    assert "Theirs" not in client.get(ADDRESS).text
    assert client.post(ADDRESS, form | {"template": f"own-{theirs.id}"}).status_code == 422


def test_somebody_without_a_community_gets_one_of_their_own(form: dict[str, str], user: User) -> None:
    newcomer, client = User.objects.create(name="New", email="new@example.org"), Client()
    client.force_login(newcomer)
    assert opened(client, form).community not in Community.objects.filter(memberships__user=user)


def test_people_without_an_account_cannot_open_one(form: dict[str, str]) -> None:
    here = WorkshopFactory()
    guest = Participant.objects.create(workshop=here, name="Guest", number=1, key="p1")
    for browser in (Client(), sat(guest)):
        assert browser.get(ADDRESS).status_code == 302
        assert browser.post(ADDRESS, form).status_code == 302
    assert Workshop.objects.count() == 1


def test_nothing_is_listed_and_few_questions_are_asked(client: Client, user: User, form: dict[str, str]) -> None:
    def asked(act: Any) -> int:
        with CaptureQueriesContext(connection) as queries:
            act()
        return len(queries)

    few = asked(lambda: client.get(ADDRESS))
    community = Community.objects.get(memberships__user=user)
    for number in range(10):
        save_template(workshop=WorkshopFactory(community=community), name=f"Own {number}", client_key="k")
    assert asked(lambda: client.get(ADDRESS)) == few <= 8
    assert asked(lambda: opened(client, form)) <= 35
    assert not Responsibility.objects.exists()


def test_a_workshop_speaks_what_its_facilitator_reads_unless_they_choose(client: Client, form: dict[str, str]) -> None:
    assert opened(client, form).language == "en-gb"
    assert opened(client, form, language="de").language == "de"
    client.cookies["language"] = "de"
    german = fields(client.get(ADDRESS).text)
    assert opened(client, german).language == "de"
    assert client.post(ADDRESS, form | {"language": "tlh"}).status_code == 422
