"""Templates of one's own: saving a workshop's settings, opening the next one with them, renaming, deleting."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from communities.models import Community, Membership, User
from responsibilities.actions import templates
from responsibilities.actions.templates import save_template
from responsibilities.inspiration import prompts_of
from responsibilities.models import Template
from tests.factories import AreaFactory, IdeaFactory, MembershipFactory, WorkshopFactory
from tests.opening import fields, opened
from tests.sittings import HTMX, Sitting, rows_naming, sitting, tables
from workshops.models import Category, Stage, Workshop

pytestmark = pytest.mark.django_db

NEW = "/workshops/new/"


@pytest.fixture
def here() -> Sitting:
    """A workshop with settings of its own, and with people who have said something in it."""
    here = sitting(
        Stage.LOBBY,
        names="named",
        threshold_numerator=7,
        threshold_denominator=10,
        red_needs_reason=True,
        role="Tech Lead",
        title="Leads",
        purpose="Say it.",
        organisation="Acme",
        teams="Two",
    )
    Category.objects.filter(workshop=here.workshop, key="team").update(name="Squad", definition="Ours.")
    AreaFactory(workshop=here.workshop, name="Code", emoji="🔎", description="Reviews.")
    return here


@pytest.fixture
def user(here: Sitting) -> User:
    return MembershipFactory(community=here.workshop.community).user


@pytest.fixture
def client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def save(here: Sitting, name: str = "Ours", **said: Any) -> Template:
    assert here.post(here.facilitator, "save-template", template=name, **said).status_code == 303
    found: Template = Template.objects.get(name=name)
    return found


def address(template: Template, verb: str) -> str:
    return f"/workshops/templates/{template.id}/{verb}/"


def names(client: Client) -> list[str]:
    """The names of the templates of one's own that the form offers, in their order."""
    page = client.get(NEW).text
    offered = {page.find(f'value="own-{t.id}"'): t.name for t in Template.objects.all()}
    return [name for place, name in sorted(offered.items()) if place >= 0]


def test_what_was_saved_opens_the_next_workshop(here: Sitting, client: Client) -> None:
    template = save(here)
    form = fields(client.get(f"{NEW}?template=own-{template.id}").text)
    workshop = opened(client, form)
    kept = ("role", "title", "purpose", "names", "threshold", "red_needs_reason", "organisation", "teams")
    assert [getattr(workshop, name) for name in kept] == [getattr(here.workshop, name) for name in kept]
    assert workshop.community == here.workshop.community
    listed = ("number", "key", "name", "emoji", "definition")
    assert [*workshop.categories.values_list(*listed)] == [*here.workshop.categories.values_list(*listed)]
    assert [*workshop.areas.values_list("name", "emoji", "description")] == [("Code", "🔎", "Reviews.")]
    assert prompts_of(workshop) == prompts_of(here.workshop)


def test_without_a_script_choosing_it_fills_what_nobody_typed(here: Sitting, client: Client) -> None:
    template = save(here)
    form = fields(client.get(NEW).text)
    workshop = opened(client, form | {"template": f"own-{template.id}", "purpose": "My own"})
    assert (workshop.role, workshop.title, workshop.purpose) == ("Tech Lead", "Leads", "My own")
    assert (str(workshop.threshold), workshop.names, workshop.red_needs_reason) == ("7/10", "named", True)
    assert [c.name for c in workshop.categories.all()] == ["People", "Squad", "Tech Wide", "Other"]


def test_nothing_that_anybody_said_is_in_it(here: Sitting) -> None:
    Workshop.objects.filter(id=here.workshop.id).update(
        stage="framework", wall_shown_at=timezone.now(), revealed_at=timezone.now()
    )
    card = here.listed("XYLOPHONE the payroll")
    ballot = here.voted(card, ann="r")
    here.reasoned(ballot, here.ann, "OKAPI said so", "MARMOT")
    IdeaFactory(workshop=here.workshop, name="WOMBAT")
    here.now()
    save(here, "All of it")
    words = ["XYLOPHONE", "OKAPI", "MARMOT", "WOMBAT", "Ann", "Fay", str(here.ann.id), str(card.id)]
    assert "responsibilities_template" not in rows_naming(words)


@pytest.mark.parametrize("stage", Stage)
def test_a_facilitator_can_save_at_any_stage_and_after_it_was_closed(stage: Stage) -> None:
    here = sitting(stage)
    here.close()
    assert here.send(here.facilitator, "save-template", template="Ours").status_code == 200
    assert Template.objects.get().name == "Ours"


@pytest.mark.parametrize("stage", [Stage.LOBBY, Stage.FRAMEWORK])
def test_where_it_was_saved_it_says_so(stage: Stage) -> None:
    here = sitting(stage)
    assert "Save these settings as a template" in here.get(here.facilitator).text
    assert "Save these settings" not in here.get(here.ann).text
    assert "first among your own templates" in here.send(here.facilitator, "save-template", template="Ours").text
    answer = here.post(here.facilitator, "save-template", template="Another")
    assert "first among your own templates" in here.get(here.facilitator, saved="template").text
    assert answer["Location"].endswith("?saved=template")


