"""A server on the test's database, and people who come to it with browsers of their own."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from tests.browser.people import Person
from tests.server import Server
from workshops.models import Participant

# What a quiet machine shows in a fraction of a second may take a busy one several.
expect.set_options(timeout=10_000)

Invite = Callable[..., Person]


@pytest.fixture
def invite(transactional_db: None, new_context: CreateContextCallback) -> Iterator[Invite]:
    """Somebody with a browser: invite(server), or in a seat that is theirs already: invite(server, participant).

    Further words are options of the browser, such as `width=390`. In the end nobody's pages may have had an error,
    a warning, a dialog or a request to anywhere else.
    """
    invited: list[Person] = []

    def welcome(server: Server, seat: Participant | None = None, width: int = 1280, **options: Any) -> Person:
        context = new_context(viewport={"width": width, "height": 844}, **options)
        invited.append(Person(context, server.url))
        if seat:
            invited[-1].sit(seat)
        return invited[-1]

    yield welcome
    for person in invited:
        person.leave()
    assert [trouble for person in invited for trouble in person.troubles] == []


@pytest.fixture
def start(sessions_end: None, transactional_db: None) -> Iterator[Callable[..., Server]]:
    """Start a server process of one's own, to be killed: start(), or start("some.settings", NAME="value")."""
    servers: list[Server] = []

    def begin(settings: str = "tests.served", **environment: str) -> Server:
        servers.append(Server(settings, log=None, **environment).start())
        return servers[-1]

    yield begin
    for running in servers:
        running.kill()
