"""What the database itself refuses, whoever asks: every constraint is hit by a row written straight into its table."""

import uuid
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from responsibilities.models import Focus, Inspiration, Responsibility, Template, Vote
from responsibilities.models.responsibility import TEXT_LENGTH
from tests import factories as make
from workshops.models import Newcomer, Participant, Rehearsal, StageSheet, Workshop

pytestmark = pytest.mark.django_db

Attempt = Callable[[], Any]
OURS = {
    model.__name__ for room in ("workshops", "responsibilities") for model in apps.get_app_config(room).get_models()
}


@transaction.atomic
def committed(attempt: Attempt) -> None:
    attempt()
    connection.check_constraints()


def refused_by(constraint: str, attempt: Attempt) -> None:
    """Do it and check that this constraint, by name, is what stops it (at the latest at COMMIT)."""
    with pytest.raises(DatabaseError) as caught:
        committed(attempt)
    diagnosis = caught.value.__cause__.diag  # type: ignore[union-attr]
    assert diagnosis.constraint_name == constraint


def of(row: models.Model, **changes: Any) -> Attempt:
    """Change a row past every check that Python makes."""
    return lambda: type(row)._base_manager.filter(pk=row.pk).update(**changes)


# (whose row, which pointer, a row of another workshop for it to point to)
POINTERS = [
    (make.ResponsibilityFactory, "category", make.CategoryFactory),
    (make.ResponsibilityFactory, "author", make.ParticipantFactory),
    (make.ResponsibilityFactory, "area", make.AreaFactory),
    (make.ResponsibilityFactory, "former_area", make.AreaFactory),
    (make.ResponsibilityFactory, "merged_into", make.ResponsibilityFactory),
    (make.IdeaFactory, "source", make.ResponsibilityFactory),
    (make.BallotFactory, "responsibility", make.ResponsibilityFactory),
    (make.VoteFactory, "ballot", make.BallotFactory),
    (make.VoteFactory, "participant", make.ParticipantFactory),
    (make.ReasonFactory, "ballot", make.BallotFactory),
    (make.ReasonFactory, "participant", make.ParticipantFactory),
    (make.TurnoutFactory, "participant", make.ParticipantFactory),
    (make.DecisionFactory, "responsibility", make.ResponsibilityFactory),
    (make.NoteFactory, "responsibility", make.ResponsibilityFactory),
    (make.NoteFactory, "author", make.ParticipantFactory),
]
FOCUS = "responsibilities_focus_responsibility_id_in_workshop"


def held_by(factory: Any, field: str) -> str:
    return f"{factory._meta.model._meta.db_table}_{field}_id_in_workshop"


@pytest.mark.parametrize(("factory", "field", "target"), POINTERS)
def test_nothing_points_into_another_workshop(factory: Any, field: str, target: Any) -> None:
    refused_by(held_by(factory, field), of(factory(), **{field: target()}))


@pytest.mark.parametrize(("factory", "field", "target"), POINTERS)
def test_nothing_points_nowhere(factory: Any, field: str, target: Any) -> None:
    refused_by(held_by(factory, field), of(factory(), **{f"{field}_id": uuid.uuid4()}))


def test_the_focus_is_on_a_responsibility_of_the_same_workshop() -> None:
    focus = Focus(workshop=make.WorkshopFactory(), responsibility=make.ResponsibilityFactory())
    refused_by(FOCUS, focus.save)


def test_every_such_pointer_is_tried_here() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'f' AND conname LIKE 'resp%in_workshop'")
        named = {name for (name,) in cursor.fetchall()}
    assert named == {FOCUS, *(held_by(factory, field) for factory, field, _ in POINTERS)}


def test_nothing_is_merged_into_what_is_merged_itself() -> None:
    survivor = make.ResponsibilityFactory()
    merged = make.ResponsibilityFactory(workshop=survivor.workshop, merged_into=survivor)
    third = make.ResponsibilityFactory(workshop=survivor.workshop)
    name = "responsibilities_responsibility_merged_into_id_in_workshop"
    refused_by(name, of(third, merged_into=merged))
    refused_by(name, of(survivor, merged_into=third))


def test_nothing_is_merged_into_itself() -> None:
    card = make.ResponsibilityFactory()
    refused_by("responsibility_not_merged_into_itself", of(card, merged_into=card))


