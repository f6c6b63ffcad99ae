"""What was drawn is drawn again only where something touched it, and once for all who see the same."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from live import drawings, ringing
from live.drawings import draw, draw_all, tell_all
from live.models import new_epoch
from live.regions import Region
from live.rings import Ring
from tests.sittings import Sitting, sitting
from workshops.actions.people import join_workshop
from workshops.models import Stage, Workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(settings: Settings) -> Sitting:
    settings.LIVE_DRAWINGS = 100
    here = sitting(Stage.VOTING)
    for number in range(5):
        here.listed(f"Number {number}")
    return here


def seen(here: Sitting, audience: str = "participant") -> dict[str, Region]:
    drawing = draw("w", str(here.workshop.id), audience)
    found = {name: drawing.region(name) for name in ("stages", "board", "voters", "votes-in", "controls", "others")}
    return {name: region for name, region in found.items() if region}


def same(one: dict[str, Region], other: dict[str, Region]) -> set[str]:
    return {name for name in one.keys() & other.keys() if one[name] is other[name]}


def test_a_vote_touches_the_count_of_votes_alone(here: Sitting) -> None:
    cards = list(here.workshop.responsibilities.all())
    here.send(here.ann, "vote", cards[0].id, colour="green")
    before = seen(here, "facilitator")
    here.send(here.ann, "vote", cards[1].id, colour="green")
    after = seen(here, "facilitator")
    assert same(before, after) == {"stages", "voters", "controls"}
    assert "2</b> of 10" in after["votes-in"].html


def test_a_second_thought_touches_nothing(here: Sitting) -> None:
    card = here.workshop.responsibilities.first()
    assert card
    here.send(here.ann, "vote", card.id, colour="green")
    before = seen(here)
    here.send(here.ann, "vote", card.id, colour="red")
    assert same(before, seen(here)) == {"stages", "board", "voters", "votes-in"}


def test_the_last_vote_of_somebody_touches_who_is_done(here: Sitting) -> None:
    for card in here.workshop.responsibilities.all():
        before = seen(here)
        here.send(here.ann, "vote", card.id, colour="green")
    after = seen(here)
    assert "voters" not in same(before, after)
    assert "1 of 2 done" in after["voters"].html


def test_what_does_not_say_what_it_touches_touches_everything(here: Sitting) -> None:
    before = seen(here)
    here.send(here.facilitator, "stage", expected="voting", to="listing")
    after = seen(here)
    assert not same(before, after)
    assert "others" in after


def test_a_restored_copy_is_drawn_anew_whatever_its_revision_is(here: Sitting) -> None:
    before = seen(here)
    Workshop.objects.filter(id=here.workshop.id).update(epoch=new_epoch())
    assert not same(before, seen(here))


def test_those_who_come_at_once_are_shown_one_drawing(here: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawings, "YOUNG", 60.0)
    position = re.compile('data-position="([^"]*)"')
    shown = set()
    for number in range(3):
        guest = join_workshop(workshop=here.now(), name=f"Guest {number}", client_key=str(number))
        shown.add(position.findall(here.get(guest).text)[0])
    assert len(shown) == 1
    here.send(here.facilitator, "stage", expected="voting", to="listing")
    assert position.findall(here.get(here.ann).text)[0] == here.now().position


def test_the_second_to_open_the_page_costs_no_drawing(here: Sitting) -> None:
    counts = []
    for who in (here.ann, here.bo):
        with CaptureQueriesContext(connection) as asked:
            here.get(who)
        counts.append(len(asked))
    assert counts[1] < counts[0]
    assert counts[1] <= 4


@pytest.mark.django_db(transaction=True)
def test_a_vote_brings_the_row_from_which_everybody_can_be_shown_it(here: Sitting) -> None:
    rings: list[Ring] = []
    cards = list(here.workshop.responsibilities.all())
    here.send(here.ann, "vote", cards[0].id, colour="green")
    everybody = draw_all("w", str(here.workshop.id), dict.fromkeys(("participant", "facilitator", "screen")))
    ringing.attach(rings.extend)
    try:
        here.send(here.bo, "vote", cards[1].id, colour="green")
        here.send(here.bo, "vote", cards[1].id, colour="red")
    finally:
        ringing.attach(None)
    for ring in rings:
        assert ring.thing
        assert ring.thing.revision == ring.last
    row, now = rings[-1].thing, here.now()
    assert isinstance(row, Workshop)
    assert [getattr(row, one.attname) for one in Workshop._meta.concrete_fields] == [
        getattr(now, one.attname) for one in Workshop._meta.concrete_fields
    ]
    with CaptureQueriesContext(connection) as queries:
        told = tell_all(row, everybody)
    assert told
    assert len(queries) == 0
    drawings._kept.clear()
    anew = draw_all("w", str(here.workshop.id), dict.fromkeys(everybody))
    for audience, picture in told.items():
        assert [one.html for one in picture.regions] == [one.html for one in anew[audience].regions], audience


def test_what_more_than_the_row_says_is_read(here: Sitting) -> None:
    card = here.workshop.responsibilities.first()
    assert card
    everybody = draw_all("w", str(here.workshop.id), {"participant": None})
    here.listed("One more")
    assert tell_all(here.now(), everybody) is None
