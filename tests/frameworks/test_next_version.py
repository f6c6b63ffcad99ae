"""The next version of a framework: a workshop that begins where the newest version stands."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities.models import Membership, User
from frameworks.actions.publishing import publish_version
from frameworks.models import Version
from frameworks.next_version import AREAS, OPEN, SETTLED
from frameworks.numbers import Number
from responsibilities.inspiration import prompts_of
from responsibilities.models import Ballot, Decision
from responsibilities.papers import papers
from responsibilities.turnout import papers_in
from tests.factories import AreaFactory, MembershipFactory, ParticipantFactory, UserFactory, WorkshopFactory
from tests.frameworks.conftest import Played, sat, signed_in
from tests.opening import errors_beside, fields, opened
from workshops.access import Viewer
from workshops.models import Category, Stage, Workshop

NEW = "/workshops/new/"


@pytest.fixture
def client(owner: User) -> Client:
    return signed_in(owner)


@pytest.fixture
def form(client: Client, version: Version) -> dict[str, str]:
    """The form that the link on the framework's page leads to, as it comes."""
    return fields(client.get(link(version)).text)


def link(version: Version) -> str:
    return f"{NEW}?template=next-{version.framework_id}"


def listed(workshop: Workshop) -> dict[str, tuple[str, str]]:
    """Return every responsibility with its area and with what was decided about it."""
    rows = workshop.responsibilities.in_order().select_related("area", "decision")
    return {
        row.text: (row.area.name if row.area else "", row.decision.colour if hasattr(row, "decision") else "")
        for row in rows
    }


def at(workshop: Workshop, stage: Stage, **more: Any) -> Workshop:
    Workshop.objects.filter(id=workshop.id).update(stage=stage, **more)
    workshop.refresh_from_db()
    return workshop


def test_it_is_offered_on_home_on_the_framework_and_among_the_templates(
    client: Client, member: User, version: Version
) -> None:
    address = f"/f/{version.framework_id}/"
    for page in ("/", address):
        assert link(version) in client.get(page).text
        assert link(version) not in signed_in(member).get(page).text
    assert "Next version of Engineering Manager" in client.get(NEW).text


def test_a_seat_in_the_workshop_is_no_right_to_it(played: Played, version: Version) -> None:
    for person in (played.facilitator, played.people[0]):
        assert link(version) not in sat(person).get(f"/f/{version.framework_id}/").text


def test_by_default_the_areas_what_is_open_and_the_ideas_come_along(client: Client, form: dict[str, str]) -> None:
    assert form["bring"] == OPEN
    workshop = opened(client, form)
    assert [*workshop.areas.values_list("name", "emoji", "description")] == [("New Starters", "🦄", "Onboarding.")]
    assert listed(workshop) == {"Order their laptops": ("New Starters", ""), "Hackathons: Twice a year.": ("", "")}
    assert {row.came_from for row in workshop.responsibilities.all()} == {"1.0"}
    assert {row.author for row in workshop.responsibilities.all()} == {None}
    assert not Ballot.objects.filter(workshop=workshop).exists()
    said = [prompt for group in prompts_of(workshop).values() for prompt in group]
    assert ("Meet new engineers", "in 1.0") in [(prompt.text, prompt.where) for prompt in said]
    assert "Run the payroll" not in [prompt.text for prompt in said]


def test_what_is_settled_can_come_along_as_decided(client: Client, form: dict[str, str]) -> None:
    workshop = opened(client, form, bring=SETTLED)
    assert listed(workshop) == {
        "Meet new engineers": ("New Starters", "green"),
        "Run the payroll": ("", "red"),
        "Order their laptops": ("New Starters", ""),
        "Hackathons: Twice a year.": ("", ""),
    }
    decided = {d.responsibility.text: d for d in Decision.objects.filter(workshop=workshop)}
    assert decided["Meet new engineers"].rationale == "As in 1.0: 3 green, 0 amber, 0 red."
    assert (decided["Run the payroll"].rationale, decided["Run the payroll"].owner) == (
        "It is an office matter.",
        "HR",
    )


