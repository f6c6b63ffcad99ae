"""Who is here, as the pages say it: by name while names can be read, by number in a crowd."""

import pytest
from django.db import transaction

from live import attendance
from live.attendance import Batch, Place, Word
from tests.factories import ParticipantFactory
from tests.sittings import Sitting, sitting
from workshops.board import WorkshopBoard
from workshops.models import Participant, Stage
from workshops.presence import CROWD

pytestmark = pytest.mark.django_db


def come(here: Sitting, *people: Participant, away: bool = False) -> None:
    """Have the pages of these people open, in view or hidden."""
    places = [Place("w", str(here.workshop.id), str(who.id), "tab") for who in people]
    outcome = attendance.tell("hub", Batch(open=dict.fromkeys(places, Word(away, 0))))
    with transaction.atomic():
        for _, key in outcome.boards:
            WorkshopBoard().people_changed(key)


@pytest.mark.parametrize(("stage", "part"), [(Stage.LOBBY, "people"), (Stage.VOTING, "voters")])
def test_everybody_sees_by_name_who_is_here(stage: Stage, part: str) -> None:
    here = sitting(stage)
    come(here, here.ann)
    come(here, here.bo, away=True)
    ParticipantFactory(workshop=here.workshop, name="Cleo")
    for who in (here.ann, here.facilitator):
        html = " ".join(here.get(who).text.split(f'id="{part}"')[1].split("</ul>")[0].split())
        assert "1 here, 1 away" in html
        assert 'Ann</span><span class="sr"> is here</span>' in html.replace("> <", "><").replace("</a>", "</span>")
        assert "away</span>" in html.replace("</a>", "</span>").split("Bo</span>")[1].split("</li>")[0]
        assert "not here</span>" in html.replace("</a>", "</span>").split("Cleo</span>")[1]


@pytest.mark.parametrize(("stage", "part"), [(Stage.LOBBY, "people"), (Stage.VOTING, "voters")])
def test_of_a_crowd_everybody_sees_numbers_and_the_facilitator_names(stage: Stage, part: str) -> None:
    here = sitting(stage)
    crowd = [ParticipantFactory(workshop=here.workshop) for _ in range(CROWD)]
    come(here, *crowd[:50])
    come(here, *crowd[50:56], away=True)
    seen = {
        who: here.get(who).text.split(f'id="{part}"')[1].split("</section>")[0] for who in (here.ann, here.facilitator)
    }
    for html in seen.values():
        assert "50 here, 6 away" in html
    assert crowd[0].name not in seen[here.ann]
    assert crowd[0].name in seen[here.facilitator].split("<details")[1]


def test_somebody_who_is_removed_is_not_counted() -> None:
    here = sitting("lobby")
    come(here, here.ann, here.bo)
    here.send(here.facilitator, "remove-participant", here.bo.id)
    assert "1 here" in here.get(here.facilitator).text


def test_a_change_touches_nothing_else_of_the_board() -> None:
    here = sitting("lobby")
    come(here, here.ann)
    now = here.now()
    assert now.touched["here"] == now.revision
    assert now.touched.get("*", 0) < now.revision
