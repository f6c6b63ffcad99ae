"""What reaches a browser, and how fast, through a real server process."""

import time

import httpx
import pytest
from django.utils import timezone

from tests.live import actions
from tests.live.conftest import Watch
from tests.live.watcher import Watcher
from tests.server import Server
from workshops.models import Category, Participant, Workshop

pytestmark = pytest.mark.django_db(transaction=True)


def card(workshop: Workshop, number: int = 1) -> Category:
    return workshop.categories.get(number=number)


def test_a_change_arrives_as_the_one_region_that_changed(
    live: Server, watch: Watch, workshop: Workshop, person: Participant
) -> None:
    watcher = watch(live, person)
    # Before there is a picture of what the browser holds, everything is sent.
    actions.rename(card(workshop, 2), "Teams")
    watcher.text("Teams")
    changed = actions.rename(card(workshop), "Humans & others")
    event = watcher.text("Humans")
    assert event.data.count("<hx-partial") == 1
    assert '<hx-partial hx-target="#card-1" hx-swap="outerMorph">' in event.data
    assert "Humans &amp; others" in event.data
    assert event.id == changed.position


def test_nothing_is_sent_to_who_holds_the_position(
    live: Server, watch: Watch, workshop: Workshop, person: Participant
) -> None:
    watcher = watch(live, person)
    time.sleep(0.5)
    assert {event.name for event in watcher.events} == {"beat"}


def test_who_comes_back_gets_what_differs_since(
    live: Server, watch: Watch, workshop: Workshop, person: Participant, facilitator: Participant
) -> None:
    other = watch(live, facilitator)
    watch(live, person)
    first = actions.rename(card(workshop, 1), "One").position
    other.text("One")
    actions.rename(card(workshop, 2), "Two")
    other.text("Two")
    actions.retitle(workshop, "Three")
    other.text("Three")
    back = watch(live, person, at="", **{"Last-Event-ID": first})
    event = back.text("Two")
    assert "Three" in event.data
    assert "card-1" not in event.data
    assert "column" not in event.data
    assert back.named("mine")


@pytest.mark.parametrize("at", ["", "elsewhere.3", "x" * 5000, "-1", "a.99999999999999999999999", "\x00"])
def test_an_unknown_position_gets_everything(
    live: Server, watch: Watch, workshop: Workshop, person: Participant, at: str
) -> None:
    event = watch(live, person, at=at.replace("\x00", "%00")).text("card-1")
    assert 'hx-target="#head"' in event.data
    assert 'hx-target="#column"' in event.data


def test_a_position_from_the_future_gets_everything(
    live: Server, watch: Watch, workshop: Workshop, person: Participant
) -> None:
    event = watch(live, person, at=f"{workshop.epoch}.999").text("card-1")
    assert event.id == workshop.position


def test_a_new_epoch_sends_everything_again(
    live: Server, watch: Watch, workshop: Workshop, person: Participant
) -> None:
    watcher = watch(live, person)
    Workshop.objects.filter(pk=workshop.pk).update(epoch="restored")
    event = watcher.text('hx-target="#column"')
    assert event.id == "restored.0"


def test_each_audience_gets_its_own_and_nothing_of_the_other(
    live: Server, watch: Watch, workshop: Workshop, person: Participant, facilitator: Participant
) -> None:
    theirs, ours = watch(live, facilitator, at=""), watch(live, person, at="")
    Workshop.objects.filter(pk=workshop.pk).update(purpose="plan")
    actions.rename(card(workshop), "Humans")
    theirs.text("secret plan")
    ours.text("Humans")
    assert b"secret" not in ours.raw


def test_the_bell_rings_for_the_named_person_only(
    live: Server, watch: Watch, workshop: Workshop, person: Participant, facilitator: Participant
) -> None:
    mine, theirs = watch(live, person), watch(live, facilitator)
    # It rings for all where a ring is late, as on a busy machine, and where a stream is new: not three times running.
    rung = [_rung(mine, theirs, actions.rename(card(workshop), f"{n} humans", bell=[str(person.id)])) for n in range(3)]
    assert not all(rung)


def _rung(named: Watcher, other: Watcher, changed: Workshop) -> bool:
    """Wait until the bell has rung for the one who is named; return whether it has for the other one as well."""
    named.until(lambda event: event.name == "mine" and event.data == changed.position)
    other.until(lambda event: event.id == changed.position)
    time.sleep(0.5)
    return ("mine", changed.position) in [(event.name, event.data) for event in other.events]


def test_a_bell_for_all_reaches_everybody(
    live: Server, watch: Watch, workshop: Workshop, person: Participant, facilitator: Participant
) -> None:
    watchers = [watch(live, person), watch(live, facilitator)]
    actions.rename(card(workshop), "Humans", bell="all")
    for watcher in watchers:
        watcher.named("mine")


def test_a_burst_ends_in_the_newest_state_with_few_messages(
    live: Server, watch: Watch, workshop: Workshop, person: Participant
) -> None:
    watcher = watch(live, person)
    one = card(workshop)
    for number in range(60):
        actions.rename(one, f"Name {number}")
    watcher.text("Name 59")
    assert len(watcher.messages()) < 60