def test_only_the_areas_if_that_is_wanted(client: Client, form: dict[str, str]) -> None:
    workshop = opened(client, form, bring=AREAS)
    assert listed(workshop) == {}
    texts = [prompt.text for group in prompts_of(workshop).values() for prompt in group]
    assert {"Meet new engineers", "Order their laptops", "Hackathons: Twice a year."} <= set(texts)


def test_something_else_to_bring_is_the_default(client: Client, form: dict[str, str]) -> None:
    assert len(listed(opened(client, form, bring="everything"))) == 2


def test_what_came_as_decided_is_not_voted_on(client: Client, form: dict[str, str]) -> None:
    workshop = at(opened(client, form, bring=SETTLED), Stage.VOTING, wall_shown_at=timezone.now())
    ann = ParticipantFactory(workshop=workshop)
    assert {paper.text for paper in papers(Viewer(workshop, ann))} == {
        "Order their laptops",
        "Hackathons: Twice a year.",
    }
    assert papers_in(workshop) == 2
    fay = client.get(f"/w/{workshop.id}/")
    assert fay.status_code == 200


def test_it_can_be_voted_on_again_and_everything_stands_in_the_document(client: Client, form: dict[str, str]) -> None:
    workshop = opened(client, form, bring=SETTLED)
    for _ in range(3):
        where = at(workshop, workshop.at).stage
        to = workshop.at.following
        assert to is not None
        assert client.post(f"/w/{workshop.id}/stage/", {"expected": where, "to": to}).status_code == 303
        workshop.refresh_from_db()
    assert workshop.at is Stage.DISCUSSION
    card = workshop.responsibilities.get(text="Meet new engineers")
    assert client.post(f"/w/{workshop.id}/responsibilities/{card.id}/re-vote/").status_code == 303
    assert papers_in(workshop) == 1
    page = client.get(f"/w/{at(workshop, Stage.FRAMEWORK).id}/").text
    for words in ("Meet new engineers", "Order their laptops", "Run the payroll", "HR", "Draft of 1.1"):
        assert words in page


@pytest.mark.parametrize("names", ["named", "hidden", "anonymous"])
def test_everybody_reads_what_came_along_before_the_wall_is_shown_and_nothing_else(
    client: Client, form: dict[str, str], names: str
) -> None:
    workshop = at(opened(client, form, names=names, bring=SETTLED), Stage.LISTING)
    ann, bo = ParticipantFactory(workshop=workshop), ParticipantFactory(workshop=workshop)
    category = workshop.categories.first()
    assert category is not None
    sent = {"text": "XYLOPHONE", "category": category.id}
    assert sat(ann).post(f"/w/{workshop.id}/responsibilities/", sent).status_code == 303
    for path in ("", "screen/", "export.json"):
        page = sat(bo).get(f"/w/{workshop.id}/{path}").text
        assert "XYLOPHONE" not in page
        assert path == "screen/" or "Order their laptops" in page
    page = sat(bo).get(f"/w/{workshop.id}/").text
    assert "From version 1.0" in page
    assert "1 person has added 1" in page
    workshop = at(workshop, Stage.LISTING, wall_shown_at=timezone.now())
    assert sat(bo).get(f"/w/{workshop.id}/").text.count("From 1.0") == 4


def test_nobody_can_reword_or_remove_what_came_along(client: Client, form: dict[str, str]) -> None:
    workshop = at(opened(client, form), Stage.LISTING)
    ann, card = ParticipantFactory(workshop=workshop), workshop.responsibilities.earliest("number")
    for verb in ("reword", "remove"):
        answer = sat(ann).post(f"/w/{workshop.id}/responsibilities/{card.id}/{verb}/", {"text": "Mine"})
        assert answer.status_code == 422


def test_publishing_goes_on_from_the_newest_number(client: Client, form: dict[str, str], version: Version) -> None:
    workshop = at(opened(client, form), Stage.FRAMEWORK)
    assert client.post(f"/w/{workshop.id}/publish/", {"number": "2.0"}).status_code == 303
    assert [str(v.number) for v in version.framework.versions.newest_first()] == ["2.0", "1.0"]
    after = fields(client.get(link(version)).text)
    assert after["title"] == "Engineering Manager: what comes after 2.0?"


