"""Simulated people: they take part like anybody, and what they report is true."""

import asyncio
import io
import json
import os
import random
import re
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from responsibilities.models import Area, Ballot, Reason, Responsibility, Vote
from responsibilities.simulation import proof
from responsibilities.simulation.crowd import MARK, Manner, names, run
from responsibilities.simulation.ledger import Ledger
from responsibilities.simulation.person import NoWayIn
from responsibilities.simulation.stopping import stopped_by_signal
from tests.factories import CategoryFactory, FacilitatorFactory, ResponsibilityFactory, WorkshopFactory
from tests.server import Server, free_port
from workshops.access import facilitator_url
from workshops.models import Stage, Workshop

NOTHING_WRONG = {"lost": 0, "doubled": 0, "errors": {}, "faults": []}


def a_workshop(stage: Stage, lines: int = 5, **more: Any) -> Workshop:
    shown = timezone.now() if stage.rank >= Stage.VOTING.rank else None
    workshop = WorkshopFactory(stage=stage, categories=False, wall_shown_at=shown, **more)
    category = CategoryFactory(workshop=workshop)
    CategoryFactory(workshop=workshop)
    for number in range(lines):
        ResponsibilityFactory(workshop=workshop, category=category, text=f"Responsibility number {number}")
    return workshop


def held(workshop: Workshop, url: str, seconds: float = 3.0, people: int = 3, **manner: Any) -> Ledger:
    return asyncio.run(run(url, workshop.code, people, seconds, Manner(**({"each": 0.15} | manner)), seed=7))