def test_what_is_merged_has_no_area() -> None:
    survivor = make.ResponsibilityFactory()
    area = make.AreaFactory(workshop=survivor.workshop)
    card = make.ResponsibilityFactory(workshop=survivor.workshop, area=area)
    refused_by("responsibility_merged_has_no_area", of(card, merged_into=survivor))


@pytest.mark.parametrize("text", ["", "one\ntwo", "tab\there", "\x01", "\x1f"])
def test_a_responsibility_is_one_line(text: str) -> None:
    refused_by("responsibility_text_is_one_line", of(make.ResponsibilityFactory(), text=text))


def test_a_responsibility_has_300_characters_at_most_whatever_they_are() -> None:
    card = make.ResponsibilityFactory()
    of(card, text="🦄" * TEXT_LENGTH)()
    with pytest.raises(DatabaseError, match="too long"), transaction.atomic():
        of(card, text="🦄" * (TEXT_LENGTH + 1))()


def test_a_text_with_a_nul_cannot_be_kept() -> None:
    with pytest.raises((DatabaseError, ValueError)), transaction.atomic():
        of(make.ResponsibilityFactory(), text="a\x00b")()


def test_nobody_votes_twice_on_one_ballot() -> None:
    vote = make.VoteFactory()
    again = Vote(workshop=vote.workshop, ballot=vote.ballot, participant=vote.participant, colour="red")
    refused_by("vote_once_per_ballot", again.save)


def test_nobody_gives_two_reasons_on_one_ballot_but_unnamed_ones_may_be_many() -> None:
    reason = make.ReasonFactory()
    same = {"ballot": reason.ballot, "workshop": reason.workshop}
    refused_by("reason_once_per_ballot", lambda: make.ReasonFactory(participant=reason.participant, **same))
    make.ReasonFactory.create_batch(2, participant=None, **same)
    connection.check_constraints()


def test_a_hand_in_is_kept_once() -> None:
    card = make.ResponsibilityFactory(client_key="k")
    again = make.ResponsibilityFactory(workshop=card.workshop)
    refused_by("responsibility_handed_in_once", of(again, client_key="k"))


@pytest.mark.parametrize(("top", "bottom"), [(1, 2), (2, 4), (0, 1), (3, 2), (499, 999)])
def test_the_threshold_is_over_a_half_and_at_most_one(top: int, bottom: int) -> None:
    workshop = make.WorkshopFactory()
    name = "workshop_threshold_over_half_and_at_most_one"
    refused_by(name, of(workshop, threshold_numerator=top, threshold_denominator=bottom))
    of(workshop, threshold_numerator=999, threshold_denominator=999)()


@pytest.mark.parametrize(
    ("constraint", "factory", "changes"),
    [
        ("vote_colour_known", make.VoteFactory, {"colour": "blue"}),
        ("decision_colour_known", make.DecisionFactory, {"colour": ""}),
        ("workshop_stage_known", make.WorkshopFactory, {"stage": "lunch"}),
        ("workshop_names_known", make.WorkshopFactory, {"names": "public"}),
        ("workshop_has_title_and_role", make.WorkshopFactory, {"title": ""}),
        ("workshop_has_title_and_role", make.WorkshopFactory, {"role": ""}),
        ("participant_has_name", make.ParticipantFactory, {"name": ""}),
        ("category_has_name", make.CategoryFactory, {"name": ""}),
        ("category_two_to_six", make.CategoryFactory, {"number": 7}),
        ("category_two_to_six", make.CategoryFactory, {"number": 0}),
        ("area_has_name", make.AreaFactory, {"name": ""}),
        ("idea_has_name", make.IdeaFactory, {"name": ""}),
        ("ballot_one_to_ten", make.BallotFactory, {"number": 11}),
        ("ballot_one_to_ten", make.BallotFactory, {"number": 0}),
        ("ballot_tally_whole_or_absent", make.BallotFactory, {"green": 3}),
        ("ballot_tally_whole_or_absent", make.BallotFactory, {"green": 3, "red": 1}),
    ],
)
def test_values_that_mean_nothing_are_refused(constraint: str, factory: Any, changes: dict[str, Any]) -> None:
    refused_by(constraint, of(factory(), **changes))


