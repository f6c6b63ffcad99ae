"""Whether many still have their seats is asked at once, and answered as the door would answer each of them."""

from typing import Any, cast

import pytest
from asgiref.typing import HTTPScope
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from live import seats
from live.boards import Refused, Seat
from live.drawings import draw
from tests.factories import ParticipantFactory, UserFactory
from tests.sittings import Sitting, sitting
from workshops.access import give_seat
from workshops.board import WorkshopBoard
from workshops.cookies import COOKIE, WAY_BACK
from workshops.models import Participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Sitting:
    return sitting("voting")


def scope(cookies: dict[str, str], query: str = "") -> HTTPScope:
    """A request for a stream, as the server hands it on."""
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    made = {"type": "http", "method": "GET", "path": "/", "query_string": query.encode()}
    return cast("HTTPScope", made | {"headers": [(b"host", b"localhost"), (b"cookie", cookie.encode())]})


def seated(who: Participant, name: str = COOKIE) -> dict[str, str]:
    return {name: give_seat(HttpResponse(), who).cookies[COOKIE].value}


def said(here: Sitting, *scopes: HTTPScope, key: str = "") -> list[Any]:
    answers = seats.ask(WorkshopBoard(), key or str(here.workshop.id), scopes)
    return [answer.status if isinstance(answer, Refused) else answer for answer in answers]


def test_each_is_told_what_the_door_would_tell_them(here: Sitting) -> None:
    gone, stranger = ParticipantFactory(workshop=here.workshop), ParticipantFactory()
    Participant.objects.filter(id=gone.id).update(removed_at=timezone.now())
    user = UserFactory()
    Participant.objects.filter(id=here.facilitator.id).update(user=user)
    client = Client()
    client.force_login(user)
    ann, bo = str(here.ann.id), str(here.bo.id)
    answers = said(
        here,
        scope(seated(here.ann)),
        scope(seated(here.bo, WAY_BACK), "stage=listing"),
        scope(seated(here.ann), "as=screen"),
        scope(seated(here.facilitator)),
        scope({name: cookie.value for name, cookie in client.cookies.items()}),
        scope(seated(gone)),
        scope(seated(stranger)),
        scope({COOKIE: "forged"}),
        scope({}),
    )
    assert answers == [
        Seat("participant", ann),
        Seat("participant:listing", bo),
        Seat("screen", f"{ann}:screen"),
        *[Seat("facilitator", str(here.facilitator.id))] * 2,
        *[403] * 4,
    ]


def test_an_old_cookie_is_no_seat_any_more(here: Sitting) -> None:
    old = seated(here.ann)
    Participant.objects.filter(id=here.ann.id).update(pass_key="new")
    assert said(here, scope(old)) == [403]


@pytest.mark.parametrize("key", ["nothing", "00000000-0000-4000-8000-000000000000"])
def test_where_there_is_no_workshop_nobody_has_a_seat(here: Sitting, key: str) -> None:
    assert said(here, scope(seated(here.ann)), key=key) == [404]


def test_a_hundred_take_one_query(here: Sitting) -> None:
    scopes = [scope(seated(ParticipantFactory(workshop=here.workshop))) for _ in range(100)]
    with CaptureQueriesContext(connection) as queries:
        assert {seat.audience for seat in said(here, *scopes)} == {"participant"}
    assert len(queries) == 1


def test_who_looks_back_is_of_one_audience_wherever_the_workshop_goes(here: Sitting) -> None:
    tab = scope(seated(here.ann), "stage=listing")
    [looking_back] = said(here, tab)
    here.send(here.facilitator, "stage", expected="voting", to="listing")
    assert said(here, tab) == [looking_back]
    one, other = (draw("w", str(here.workshop.id), name) for name in ("participant", looking_back.audience))
    assert [region.html for region in one.regions] == [region.html for region in other.regions]


@pytest.mark.parametrize("stage", ["", "party", "listing:voting", "\x00"])
def test_no_such_stage_is_no_audience(here: Sitting, stage: str) -> None:
    assert said(here, scope(seated(here.ann), f"stage={stage}")) == [Seat("participant", str(here.ann.id))]