def test_who_is_removed_is_sent_away(live: Server, watch: Watch, workshop: Workshop, person: Participant) -> None:
    watcher = watch(live, person)
    actions.remove(person, now=timezone.now())
    assert watcher.named("gone", 2).data == "403"
    watcher.end()


def test_a_right_that_ends_without_a_ring_is_noticed(
    live: Server, watch: Watch, workshop: Workshop, person: Participant
) -> None:
    watcher = watch(live, person)
    Participant.objects.filter(pk=person.pk).update(removed_at=timezone.now())
    watcher.named("gone")
    watcher.end()


def test_who_is_promoted_sees_what_facilitators_see(
    live: Server, watch: Watch, workshop: Workshop, person: Participant
) -> None:
    watcher = watch(live, person)
    actions.promote(person)
    watcher.text("secret")
    watcher.named("mine")


def test_a_deleted_workshop_says_so(live: Server, watch: Watch, workshop: Workshop, person: Participant) -> None:
    watcher = watch(live, person)
    workshop.delete()
    assert watcher.named("gone").data == "404"
    watcher.end()


def test_text_cannot_forge_events(live: Server, watch: Watch, workshop: Workshop, person: Participant) -> None:
    watcher = watch(live, person)
    actions.rename(card(workshop), "a\r\rid: forged\nevent: gone\n\n\x85data: \u2028<script>alert(1)</script>")
    event = watcher.text("forged")
    assert event.id != "forged"
    assert "<script" not in event.data
    # Its own bell may come too: the change may be older than the first drawing.
    assert {event.name for event in watcher.events} <= {"", "beat", "mine"}


def test_the_stream_may_not_be_stored_compressed_or_held_back(
    live: Server, watch: Watch, workshop: Workshop, person: Participant
) -> None:
    headers = watch(live, person).response.headers
    assert headers["content-type"].startswith("text/event-stream")
    assert headers["cache-control"] == "no-store"
    assert headers["content-encoding"] == "identity"
    assert headers["x-accel-buffering"] == "no"
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("method", "change", "status"),
    [
        ("POST", {}, 403),
        ("POST", {"Origin": "https://evil.example"}, 403),
        ("POST", {"Sec-Fetch-Site": "cross-site"}, 403),
        ("POST", {"Sec-Fetch-Site": "none"}, 403),
        ("POST", {"Sec-Fetch-Site": "same-origin", "Cookie": "who=nobody"}, 403),
        ("POST", {"Sec-Fetch-Site": "same-origin"}, 204),
        ("DELETE", {}, 405),
        ("GET", {"Sec-Fetch-Site": "cross-site"}, 403),
        ("GET", {"Sec-Fetch-Site": "same-site"}, 403),
        ("GET", {"Cookie": "who=nobody"}, 403),
        ("GET", {"Cookie": ""}, 403),
        ("GET", {"Host": "evil.example"}, 400),
        ("HEAD", {}, 200),
    ],
)
def test_who_may_not_watch_is_told_so(
    live: Server, workshop: Workshop, person: Participant, method: str, change: dict[str, str], status: int
) -> None:
    headers = {"Cookie": f"who={person.id}", **change}
    answer = httpx.request(method, f"{live.url}/w/{workshop.id}/live/", headers=headers)
    assert answer.status_code == status
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert "<" not in answer.text


def test_an_unknown_workshop_is_not_found(live: Server, person: Participant) -> None:
    url = f"{live.url}/w/00000000-0000-4000-8000-000000000000/live/"
    assert httpx.get(url, cookies={"who": str(person.id)}).status_code == 404


def test_a_fifth_tab_of_one_person_is_asked_to_wait(
    live: Server, watch: Watch, workshop: Workshop, person: Participant
) -> None:
    for _ in range(4):
        assert watch(live, person).response.status_code == 200
    refused = watch(live, person)
    refused.end()
    assert refused.response.status_code == 503
    assert int(refused.response.headers["retry-after"]) > 0
    assert refused.response.headers["live-says"]
    assert b"too many tabs" in refused.raw


def test_a_hidden_tab_makes_way_for_one_that_is_shown(
    live: Server, watch: Watch, workshop: Workshop, person: Participant
) -> None:
    hidden = watch(live, person, at=f"{workshop.position}&tab=back&said=1&hidden")
    shown = [watch(live, person, at=f"{workshop.position}&tab={number}") for number in range(4)]
    hidden.named("rest")
    hidden.end()
    assert [watcher.response.status_code for watcher in shown] == [200] * 4
    assert watch(live, person, at=f"{workshop.position}&tab=other&hidden").response.status_code == 503


def test_a_tab_that_comes_back_replaces_its_old_stream(
    live: Server, watch: Watch, workshop: Workshop, person: Participant
) -> None:
    at = f"{workshop.position}&tab=one"
    old = watch(live, person, at=at)
    for _ in range(8):
        new = watch(live, person, at=at)
        assert new.response.status_code == 200
        old.end()
        old = new
