"""What a download tells: never more than its reader may know, and always a workshop file."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from responsibilities.actions.import_workshop import import_workshop
from responsibilities.models import Ballot
from responsibilities.results import results
from responsibilities.visibility import sight
from responsibilities.workshop_file import export, export_for, read
from responsibilities.workshop_file.verdicts import verdicts
from tests.documents import documents
from tests.factories import (
    BallotFactory,
    CommunityFactory,
    DecisionFactory,
    IdeaFactory,
    NoteFactory,
    ParticipantFactory,
    ReasonFactory,
    ResponsibilityFactory,
    UserFactory,
    VoteFactory,
    WorkshopFactory,
)
from workshops.models import Participant, Stage, Workshop

pytestmark = pytest.mark.django_db
Document = dict[str, Any]
some_examples = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def brought_in(document: Document) -> Workshop:
    return import_workshop(document=read(json.dumps(document).encode()), community=CommunityFactory())


def workshop_with_a_vote(stage: str, **fields: Any) -> Workshop:
    """One responsibility, voted red with a reason, decided and noted."""
    held = WorkshopFactory(stage=stage, **fields)
    author = ParticipantFactory(workshop=held, key="sam", name="Sam", user=UserFactory())
    card = ResponsibilityFactory(workshop=held, key="card", author=author)
    ballot = BallotFactory(responsibility=card, revealed_at=held.revealed_at)
    VoteFactory(ballot=ballot, participant=author, colour="red")
    ReasonFactory(ballot=ballot, participant=author, text="Because.", owner="Tech Lead")
    DecisionFactory(responsibility=card, rationale="So be it.")
    NoteFactory(responsibility=card, author=author, text="Sam said no.")
    workshop: Workshop = held
    return workshop


def sign_in(client: Client, workshop: Workshop) -> None:
    user = workshop.participants.get().user
    assert user is not None
    client.force_login(user)


def after_reveal(**fields: Any) -> Workshop:
    now = WorkshopFactory().created_at
    return workshop_with_a_vote("discussion", wall_shown_at=now, revealed_at=now, **fields)


def only_card(document: Document) -> Document:
    (card,) = document["responsibilities"]
    found: Document = card
    return found


def test_before_the_reveal_nothing_tells_a_colour() -> None:
    workshop = workshop_with_a_vote("voting", names="named", wall_shown_at=WorkshopFactory().created_at)
    card = only_card(export_for(workshop, workshop.participants.get()))
    assert set(card) == {"key", "text", "category", "author", "area"}
    assert card["author"] is None


def test_after_the_reveal_a_named_workshop_tells_everything() -> None:
    workshop = after_reveal(names="named")
    assert export_for(workshop, workshop.participants.get()) == export(workshop)


@pytest.mark.parametrize("names", ["hidden", "anonymous"])
def test_where_names_are_hidden_a_tally_stands_in_place_of_votes(names: str) -> None:
    workshop = after_reveal(names=names)
    card = only_card(export_for(workshop, workshop.participants.get()))
    said = {"colour": "red", "reason": "Because.", "owner": "Tech Lead"}
    assert card["ballots"] == [{"tally": {"green": 0, "amber": 0, "red": 1, "reasons": [said]}}]
    assert card["author"] is None
    assert card["notes"] == [{"text": "Sam said no."}]
    assert card["decision"] == {"colour": "amber", "rationale": "So be it."}


def test_a_sealed_re_vote_is_not_told_and_what_was_decided_before_is() -> None:
    workshop = after_reveal(names="named")
    card = workshop.responsibilities.get()
    again = BallotFactory(responsibility=card, number=2)
    VoteFactory(ballot=again, participant=card.author, colour="green")
    told = only_card(export_for(workshop, card.author))
    assert [ballot["votes"] for ballot in told["ballots"]] == [{"sam": "red"}]
    assert told["decision"]["colour"] == "amber"


def test_before_the_wall_is_shown_there_are_only_ones_own() -> None:
    workshop = workshop_with_a_vote("listing")
    other = ParticipantFactory(workshop=workshop)
    mine = ResponsibilityFactory(workshop=workshop, author=other, text="Mine")
    IdeaFactory(workshop=workshop, source=workshop.responsibilities.get(key="card"), name="A hidden text")
    document = export_for(workshop, other)
    assert only_card(document)["text"] == mine.text
    assert document["ideas"] == []
    assert export_for(workshop, None)["responsibilities"] == []


@some_examples
@given(documents(), st.randoms(use_true_random=False))
def test_every_download_is_a_workshop_file_and_gives_the_verdicts_people_may_see(
    document: Document, chance: Any
) -> None:
    workshop = brought_in(document)
    reader = workshop.participants.first()
    Participant.objects.filter(id__in=[row.id for row in workshop.participants.all() if chance.random() < 0.2]).update(
        removed_at=workshop.created_at
    )
    told = export_for(workshop, reader)
    # A duplicate that the reader may not see yet brings no votes along into what they are told.
    visible = sight(workshop).responsibilities(reader)
    told_ballots = sight(workshop).ballots().filter(responsibility__in=visible)
    seen = {result.key: result for result in results(workshop, told_ballots)}
    for key, line in verdicts(brought_in(told))["verdicts"].items():
        tally = seen[key].tally
        assert (line["green"], line["amber"], line["red"]) == (tally.green, tally.amber, tally.red)
        assert line["verdict"] == seen[key].verdict
        assert line["thin"] is seen[key].is_thin


@some_examples
@given(documents())
def test_nothing_ties_a_person_to_anything_unless_names_are_promised_and_votes_revealed(document: Document) -> None:
    workshop = brought_in(document)
    told = export_for(workshop, workshop.participants.first())
    if workshop.names == "named" and workshop.has_reached(Stage.DISCUSSION):
        return
    for card in told["responsibilities"]:
        assert card["author"] is None
        assert all(set(ballot) == {"tally"} for ballot in card.get("ballots", ()))
        assert all(set(note) == {"text"} for note in card.get("notes", ()))


@some_examples
@given(documents())
def test_nothing_of_a_sealed_ballot_is_in_a_download(document: Document) -> None:
    workshop = brought_in(document)
    sealed = set(
        Ballot.objects.filter(workshop=workshop, revealed_at=None).values_list("responsibility__key", "number")
    )
    for card in export_for(workshop, workshop.participants.first())["responsibilities"]:
        numbers = range(1, len(card.get("ballots", ())) + 1)
        assert not sealed & {(card["key"], number) for number in numbers}


def test_the_file_is_downloaded_under_a_safe_name(client: Client) -> None:
    workshop = after_reveal(title='../"Rôle" of\u202e EMs?')
    sign_in(client, workshop)
    answer = client.get(reverse("export-json", args=(workshop.id,)))
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="role-of-ems.json"'
    assert answer["Content-Type"] == "application/json"
    assert "no-store" in answer["Cache-Control"]
    assert read(answer.content) == export_for(workshop, workshop.participants.get())


def test_a_title_without_a_letter_still_makes_a_name(client: Client) -> None:
    workshop = after_reveal(title="🦄")
    sign_in(client, workshop)
    answer = client.get(reverse("export-json", args=(workshop.id,)))
    assert answer["Content-Disposition"] == 'attachment; filename="workshop.json"'


def test_an_outsider_gets_nothing(client: Client) -> None:
    address = reverse("export-json", args=(after_reveal().id,))
    assert client.get(address).status_code == 403
    client.force_login(UserFactory())
    assert client.get(address).status_code == 403


def test_it_can_only_be_read(client: Client) -> None:
    workshop = after_reveal()
    sign_in(client, workshop)
    assert client.post(reverse("export-json", args=(workshop.id,))).status_code == 405