def test_a_participant_may_not_save(here: Sitting) -> None:
    before = tables()
    assert here.post(here.ann, "save-template", template="Mine").status_code == 403
    assert tables() == before


@pytest.mark.parametrize("stage", [Stage.LOBBY, Stage.FRAMEWORK])
@pytest.mark.parametrize(
    ("name", "why"), [("  ", "Give it a name"), ("x" * 81, "at most 80"), ("ours", "of this name already")]
)
def test_a_name_that_will_not_do_is_said_beside_it(stage: Stage, name: str, why: str) -> None:
    here = sitting(stage)
    save(here)
    for answer in (
        here.send(here.facilitator, "save-template", template=name),
        here.post(here.facilitator, "save-template", template=name),
    ):
        assert answer.status_code == 422
        assert why in answer.text.split('id="template-error"')[1][:200]
        assert f'value="{name}"' in answer.text
        # The other form of this part still holds what it held.
        assert stage is not Stage.LOBBY or f'value="{here.workshop.title}"' in answer.text
    assert Template.objects.count() == 1


def test_the_same_form_sent_twice_saves_one(here: Sitting) -> None:
    assert save(here, client_key="k") == save(here, client_key="k")


def test_there_is_a_limit(here: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "MOST", 1)
    save(here)
    answer = here.send(here.facilitator, "save-template", template="Another")
    assert answer.status_code == 422
    assert "Delete one" in answer.text


def test_the_newest_is_offered_first(here: Sitting, client: Client) -> None:
    save(here, "Older")
    save(here, "Newer")
    assert names(client) == ["Newer", "Older"]


def test_it_can_be_renamed(here: Sitting, client: Client) -> None:
    template = save(here)
    answer = client.post(address(template, "rename"), {"name": "Better"})
    assert answer.status_code == 302
    assert "Rename Better" in client.get(answer["Location"]).text
    assert names(client) == ["Better"]


@pytest.mark.parametrize(("name", "why"), [("", "Give it a name"), ("OTHER", "of this name already")])
def test_a_bad_new_name_stays_beside_what_is_wrong_with_it(here: Sitting, client: Client, name: str, why: str) -> None:
    template = save(here)
    save(here, "Other")
    for headers in (HTMX, {}):
        answer = client.post(address(template, "rename"), {"name": name}, headers=headers)
        assert answer.status_code == 422
        assert why in answer.text.split('id="name-error"')[1][:200]
    assert set(names(client)) == {"Ours", "Other"}


def test_deleting_can_be_undone_where_it_was_done(here: Sitting, client: Client) -> None:
    template = save(here)
    answer = client.post(address(template, "delete"), {"template": "cto"}, headers=HTMX)
    assert "Deleted" in answer.text
    assert f'value="own-{template.id}"' not in answer.text
    assert 'value="cto" checked' in answer.text
    assert names(client) == []
    assert f'value="own-{template.id}"' in client.post(address(template, "put-back"), headers=HTMX).text
    assert names(client) == ["Ours"]


def test_so_it_can_without_a_script(here: Sitting, client: Client) -> None:
    template = save(here)
    answer = client.post(address(template, "delete"))
    assert "Undo deleting Ours" in client.get(answer["Location"]).text
    assert "Undo deleting Ours" not in client.get(NEW).text
    client.post(address(template, "put-back"))
    assert names(client) == ["Ours"]


def test_one_whose_name_was_taken_meanwhile_stays_deleted(here: Sitting, client: Client) -> None:
    template = save(here)
    client.post(address(template, "delete"))
    save_template(workshop=here.workshop, name="Ours", client_key="another")
    answer = client.post(address(template, "put-back"), headers=HTMX)
    assert answer.status_code == 422
    assert "of this name already" in answer.text


@pytest.mark.parametrize("role", [Membership.Role.MEMBER, Membership.Role.REVIEWER, None])
@pytest.mark.parametrize("verb", ["rename", "delete", "put-back"])
def test_only_who_steers_the_community_may(here: Sitting, verb: str, role: str | None) -> None:
    template = save(here)
    if role:
        other = MembershipFactory(community=here.workshop.community, role=role).user
    else:
        other = MembershipFactory(community=Community.objects.create(name="Elsewhere")).user
    browser = Client()
    browser.force_login(other)
    before = tables()
    for headers in (HTMX, {}):
        assert browser.post(address(template, verb), {"name": "Taken over"}, headers=headers).status_code == 404
    assert browser.get(address(template, verb)).status_code == 405
    # Reading the page writes the session of whoever signed in.
    assert {table for table, rows in tables().items() if rows != before[table]} <= {"django_session"}
    assert "Ours" not in browser.get(NEW).text


def test_a_name_is_only_text(here: Sitting, client: Client) -> None:
    save(here, '<b>"bold"</b>')
    assert '<b>"bold"' not in client.get(NEW).text


def test_what_began_with_a_template_stays_when_that_is_deleted(here: Sitting, client: Client) -> None:
    template = save(here)
    workshop = opened(client, {"template": f"own-{template.id}"})
    template.delete()
    assert client.get(f"/w/{workshop.id}/").status_code == 200
    assert prompts_of(WorkshopFactory(role="Tech Lead")).keys() == prompts_of(workshop).keys()
