"""Simulated people: they take part like anybody, and what they report is true."""

import asyncio
import io
import json
import os
import re
import signal
from typing import Any

import httpx
import pytest
from django.core.management import CommandError, call_command

from responsibilities.models import Ballot, Reason, Responsibility, Vote
from responsibilities.simulation import proof
from responsibilities.simulation.crowd import MARK, Plan, simulate
from responsibilities.simulation.ledger import Ledger
from tests.factories import CategoryFactory, FacilitatorFactory, ResponsibilityFactory, WorkshopFactory
from tests.server import Server, free_port
from workshops.access import facilitator_url
from workshops.models import Stage, Workshop


def a_workshop(stage: Stage, lines: int = 5) -> Workshop:
    workshop = WorkshopFactory(stage=stage, categories=False)
    category = CategoryFactory(workshop=workshop)
    CategoryFactory(workshop=workshop)
    for number in range(lines):
        ResponsibilityFactory(workshop=workshop, category=category, text=f"Responsibility number {number}")
    return workshop


def a_plan(workshop: Workshop, url: str, **more: Any) -> Plan:
    usual = {"participants": 3, "seconds": 3.0, "each": 0.15, "seed": 7}
    return Plan(url=url, place=f"/w/{workshop.id}/", code=workshop.code, **(usual | more))


def printed(*words: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("simulate", *words, stdout=out)
    said: dict[str, Any] = json.loads(out.getvalue())
    return said


def test_it_prints_one_object_that_accounts_for_every_vote(server: Server) -> None:
    workshop = a_workshop(Stage.VOTING)
    words = "--participants 4 --seconds 6 --votes-per-second 20 --seed 1"
    said = printed(str(workshop.id), *words.split(), "--url", server.url)
    assert said["joined"] == 4
    assert said["sent"] == said["confirmed"] > 0
    assert said["found"] == said["expected"] == Vote.objects.count()
    assert (said["lost"], said["doubled"], said["errors"], said["faults"]) == (0, 0, {}, [])
    assert said["reasons"] == 0 or Reason.objects.exists()


def test_it_times_what_others_see_of_somebody_who_joins_or_finishes(server: Server) -> None:
    workshop = a_workshop(Stage.VOTING, lines=3)
    said = printed(
        str(workshop.id), *["--participants", "3", "--seconds", "4", "--votes-per-second", "12", "--url"], server.url
    )
    assert said["latency_ms"]["samples"] > 0
    assert 0 < said["latency_ms"]["p50"] <= said["latency_ms"]["max"]
    assert said["bell_ms"]["samples"] > 0
    assert said["streams"]["opened"] == 3
    assert said["streams"]["bytes_mean"] > 0


def test_everybody_is_marked_as_simulated(server: Server) -> None:
    workshop = a_workshop(Stage.LOBBY)
    asyncio.run(simulate(a_plan(workshop, server.url, seconds=1.0)))
    newest = workshop.participants.order_by("-number")[:3]
    assert all(MARK in participant.name for participant in newest)


async def until(client: httpx.AsyncClient, path: str, words: str) -> str:
    """Look at a page until it says `words`, a pattern; return the page."""
    for _ in range(200):
        page = (await client.get(path)).text
        if re.search(words, page):
            return page
        await asyncio.sleep(0.2)
    raise AssertionError(f"{path} never said {words}")


def test_people_list_until_the_workshop_moves_on_vote_then_and_stop_at_a_signal(server: Server) -> None:
    workshop = a_workshop(Stage.LISTING, lines=0)
    link = facilitator_url(FacilitatorFactory(workshop=workshop))
    path = f"/w/{workshop.id}/"

    async def steer() -> None:
        async with httpx.AsyncClient(base_url=server.url, follow_redirects=True, timeout=30) as client:
            await client.get(f"{path}{link.split(path)[1]}")
            page = await until(client, path, "added 12")
            token = page.partition('"x-csrftoken": "')[2].partition('"')[0]
            sent = {"expected": "listing", "to": "voting"}
            await client.post(f"{path}stage/", data=sent, headers={"x-csrftoken": token})
            await until(client, path, "[1-3] of 3 done")
        os.kill(os.getpid(), signal.SIGTERM)

    async def sitting() -> Ledger:
        ledger, _ = await asyncio.gather(simulate(a_plan(workshop, server.url, seconds=90.0)), steer())
        return ledger

    ledger = asyncio.run(sitting())
    assert ledger.added == Responsibility.objects.count() == 12
    assert len(ledger.votes) == Vote.objects.count() >= 12
    assert ledger.errors == {}


def test_a_vote_that_is_missing_or_changed_is_noticed(server: Server) -> None:
    workshop = a_workshop(Stage.VOTING)
    ledger = asyncio.run(simulate(a_plan(workshop, server.url)))
    assert proof.count(workshop, ledger) == {"found": len(ledger.votes), "lost": 0, "doubled": 0}
    first, second = Vote.objects.order_by("id")[:2]
    first.delete()
    second.colour = {"green": "amber", "amber": "red", "red": "green"}[second.colour]
    second.save()
    assert proof.count(workshop, ledger) == {"found": len(ledger.votes) - 1, "lost": 2, "doubled": 0}


def test_after_the_reveal_nobody_votes_any_more(server: Server) -> None:
    workshop = a_workshop(Stage.DISCUSSION)
    ledger = asyncio.run(simulate(a_plan(workshop, server.url, seconds=2.0)))
    assert ledger.joined == 3
    assert ledger.sent == 0
    assert not Ballot.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_without_a_server_it_says_that_nobody_came_in() -> None:
    workshop = a_workshop(Stage.VOTING)
    url = f"http://127.0.0.1:{free_port()}"
    said = printed(str(workshop.id), *["--participants", "2", "--seconds", "1", "--url"], url)
    assert (said["joined"], said["sent"], said["errors"]) == (0, 0, {"connection": 2})


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["--participants 0", "--seconds -1", "--votes-per-second none"])
def test_numbers_that_make_no_sense_are_refused(words: str) -> None:
    with pytest.raises(CommandError):
        call_command("simulate", str(WorkshopFactory().id), *words.split())


@pytest.mark.django_db
def test_a_workshop_that_is_not_there_is_refused() -> None:
    with pytest.raises(CommandError, match="There is no workshop"):
        call_command("simulate", "nowhere")