def test_the_settings_are_those_of_the_workshop_before(client: Client, played: Played, version: Version) -> None:
    Category.objects.filter(workshop=played.workshop, key="people").update(name="Individuals", definition="One.")
    Workshop.objects.filter(id=played.workshop.id).update(
        names="named", threshold_numerator=3, threshold_denominator=4, red_needs_reason=True, organisation="Acme"
    )
    workshop = opened(client, fields(client.get(link(version)).text))
    assert (workshop.names, str(workshop.threshold), workshop.organisation) == ("named", "3/4", "Acme")
    assert workshop.red_needs_reason
    assert workshop.categories.get(key="people").definition == "One."
    assert workshop.community == played.workshop.community


def test_categories_that_are_renamed_keep_what_came_along(client: Client, form: dict[str, str]) -> None:
    changes = {"category-1-name": "Individuals", "category-4-name": "", "category-1-emoji": "🐝"}
    workshop = opened(client, form, **changes)
    found = {row.text: row.category.name for row in workshop.responsibilities.select_related("category")}
    assert found == {"Order their laptops": "Individuals", "Hackathons: Twice a year.": "Tech Wide"}


def test_it_works_when_the_workshop_before_is_gone(client: Client, played: Played, version: Version) -> None:
    played.workshop.delete()
    workshop = opened(client, fields(client.get(link(version)).text), bring=SETTLED)
    assert len(listed(workshop)) == 4
    assert (workshop.names, workshop.role) == ("hidden", "Engineering Manager")


def test_another_role_would_be_another_framework(client: Client, form: dict[str, str]) -> None:
    answer = client.post(NEW, form | {"role": "Tech Lead", "purpose": "Keep this"})
    assert answer.status_code == 422
    assert "is about the role “Engineering Manager”" in errors_beside(answer.text, "role")
    assert fields(answer.text)["purpose"] == "Keep this"


def test_without_a_script_choosing_it_takes_its_role(client: Client, version: Version) -> None:
    form = fields(client.get(f"{NEW}?template=cto").text)
    workshop = opened(client, form | {"template": f"next-{version.framework_id}"})
    assert (workshop.role, workshop.title) == ("Engineering Manager", "Engineering Manager: what comes after 1.0?")


@pytest.mark.parametrize("role", [Membership.Role.MEMBER, Membership.Role.REVIEWER, None])
def test_only_who_steers_the_community_may_begin_it(
    form: dict[str, str], version: Version, played: Played, role: str | None
) -> None:
    user = UserFactory()
    if role:
        MembershipFactory(community=played.workshop.community, user=user, role=role)
    browser = signed_in(user)
    before = Workshop.objects.count()
    assert "Next version of" not in browser.get(link(version)).text
    assert browser.post(NEW, form).status_code == 422
    assert Workshop.objects.count() == before


def test_an_idea_that_is_still_open_as_well_comes_once(client: Client, played: Played, form: dict[str, str]) -> None:
    played.workshop.ideas.update(name="Order their LAPTOPS", description="")
    publish_version(workshop=played.workshop, number=Number(1, 1), by="Sam")
    assert [*listed(opened(client, form))] == ["Order their laptops"]


def test_many_frameworks_cost_no_more_questions(client: Client, played: Played, version: Version) -> None:
    def asked(page: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        return len(queries)

    few = asked(NEW), asked("/")
    for number in range(5):
        other = WorkshopFactory(
            community=played.workshop.community,
            role=f"Role {number}",
            stage=Stage.FRAMEWORK,
            wall_shown_at=timezone.now(),
            revealed_at=timezone.now(),
        )
        other.ideas.create(name="Something", number=1, key="i1")
        AreaFactory(workshop=other)
        publish_version(workshop=other, number=Number(1, 0), by="Sam")
    assert (asked(NEW), asked("/")) == few
    assert max(few) <= 10
