"""What each stage allows. Every form is sent at every stage, and to a closed workshop."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from responsibilities.models import Area, Responsibility
from tests.factories import AreaFactory, BallotFactory
from tests.sittings import Sitting, sitting, tables
from workshops.models import Participant, Stage

pytestmark = pytest.mark.django_db

# What facilitators do with the people as a whole.
WITH_ALL = ("renew-code", "let-all-in", "decline-all", "lower-hands")
# Forms about the whole workshop.
CLOCK = ("add-minute", "pause-timer", "resume-timer", "stop-clock")
WHOLE = ("wall", "reveal", "accept", *CLOCK)
FROM_LISTING = tuple(Stage)[1:]
TALKING = (Stage.DISCUSSION,)
SETTLING = (Stage.DISCUSSION, Stage.CLUSTERING)


@dataclass
class Forms:
    """A workshop in which every form has something to be about."""

    here: Sitting
    card: Responsibility
    twin: Responsibility
    area: Area

    def by(self, name: str) -> tuple[Participant, tuple[Any, ...], dict[str, Any]]:
        """Who sends the form, about what, with which fields."""
        here, card, pair = self.here, (self.card.id,), [self.card.id, self.twin.id]
        category = self.twin.category_id
        found: dict[str, Callable[[], tuple[Participant, tuple[Any, ...], dict[str, Any]]]] = {
            "responsibilities": lambda: (here.ann, (), {"text": "Another", "category": category}),
            "reword": lambda: (here.ann, card, {"text": "Otherwise", "category": category}),
            "remove": lambda: (here.ann, card, {}),
            "put-back": lambda: (here.ann, card, {}),
            "vote": lambda: (here.ann, card, {"colour": "green"}),
            "take-back": lambda: (here.ann, card, {}),
            "decision": lambda: (here.facilitator, card, {"colour": "green"}),
            "placing": lambda: (here.ann, (), {"responsibility": pair, "area": "New"}),
            "unsort": lambda: (here.ann, (), {"responsibility": pair}),
            "merge-duplicates": lambda: (here.ann, (), {"responsibility": pair}),
            "unmerge": lambda: (here.ann, (pair[0],), {}),
            "area": lambda: (here.ann, (self.area.id,), {"name": "Renamed"}),
            "merge-areas": lambda: (here.ann, (self.area.id,), {"into": self.area.id}),
            "drop-area": lambda: (here.ann, (self.area.id,), {}),
            "details": lambda: (here.facilitator, (), {"title": "Another"}),
            "remove-participant": lambda: (here.facilitator, (here.bo.id,), {}),
            "let-back-in": lambda: (here.facilitator, (here.bo.id,), {}),
            "rename-participant": lambda: (here.facilitator, (here.bo.id,), {"name": "Bodo"}),
            "role": lambda: (here.facilitator, (here.bo.id,), {"role": "facilitator"}),
            "name-facilitator": lambda: (here.facilitator, (), {"name": "Gil"}),
            "add-without-device": lambda: (here.facilitator, (), {"seat": "Gil"}),
            "joining": lambda: (here.facilitator, (), {"joining": "approval"}),
            **{name: lambda: (here.facilitator, (), {}) for name in WITH_ALL},
            "lower-hand": lambda: (here.facilitator, (here.bo.id,), {}),
            "hand": lambda: (here.ann, (), {"up": "1"}),
            "ready": lambda: (here.ann, (), {"for": here.workshop.stage, "ready": "1"}),
            "timer": lambda: (here.facilitator, (), {"minutes": "5"}),
            "deadline": lambda: (here.facilitator, (), {"instant": (timezone.now() + timedelta(days=1)).isoformat()}),
            "plan-minutes": lambda: (here.facilitator, ("voting",), {"minutes": "5"}),
            "keep-note": lambda: (here.facilitator, ("voting",), {"note": "Mind the time"}),
            "stage": lambda: (here.facilitator, (), {"expected": here.workshop.stage, "to": "listing"}),
        }
        if name in found:
            return found[name]()
        return here.facilitator, () if name in WHOLE else card, {}


def forms(stage: Stage) -> Forms:
    here = sitting(stage)
    card, twin = here.listed("Meet new engineers"), here.listed("Welcome new engineers")
    if stage is Stage.DISCUSSION:
        # A vote can be cast, or opened to be cast, where one is open.
        BallotFactory(responsibility=card)
    return Forms(here, card, twin, AreaFactory(workshop=here.workshop))


ALLOWED = {
    "responsibilities": FROM_LISTING,
    **dict.fromkeys(("reword", "remove", "put-back", "wall"), (Stage.LISTING,)),
    "vote": (Stage.VOTING, Stage.DISCUSSION),
    **dict.fromkeys(("take-back", "reveal"), (Stage.VOTING,)),
    **dict.fromkeys(("focus", "reveal-re-vote", "accept"), TALKING),
    **dict.fromkeys(("decision", "withdraw", "park", "take-up", "merge-duplicates", "unmerge"), SETTLING),
    **dict.fromkeys(("placing", "unsort", "area", "merge-areas", "drop-area"), (Stage.CLUSTERING,)),
    **dict.fromkeys(("timer", *CLOCK, "plan-minutes", "keep-note"), tuple(Stage)),
    "deadline": (Stage.LISTING, Stage.VOTING),
    **dict.fromkeys(("details", "stage", "remove-participant", "let-back-in"), tuple(Stage)),
    **dict.fromkeys(("rename-participant", "role", "name-facilitator", "joining", *WITH_ALL), tuple(Stage)),
    **dict.fromkeys(("lower-hand", "hand", "ready", "add-without-device"), tuple(Stage)),
}


@pytest.mark.parametrize("name", ALLOWED)
def test_a_form_is_taken_at_its_stages_and_nowhere_else(name: str) -> None:
    for stage in Stage:
        now = forms(stage)
        who, about, fields = now.by(name)
        before = tables()
        answer = now.here.send(who, name, *about, **fields)
        if stage in ALLOWED[name]:
            assert answer.status_code == 200, f"{name} at {stage}"
        else:
            assert answer.status_code == 422, f"{name} at {stage}"
            assert tables() == before, f"{name} at {stage}"


@pytest.mark.parametrize("name", ALLOWED)
def test_a_closed_workshop_can_be_read_but_not_changed(name: str) -> None:
    stage = ALLOWED[name][0]
    now = forms(stage)
    now.here.close()
    who, about, fields = now.by(name)
    before = tables()
    answer = now.here.send(who, name, *about, **fields)
    assert answer.status_code == 422
    assert "This workshop is closed" in answer.text
    assert tables() == before
    assert now.here.get(who).status_code == 200


@pytest.mark.parametrize("name", ["vote", "decision", "placing", "reword"])
def test_whoever_is_too_late_is_told_so_where_they_typed(name: str) -> None:
    now = forms(Stage.FRAMEWORK)
    who, about, fields = now.by(name)
    for answer in (now.here.send(who, name, *about, **fields), now.here.post(who, name, *about, **fields)):
        assert answer.status_code == 422
        assert "the workshop is now at Framework" in answer.text