@pytest.mark.parametrize(
    "factory",
    [
        make.CategoryFactory,
        make.ParticipantFactory,
        make.AreaFactory,
        make.ResponsibilityFactory,
        make.IdeaFactory,
    ],
)
@pytest.mark.parametrize("field", ["key", "number"])
def test_keys_and_places_are_given_once_per_workshop(factory: Any, field: str) -> None:
    one = factory()
    other = factory(workshop=one.workshop)
    factory(**{field: getattr(one, field)})
    name = f"{type(one)._meta.model_name}_{field}_once_per_workshop"
    refused_by(name, of(other, **{field: getattr(one, field)}))


def test_a_ballot_has_its_number_once() -> None:
    ballot = make.BallotFactory()
    again = make.BallotFactory(responsibility=ballot.responsibility, number=2)
    refused_by("ballot_number_once", of(again, number=1))


def test_an_account_has_one_seat_in_a_workshop() -> None:
    seat = make.ParticipantFactory(user=make.UserFactory())
    other = make.ParticipantFactory(workshop=seat.workshop)
    refused_by("participant_once_per_account", of(other, user=seat.user))


def test_a_join_code_leads_to_one_workshop() -> None:
    one, other = make.WorkshopFactory(), make.WorkshopFactory()
    with pytest.raises(DatabaseError, match="code"), transaction.atomic():
        of(other, code=one.code)()


def test_a_template_has_a_name_that_is_once_in_its_community() -> None:
    community = make.CommunityFactory()
    one, other = (Template.objects.create(community=community, name=name, settings={}) for name in ("Ours", "Other"))
    refused_by("template_has_name", of(one, name=""))
    with pytest.raises(DatabaseError, match="template_name_once_per_community"), transaction.atomic():
        of(other, name="OURS")()
    of(one, removed_at=one.created_at)()
    of(other, name="OURS")()


def everything_in(workshop: Workshop) -> None:
    """Something of every kind that can hang on a workshop."""
    card = make.ResponsibilityFactory(workshop=workshop, area=make.AreaFactory(workshop=workshop))
    make.ResponsibilityFactory(workshop=workshop, merged_into=card)
    ballot = make.BallotFactory(responsibility=card)
    make.VoteFactory(ballot=ballot)
    make.ReasonFactory(ballot=ballot)
    make.DecisionFactory(responsibility=card)
    make.NoteFactory(responsibility=card, author=card.author)
    make.IdeaFactory(workshop=workshop, source=card)
    make.FacilitatorFactory(workshop=workshop, user=make.UserFactory())
    Focus.objects.create(workshop=workshop, responsibility=card)
    Inspiration.objects.create(workshop=workshop)
    make.TurnoutFactory(participant__workshop=workshop)
    make.ActivityFactory(workshop=workshop)
    Newcomer.objects.create(id=uuid4(), workshop=workshop, name="Nia")
    StageSheet.objects.create(workshop=workshop, stage="listing")
    Rehearsal.objects.create(workshop=workshop, people=3)


def rows_of(workshop: Workshop) -> dict[str, int]:
    """How many rows of every model that points to a workshop point to this one."""
    found = {}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.related_model is Workshop:
                rows = model._base_manager.filter(**{field.name: workshop.pk})
                found[f"{model.__name__}.{field.name}"] = rows.count()
    return found


def test_deleting_a_workshop_leaves_nothing_behind_and_others_alone() -> None:
    doomed, other = make.WorkshopFactory(), make.WorkshopFactory()
    everything_in(doomed)
    everything_in(other)
    before = rows_of(other)
    ours = {name: count for name, count in before.items() if name.partition(".")[0] in OURS}
    assert all(ours.values())
    doomed.delete()
    connection.check_constraints()
    assert not any(rows_of(doomed).values())
    assert rows_of(other) == before


def test_deleting_an_area_or_an_author_leaves_the_responsibility() -> None:
    card = make.ResponsibilityFactory()
    of(card, area=make.AreaFactory(workshop=card.workshop))()
    card.workshop.areas.all().delete()
    Participant.objects.filter(workshop=card.workshop).delete()
    connection.check_constraints()
    left = Responsibility.objects.get(id=card.id)
    assert (left.area_id, left.author_id) == (None, None)
