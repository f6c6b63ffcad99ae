"""Closing: for good, and what an anonymous workshop then no longer knows."""

import re

import pytest
from django.utils import timezone

from responsibilities.models import Ballot, Note, Reason, Responsibility, Vote
from tests.factories import NoteFactory, ParticipantFactory, VoteFactory
from tests.sittings import Sitting, rows_naming, sitting, tables
from workshops.models import Names, Stage

pytestmark = pytest.mark.django_db


def played(names: Names, stage: Stage = Stage.CLUSTERING) -> Sitting:
    """Written, voted on twice, with reasons, a note, one removed, and one whose author was removed."""
    here = sitting(stage, names=names)
    key = f"{here.ann.id.hex}:k:1"
    card = here.listed("Meet new engineers", client_key=key)
    ballot = here.voted(card, ann="r", bo="g")
    here.reasoned(ballot, here.ann, "Too many of us.", "HR")
    again = Ballot.objects.create(workshop=here.workshop, responsibility=card, number=2)
    VoteFactory(ballot=again, participant=here.ann, colour="green")
    here.reasoned(again, here.bo, "I changed my mind.")
    here.listed("Removed", removed_at=timezone.now())
    gone = ParticipantFactory(workshop=here.workshop, removed_at=timezone.now())
    VoteFactory(ballot=here.voted(here.listed("By somebody removed", by=gone), ann="g"), participant=gone)
    NoteFactory(responsibility=card, author=here.bo, text="Bo said so.")
    return here


def words_for_people(here: Sitting) -> list[str]:
    return [word for person in here.workshop.participants.all() for word in (str(person.id), person.id.hex)]


def test_after_closing_an_anonymous_workshop_nothing_leads_to_a_person() -> None:
    here = played(Names.ANONYMOUS)
    assert rows_naming(words_for_people(here), but=("workshops_participant",))
    assert here.send(here.facilitator, "close").status_code == 200
    assert rows_naming(words_for_people(here), but=("workshops_participant",)) == []
    assert not Vote.objects.filter(workshop=here.workshop).exists()


def test_its_tallies_texts_and_reasons_stay() -> None:
    here = played(Names.ANONYMOUS)
    open_ballots(here)
    before = here.get(here.ann, "export-json").json()
    here.send(here.facilitator, "close")
    assert here.get(here.ann, "export-json").json() == before
    assert Reason.objects.filter(participant=None).count() == 2
    assert Note.objects.get().text == "Bo said so."


def open_ballots(here: Sitting) -> None:
    Ballot.objects.filter(workshop=here.workshop, revealed_at=None).update(revealed_at=timezone.now())


@pytest.mark.parametrize("names", [Names.NAMED, Names.HIDDEN])
def test_any_other_workshop_keeps_what_it_knows(names: Names) -> None:
    here = played(names)
    open_ballots(here)
    before = tables()
    here.send(here.facilitator, "close")
    changed = {table for table, rows in tables().items() if rows != before[table]}
    assert changed == {"workshops_workshop", "workshops_activity"}


def test_closing_reveals_what_was_sealed() -> None:
    here = sitting(Stage.VOTING)
    ballot = here.voted(here.listed("Meet new engineers"), ann="g")
    here.send(here.facilitator, "close")
    ballot.refresh_from_db()
    assert ballot.revealed_at is not None
    assert here.now().revealed_at is not None


def test_closing_twice_is_closing_once() -> None:
    here = played(Names.ANONYMOUS)
    here.send(here.facilitator, "close")
    before, closed_at = tables(), here.now().closed_at
    assert here.send(here.facilitator, "close").status_code == 200
    assert tables() == before
    assert here.now().closed_at == closed_at


def test_only_a_facilitator_closes() -> None:
    here = played(Names.HIDDEN)
    assert here.send(here.ann, "close").status_code == 403
    assert here.now().closed_at is None


@pytest.mark.parametrize("stage", Stage)
def test_a_closed_workshop_offers_no_form_that_changes_it(stage: Stage) -> None:
    here = played(Names.HIDDEN, stage)
    here.close()
    for who in (here.ann, here.facilitator):
        page = here.get(who)
        assert page.status_code == 200
        actions = set(re.findall(r'hx-post="([^"]+)"', page.text))
        # These two only read it: a version is made of it, or a template of its settings.
        reading = {f"/w/{here.workshop.id}/{verb}/" for verb in ("publish", "template")}
        assert not {action for action in actions - reading if f"/w/{here.workshop.id}/" in action}


def test_one_who_removed_theirs_is_forgotten_too() -> None:
    here = played(Names.ANONYMOUS)
    here.send(here.facilitator, "close")
    assert not Responsibility.objects.exclude(author=None, client_key=None).exists()