def printed(workshop: Workshop, url: str, words: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("simulate", str(workshop.id), *words.split(), "--url", url, stdout=out)
    said: dict[str, Any] = json.loads(out.getvalue())
    return said


def test_it_prints_one_object_that_accounts_for_everything(server: Server) -> None:
    workshop = a_workshop(Stage.VOTING)
    said = printed(workshop, server.url, "--participants 4 --seconds 3 --votes-per-second 20 --seed 1")
    assert said["joined"] == 4
    assert said["votes"]["sent"] == said["votes"]["confirmed"] == said["sent"] == said["confirmed"] > 0
    assert said["found"] == said["expected"] == Vote.objects.count()
    assert {name: said[name] for name in NOTHING_WRONG} == NOTHING_WRONG
    assert said["reasons"] == 0 or Reason.objects.exists()
    assert said["streams"]["opened"] == 4 + said["reconnects"]
    assert said["streams"]["bytes"] > 0
    assert said["pages"]["bytes"] > said["pages"]["answers"] > 8
    assert 0 < said["server"]["cpu_seconds"] < 60
    assert said["server"]["memory_mb"] > 20
    assert said["server"]["database_cpu_seconds"] >= 0


def test_it_times_how_long_a_vote_takes_to_every_other_stream(server: Server) -> None:
    said = printed(a_workshop(Stage.VOTING), server.url, "--participants 3 --seconds 2 --votes-per-second 12")
    latency = said["latency_ms"]
    assert latency["samples"] > 0
    assert latency["unseen"] == 0
    assert 0 < latency["p50"] <= latency["p95"] <= latency["p99"] <= latency["max"]


def test_everybody_is_marked_as_simulated(server: Server) -> None:
    workshop = a_workshop(Stage.LOBBY)
    held(workshop, server.url, seconds=1.0)
    newest = workshop.participants.order_by("-number")[:3]
    assert all(MARK in participant.name for participant in newest)


def test_who_loses_the_line_or_hides_the_tab_comes_back_and_is_sent_nothing_twice(server: Server) -> None:
    workshop = a_workshop(Stage.VOTING, lines=20)
    ledger = held(workshop, server.url, seconds=3.0, people=4, interrupted=0.4)
    assert ledger.reconnects > 0
    assert (ledger.faults, ledger.errors, ledger.broken_streams) == ([], {}, 0)
    assert proof.kept(workshop, ledger)["votes"].lost == 0


class Facilitator:
    """Steers a workshop by HTTP while others take part in it."""

    def __init__(self, client: httpx.AsyncClient, path: str, page: str) -> None:
        self.client, self.path = client, path
        self._token = page.partition('"x-csrftoken": "')[2].partition('"')[0]

    async def move(self, expected: Stage, to: Stage) -> None:
        data = {"expected": expected, "to": to}
        await self.client.post(f"{self.path}stage/", data=data, headers={"x-csrftoken": self._token})

    async def reads(self, words: str) -> None:
        """Wait until the page says `words`, a pattern."""
        for _ in range(200):
            if re.search(words, (await self.client.get(self.path)).text):
                return
            await asyncio.sleep(0.2)
        raise AssertionError(f"{self.path} never said {words}")


@asynccontextmanager
async def a_facilitator(link: str, server: Server, workshop: Workshop) -> AsyncIterator[Facilitator]:
    path = f"/w/{workshop.id}/"
    async with httpx.AsyncClient(base_url=server.url, follow_redirects=True, timeout=30) as client:
        page = await client.get(f"{path}{link.split(path)[1]}")
        yield Facilitator(client, path, page.text)


def held_until(words: str, server: Server, workshop: Workshop, **manner: Any) -> Ledger:
    """Have three people take part until the facilitator's page says `words`, a pattern."""
    link = facilitator_url(FacilitatorFactory(workshop=workshop))
    over = asyncio.Event()

    async def look() -> None:
        async with a_facilitator(link, server, workshop) as facilitator:
            await facilitator.reads(words)
        over.set()

    async def sitting() -> Ledger:
        taking_part = run(server.url, workshop.code, 3, 90.0, Manner(**({"each": 0.15} | manner)), seed=7, over=over)
        ledger, _ = await asyncio.gather(taking_part, look())
        return ledger

    return asyncio.run(sitting())


def test_people_sort_the_tray_into_areas(server: Server) -> None:
    workshop = a_workshop(Stage.CLUSTERING, lines=12)
    ledger = held_until("Everything has a place", server, workshop)
    kept = proof.kept(workshop, ledger)["sorted"]
    assert kept.expected == kept.found == Responsibility.objects.exclude(area=None).count() == 12
    assert (kept.lost, ledger.errors, ledger.faults) == (0, {}, [])
    assert Area.objects.count() > 1


def test_the_same_seed_makes_the_same_people_who_list_the_same(server: Server) -> None:
    def listed() -> list[tuple[str, str]]:
        workshop = a_workshop(Stage.LISTING, lines=0)
        held_until("added 6", server, workshop, lines=2)
        written = Responsibility.objects.filter(workshop=workshop)
        return sorted(written.values_list("author__name", "text"))

    first = listed()
    assert len(first) == 6
    assert listed() == first


def test_people_follow_the_stages_and_stop_at_a_signal(server: Server) -> None:
    workshop = a_workshop(Stage.LISTING, lines=0)
    link = facilitator_url(FacilitatorFactory(workshop=workshop))

    async def steer() -> None:
        async with a_facilitator(link, server, workshop) as facilitator:
            await facilitator.reads("added 6")
            await facilitator.move(Stage.LISTING, Stage.VOTING)
            await facilitator.reads("[1-3] of 3 done")
            await facilitator.move(Stage.VOTING, Stage.DISCUSSION)
            await facilitator.move(Stage.DISCUSSION, Stage.CLUSTERING)
            await facilitator.reads("Everything has a place")
        os.kill(os.getpid(), signal.SIGTERM)

    async def sitting() -> Ledger:
        with stopped_by_signal() as over:
            taking_part = run(server.url, workshop.code, 3, 90.0, Manner(0.15, lines=2), seed=7, over=over)
            ledger, _ = await asyncio.gather(taking_part, steer())
        return ledger

    ledger = asyncio.run(sitting())
    workshop.refresh_from_db()
    kept = proof.kept(workshop, ledger)
    assert kept["listed"].found == Responsibility.objects.count() == 6
    assert kept["votes"].found == Vote.objects.count() >= 6
    assert [one.lost for one in kept.values()] == [0, 0, 0]
    assert proof.leaks(workshop, ledger) == ledger.faults == []
    # Whoever pressed in the moment of a move was told so, and nothing else went wrong.
    assert set(ledger.errors) <= {"422"}


def test_a_vote_that_is_missing_or_changed_is_noticed(server: Server) -> None:
    workshop = a_workshop(Stage.VOTING)
    ledger = held(workshop, server.url, seconds=2.0)
    whole = proof.kept(workshop, ledger)["votes"]
    assert (whole.found, whole.lost, whole.doubled) == (len(ledger.votes), 0, 0)
    first, second = Vote.objects.order_by("id")[:2]
    first.delete()
    second.colour = {"green": "amber", "amber": "red", "red": "green"}[second.colour]
    second.save()
    holed = proof.kept(workshop, ledger)["votes"]
    assert (holed.found, holed.lost, holed.doubled) == (len(ledger.votes) - 1, 2, 0)


def test_a_responsibility_that_is_missing_twice_there_or_read_too_early_is_noticed(server: Server) -> None:
    workshop = a_workshop(Stage.LISTING, lines=0)
    ledger = held(workshop, server.url, seconds=2.0)
    first, second = Responsibility.objects.order_by("number")[:2]
    assert proof.leaks(workshop, ledger) == []
    ledger.sights.see(f"<p>{first.text}</p>")
    assert proof.leaks(workshop, ledger) == [f"a responsibility was shown before the wall was: {first.text}"]
    ResponsibilityFactory(workshop=workshop, category=first.category, author=first.author, text=first.text)
    second.delete()
    kept = proof.kept(workshop, ledger)["listed"]
    assert (kept.lost, kept.doubled) == (1, 1)


def test_somebody_removed_meanwhile_is_still_accounted_for(server: Server) -> None:
    workshop = a_workshop(Stage.VOTING)
    ledger = held(workshop, server.url, seconds=1.5)
    workshop.participants.update(removed_at=timezone.now())
    assert proof.kept(workshop, ledger)["votes"].lost == 0


def test_what_is_shown_too_early_is_noticed(server: Server) -> None:
    workshop = a_workshop(Stage.DISCUSSION)
    now = timezone.now()
    for responsibility in Responsibility.objects.all():
        Ballot.objects.create(
            workshop=workshop, responsibility=responsibility, revealed_at=now, green=1, amber=0, red=0
        )
    ledger = held(workshop, server.url, seconds=1.0)
    assert proof.leaks(workshop, ledger) == []
    Ballot.objects.update(revealed_at=now + timedelta(hours=1))
    assert proof.leaks(workshop, ledger) == ["votes were shown before any was revealed"]


def test_after_the_reveal_nobody_votes_any_more(server: Server) -> None:
    ledger = held(a_workshop(Stage.DISCUSSION), server.url, seconds=1.0)
    assert ledger.joined == 3
    assert not ledger.sent
    assert not Ballot.objects.exists()


def refusal(id: UUID | str, *words: str) -> str:
    with pytest.raises(CommandError) as caught:
        call_command("simulate", str(id), *words)
    return str(caught.value)


def test_a_server_that_is_down_is_said_in_one_sentence(transactional_db: None) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    said = refusal(a_workshop(Stage.VOTING).id, "--url", url)
    assert said == f"Nothing answers at {url}: start Remit with `make run`, or say with --url where it is."


def test_a_server_that_does_not_have_the_workshop_is_said_in_one_sentence(server: Server) -> None:
    async def strangers() -> None:
        await run(server.url, "WRONG2", 2, 1.0, Manner(0.5))

    with pytest.raises(NoWayIn, match=r"^Nobody can join: No workshop has that code\."):
        asyncio.run(strangers())


def test_a_closed_workshop_is_said_in_one_sentence(transactional_db: None) -> None:
    workshop = a_workshop(Stage.VOTING, title="Our role", closed_at=timezone.now())
    assert refusal(workshop.id) == "The workshop “Our role” is closed: nobody can join it any more."


@pytest.mark.django_db
@pytest.mark.parametrize("id", ["nowhere", "00000000-0000-4000-8000-000000000000"])
def test_a_workshop_that_is_not_there_is_said_in_one_sentence(id: str) -> None:
    assert refusal(id) == f"There is no workshop {id}."


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words", ["--participants 0", "--seconds -1", "--votes-per-second none", "--url localhost:8000"]
)
def test_options_that_make_no_sense_are_refused(words: str) -> None:
    assert words.split()[0] in refusal(WorkshopFactory().id, *words.split())


def test_names_tell_two_thousand_people_apart() -> None:
    assert len(set(names(2000, random.Random(1)))) == 2000  # noqa: S311 - dice
