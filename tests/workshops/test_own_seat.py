"""One's own name, and one's seat on another device."""

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import UserFactory
from tests.sittings import Sitting, name_on, sat, sitting
from tests.workshops.test_roles import path
from workshops.access import COOKIE_AGE, facilitator_token, resume_url
from workshops.cookies import COOKIE
from workshops.models import Participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Sitting:
    return sitting("voting")


def who_is(client: Client, here: Sitting) -> str:
    """The name of whoever this browser is in the workshop."""
    name: str = client.get(here.url("you")).context["person"].name
    return name


def test_the_link_leads_another_device_to_the_same_seat(here: Sitting) -> None:
    here.voted(here.listed("Meet new engineers"), ann="g")
    for who in (here.ann, here.facilitator):
        link = path(resume_url(Participant.objects.get(id=who.id)))
        assert link.split("/resume/")[0] in here.get(who, "you").text
        other = Client()
        asked = other.get(link)
        assert f'Continue as <span dir="auto">{who.name}' in asked.text
        assert COOKIE not in asked.cookies
        assert other.post(link)["Location"] == here.url("workshop")
        assert name_on(other.get(here.url("workshop"))) == who.name
        assert sat(who).get(here.url("workshop")).status_code == 200


def test_a_browser_that_is_somebody_else_is_told_so_first(here: Sitting) -> None:
    link = path(resume_url(here.ann))
    client = sat(here.bo)
    assert "This browser is in the workshop as" in client.get(link).text
    assert name_on(client.get(here.url("workshop"))) == here.bo.name
    assert "This browser is in the workshop as" not in sat(here.ann).get(link).text


def test_links_that_are_none_open_nothing(here: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    there = sitting("lobby")
    good = path(resume_url(here.ann))
    token = good.split("/")[-2]
    for wrong in ("x", "::", token[:-1], token + "x", facilitator_token(here.facilitator), here.ann.pass_key):
        assert Client().get(here.url("resume", wrong)).status_code == 404
        assert Client().post(here.url("resume", wrong)).status_code == 404
    assert Client().get(there.url("resume", token)).status_code == 404
    assert Client().get(here.url("facilitate", token)).status_code == 404
    later = timezone.now().timestamp() + COOKIE_AGE + 1
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert Client().get(good).status_code == 404


def test_a_removed_persons_link_says_that_they_were_removed(here: Sitting) -> None:
    link = path(resume_url(here.bo))
    here.send(here.facilitator, "remove-participant", here.bo.id)
    for answer in (Client().get(link), Client().post(link)):
        assert answer.status_code == 403
        assert "You were removed" in answer.text


def test_a_closed_workshop_can_still_be_read_on_another_device(here: Sitting) -> None:
    link = path(resume_url(here.ann))
    here.close()
    client = Client()
    assert client.post(link).status_code == 303
    assert client.get(here.url("workshop")).status_code == 200


def test_logging_out_other_devices_ends_them_and_every_link(here: Sitting) -> None:
    link, other, this = path(resume_url(here.ann)), sat(here.ann), sat(here.ann)
    answer = this.post(here.url("your-devices"))
    assert (answer.status_code, answer["Location"]) == (303, here.url("you"))
    assert other.get(here.url("workshop")).status_code == 403
    assert Client().get(link).status_code == 404
    assert name_on(this.get(here.url("workshop"))) == here.ann.name


def test_a_facilitators_old_link_ends_with_it(here: Sitting) -> None:
    old = here.url("facilitate", facilitator_token(here.facilitator))
    assert Client().get(old).status_code == 303
    sat(here.facilitator).post(here.url("your-devices"))
    assert Client().get(old).status_code == 404


def test_no_facilitator_gets_a_link_to_anybody_elses_seat(here: Sitting) -> None:
    for who in (here.ann, here.facilitator):
        sheet = here.get(here.facilitator, "people", person=str(who.id)).text
        assert "/resume/" not in sheet
        assert who.pass_key not in sheet


def test_one_is_called_otherwise_everywhere(here: Sitting) -> None:
    answer = here.post(here.ann, "your-name", name="  Anna  Lee ")
    assert (answer.status_code, answer["Location"]) == (303, here.url("workshop"))
    assert "Anna Lee" in here.get(here.bo).text
    here.post(here.facilitator, "rename-participant", here.bo.id, name="Bodo", at="people")
    assert "Bodo" in here.get(here.ann).text


def test_names_are_told_apart_and_ones_own_is_free(here: Sitting) -> None:
    here.post(here.ann, "your-name", name="bo")
    assert Participant.objects.get(id=here.ann.id).name == "bo (2)"
    here.post(here.bo, "your-name", name="BO")
    assert Participant.objects.get(id=here.bo.id).name == "BO"


@pytest.mark.parametrize("name", [" ", "x" * 61])
def test_a_name_that_does_not_do_comes_back(here: Sitting, name: str) -> None:
    answers = (
        here.post(here.ann, "your-name", name=name),
        here.post(here.facilitator, "rename-participant", here.ann.id, name=name, at="people"),
    )
    for answer in answers:
        assert answer.status_code == 422
        assert 'class="error"' in answer.text
        assert f'value="{name}"' in answer.text
    assert Participant.objects.get(id=here.ann.id).name == "Ann"


def test_in_a_closed_workshop_names_stay(here: Sitting) -> None:
    here.close()
    assert here.post(here.ann, "your-name", name="Anna").status_code == 422
    assert here.post(here.ann, "your-devices").status_code == 303


def test_an_account_that_has_a_seat_can_go_on_elsewhere_too(here: Sitting) -> None:
    user = UserFactory()
    Participant.objects.filter(id=here.facilitator.id).update(user=user)
    client = Client()
    client.force_login(user)
    assert "signed in to your account" in client.get(here.url("you")).text
