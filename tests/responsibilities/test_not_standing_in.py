"""Who may not enter anything for whom, where not and when not any more."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory

from live.boards import Refused
from responsibilities.models import Vote
from tests.factories import FacilitatorFactory
from tests.sittings import Sitting, sat, sitting, tables
from tests.standing_in import enter, look, seat, vote
from tests.workshops.test_roles import path
from workshops.access import resume_url
from workshops.board import WorkshopBoard
from workshops.cookies import COOKIE
from workshops.models import Participant, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Sitting:
    return sitting("voting")


def refused(here: Sitting, who: Participant, whom: Participant | str, words: str, status: int = 403) -> None:
    """See that nothing is shown to `who`, nor taken from them, and that words say why."""
    id = whom.id if isinstance(whom, Participant) else whom
    card, before = here.workshop.responsibilities.get(), tables()
    for name in ("workshop", "mine"):
        answer = here.get(who, name, **{"for": str(id)})
        assert (answer.status_code, words in answer.text) == (status, True)
    for htmx in (True, False):
        answer = enter(here, who, whom, "vote", card.id, htmx=htmx, colour="green")
        assert answer.status_code == (422 if htmx and status == 403 and words else status)
        assert words in answer.text
        assert enter(here, who, whom, "responsibilities", htmx=htmx, text="Mine").status_code >= 400
    rf = RequestFactory().get("/", {"for": str(id)})
    rf.user = AnonymousUser()
    rf.COOKIES = {name: cookie.value for name, cookie in sat(who).cookies.items()}
    with pytest.raises(Refused):
        WorkshopBoard().seat(rf, str(here.workshop.id))
    assert tables() == before


def test_who_may_not(here: Sitting) -> None:
    ida, there = seat(here), sitting("voting")
    here.listed("Meet new engineers")
    refused(here, here.ann, ida, "Only a facilitator of this workshop can do that.")
    refused(here, ida, here.ann, "Only a facilitator of this workshop can do that.")
    refused(here, here.facilitator, here.ann, "Ann has a device of their own")
    refused(here, here.facilitator, here.facilitator, "Fay has a device of their own")
    refused(here, here.facilitator, seat(there), "", 404)
    for invented in ("", "x", "00000000-0000-4000-8000-000000000000"):
        refused(here, here.facilitator, invented, "", 404)


def test_who_is_not_in_the_workshop_at_all_may_not(here: Sitting) -> None:
    ida, there, card = seat(here), sitting("voting"), here.listed("Meet new engineers")
    before = tables()
    for client in (Client(), sat(there.facilitator)):
        url = here.url("vote", card.id)
        for answer in (client.get(f"{here.url('workshop')}?for={ida.id}"), client.post(f"{url}?for={ida.id}")):
            assert answer.status_code == 403
            assert "You are not in this workshop" in answer.text
    assert tables() == before


def test_not_for_somebody_who_was_removed(here: Sitting) -> None:
    ida = seat(here)
    here.listed("Meet new engineers")
    here.send(here.facilitator, "remove-participant", ida.id)
    refused(here, here.facilitator, ida, "Ida was removed. Let them back in first.")
    here.send(here.facilitator, "let-back-in", ida.id)
    assert look(here, here.facilitator, ida).status_code == 200


def test_not_for_somebody_who_has_a_device_by_now_and_their_votes_stay(here: Sitting) -> None:
    ida, card = seat(here), here.listed("Meet new engineers")
    vote(here, here.facilitator, ida, card)
    client = Client()
    assert client.post(path(resume_url(ida))).status_code == 303
    refused(here, here.facilitator, ida, "Ida has a device of their own")
    answer = vote(here, here.facilitator, ida, card, "red")
    assert answer["Live-Refusal"]
    assert f'id="line-{card.id}" data-colour="green"' in client.get(here.url("mine")).text
    assert Vote.objects.get().by_stand_in
    client.post(here.url("vote", card.id), {"colour": "amber"})
    assert (Vote.objects.get().colour, Vote.objects.get().by_stand_in) == ("amber", False)


def test_not_once_the_role_is_gone(here: Sitting) -> None:
    ida, co = seat(here), FacilitatorFactory(workshop=here.workshop, name="Gus")
    here.listed("Meet new engineers")
    here.post(here.facilitator, "role", co.id, role="participant", at="people")
    refused(here, co, ida, "Only a facilitator of this workshop can do that.")


@pytest.mark.parametrize("stage", [Stage.LOBBY, Stage.LISTING, Stage.CLUSTERING, Stage.FRAMEWORK])
def test_not_at_a_stage_that_does_not_vote(stage: Stage) -> None:
    here = sitting(stage)
    ida, card = seat(here), here.listed("Meet new engineers")
    before = tables()
    answer = vote(here, here.facilitator, ida, card)
    assert answer.status_code == 422
    assert "That belongs to Voting or Discussion" in answer.text
    assert tables() == before
    html = look(here, here.facilitator, ida).text
    if stage is not Stage.LISTING:
        assert "At this stage there is nothing to enter for Ida." in html


def test_not_in_a_closed_workshop_nor_after_the_reveal(here: Sitting) -> None:
    ida, card = seat(here), here.listed("Meet new engineers")
    vote(here, here.facilitator, ida, card, "amber")
    here.send(here.facilitator, "reveal")
    assert "have been revealed" in vote(here, here.facilitator, ida, card).text
    assert 'data-colour="amber"' not in look(here, here.facilitator, ida).text
    here.close()
    before = tables()
    answer = vote(here, here.facilitator, ida, card)
    assert (answer.status_code, "This workshop is closed" in answer.text) == (422, True)
    assert tables() == before


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("hand", {"up": "1"}),
        ("ready", {"for": "voting", "ready": "1"}),
        ("your-name", {"name": "Fay"}),
        ("your-devices", {}),
        ("placing", {"area": "New"}),
        ("stage", {"expected": "voting", "to": "listing"}),
        ("reveal", {}),
    ],
)
def test_nothing_else_is_done_for_somebody(here: Sitting, name: str, data: dict[str, str]) -> None:
    ida = seat(here)
    before = tables()
    for htmx, status in ((True, 422), (False, 403)):
        answer = enter(here, here.facilitator, ida, name, htmx=htmx, **data)
        assert answer.status_code == status
        assert "That cannot be done for somebody else." in answer.text
        assert COOKIE not in answer.cookies
    for address in ("you", "people", "screen", "activity", "export-json"):
        assert look(here, here.facilitator, ida, address).status_code == 403
    assert tables() == before


def test_a_new_code_does_not_make_the_browser_theirs(here: Sitting) -> None:
    ida = seat(here)
    here.post(here.facilitator, "renew-code", at="people")
    client = sat(here.facilitator)
    client.get(f"{here.url('workshop')}?for={ida.id}")
    code = here.now().code
    client.get(f"/j/{code}/")
    assert "Next stage" in client.get(here.url("workshop")).text
