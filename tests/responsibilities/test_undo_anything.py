"""Whatever was done in Discussion and Clustering: undone from the newest line to the oldest, nothing of it is left."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from responsibilities.actions import clustering, discussion, merging
from responsibilities.models import Area, Ballot, Decision, Focus, Idea, Responsibility
from responsibilities.workshop_file import export
from tests.factories import AreaFactory
from tests.sittings import Sitting, sitting
from workshops.actions.details import describe_workshop
from workshops.actions.stages import move_stage
from workshops.actions.undoing import undo
from workshops.models import Activity, Stage
from workshops.refusal import Refusal

pytestmark = pytest.mark.django_db
STAGES = (Stage.DISCUSSION, Stage.CLUSTERING)
UNDONE: tuple[Any, ...] = (Responsibility, Area, Decision, Idea, Focus, Ballot)
NAMES = ("New Starters", "Onboarding", "Recruitment", "new starters")


@dataclass
class Play:
    """A workshop in which things are done at random; `numbers` choose what they are done to."""

    here: Sitting
    numbers: list[int] = field(default_factory=list)

    def number(self) -> int:
        return self.numbers.pop() if self.numbers else 0

    def one(self, rows: Any) -> Any:
        ids = list(rows.order_by("number").values_list("id", flat=True))
        return ids[self.number() % len(ids)] if ids else self.here.workshop.id

    def card(self) -> Any:
        return self.one(self.here.workshop.responsibilities.all())

    def cards(self) -> list[Any]:
        return [self.card() for _ in range(1 + self.number() % 4)]

    def area(self) -> Any:
        return self.one(self.here.workshop.areas.all())

    def name(self) -> str:
        return NAMES[self.number() % len(NAMES)]

    def state(self) -> list[Any]:
        """Every row of what is undone here, with every moment and number in it."""
        now = self.here.now()
        kept = {model: model.objects.filter(workshop=now).order_by("pk").values() for model in UNDONE}
        return [now.title, now.stage, *(list(rows) for rows in kept.values())]


def acts(play: Play) -> dict[str, Callable[[], Any]]:
    workshop, by = play.here.now(), play.here.facilitator
    who: dict[str, Any] = {"workshop": workshop, "by": by}
    return {
        "move": lambda: clustering.put_in_area(responsibility_ids=play.cards(), name=play.name(), **who),
        "unsort": lambda: clustering.take_out_of_area(responsibility_ids=play.cards(), **who),
        "make": lambda: clustering.create_area(name=play.name(), **who),
        "rename": lambda: clustering.rename_area(
            area_id=play.area(), name=play.name(), emoji="🌱" * (play.number() % 2), **who
        ),
        "join": lambda: clustering.merge_areas(area_id=play.area(), into_id=play.area(), **who),
        "drop": lambda: clustering.drop_area(area_id=play.area(), **who),
        "merge": lambda: merging.merge_duplicates(responsibility_ids=play.cards(), **who),
        "unmerge": lambda: merging.unmerge(responsibility_id=play.card(), **who),
        "focus": lambda: discussion.focus_on(responsibility_id=play.card(), **who),
        "re-vote": lambda: discussion.open_re_vote(responsibility_id=play.card(), **who),
        "call off": lambda: discussion.reveal_re_vote(responsibility_id=play.card(), **who),
        "decide": lambda: discussion.record_decision(
            responsibility_id=play.card(), colour=("green", "amber", "red")[play.number() % 3], owner="HR", **who
        ),
        "withdraw": lambda: discussion.withdraw_decision(responsibility_id=play.card(), **who),
        "accept": lambda: discussion.accept_all_agreed(**who),
        "park": lambda: discussion.park_as_idea(responsibility_id=play.card(), **who),
        "take up": lambda: discussion.take_up_again(responsibility_id=play.card(), **who),
        "go": lambda: move_stage(expected=workshop.at, to=STAGES[play.number() % 2], **who),
        "describe": lambda: describe_workshop(said={"title": play.name()}, **who),
    }


def begun(stage: Stage) -> Play:
    here = sitting(stage)
    areas = [AreaFactory(workshop=here.workshop, name=name) for name in NAMES[1:3]] + [None]
    for number in range(4):
        here.voted(here.listed(f"Number {number}", area=areas[number % 3]), ann="g", bo="g" if number % 2 else "r")
    return Play(here)


def newest_first(play: Play) -> list[int]:
    return list(Activity.objects.filter(workshop=play.here.workshop).order_by("-id").values_list("id", flat=True))


SORTING = ("move", "move", "unsort", "make", "rename", "join", "join", "drop", "merge", "merge", "unmerge")
TALKING = ("focus", "re-vote", "call off", "decide", "withdraw", "accept", "park", "take up", "go", "describe")
STEPS = st.lists(
    st.tuples(st.sampled_from(SORTING + TALKING), st.lists(st.integers(0, 5), min_size=6, max_size=6)),
    min_size=4,
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(STAGES), STEPS)
def test_undoing_everything_leaves_it_as_it_was(stage: Stage, steps: list[tuple[str, list[int]]]) -> None:
    play = begun(stage)
    states, file = {0: play.state()}, export(play.here.now())
    for name, numbers in steps:
        play.numbers = list(numbers)
        try:
            acts(play)[name]()
        except Refusal:
            continue
        lines, now = len(newest_first(play)), play.state()
        # What leaves no line has changed nothing.
        assert states.setdefault(lines, now) == now
    done = newest_first(play)
    for left, line in reversed(list(enumerate(reversed(done)))):
        undo(workshop=play.here.workshop, line_id=line, by=play.here.facilitator)
        assert play.state() == states[left]
    assert export(play.here.now()) == file
    # And what was undone can be done again, in the same way.
    for again, line in enumerate(newest_first(play)[: len(done)], start=1):
        undo(workshop=play.here.workshop, line_id=line, by=play.here.facilitator)
        assert play.state() == states[again]


def test_in_any_order_it_is_undone_or_refused_and_the_rows_hold_together() -> None:
    """Twice through all lines, the oldest first: what is in the way is said, and nothing is left half done."""
    play = begun(Stage.CLUSTERING)
    for name in ("move", "merge", "rename", "move", "make", "join", "unmerge", "drop", "merge", "park", "unsort"):
        play.numbers = [3, 1, 2, 0, 4, 2]
        try:
            acts(play)[name]()
        except Refusal:
            continue
    for line in reversed(newest_first(play)):
        before = play.state()
        try:
            undo(workshop=play.here.workshop, line_id=line, by=play.here.facilitator)
        except Refusal:
            assert play.state() == before
    assert not Responsibility.objects.filter(merged_into__merged_into__isnull=False).exists()
