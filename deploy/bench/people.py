"""The voters of a benchmark: joined over HTTP like anybody, their votes written down as bytes."""

from dataclasses import dataclass

import aiohttp

from deploy.bench.connection import Request
from responsibilities.simulation.browser import HTMX, Answer, Browser
from responsibilities.simulation.ledger import Ledger
from responsibilities.simulation.page import Form, Page


@dataclass(frozen=True)
class Workshop:
    """What `manage.py import_workshop` printed."""

    id: str
    code: str

    @property
    def place(self) -> str:
        return f"/w/{self.id}/"


@dataclass(frozen=True)
class Voter:
    """`form` is a ballot paper of theirs; with its token any other responsibility can be voted on as well."""

    cookies: str
    form: Form
    position: str

    def vote(self, workshop: Workshop, card: str, colour: str) -> Request:
        """Return a vote as htmx sends it."""
        token = self.form.fields["csrfmiddlewaretoken"]
        return Request.post(
            f"{workshop.place}responsibilities/{card}/vote/",
            f"csrfmiddlewaretoken={token}&colour={colour}",
            Cookie=self.cookies,
            **{name.replace("-", "_"): value for name, value in HTMX.items()},
        )


async def join(url: str, workshop: Workshop, count: int) -> list[Voter]:
    """Have `count` people join, one after another."""
    async with aiohttp.TCPConnector(limit=4) as connector:
        return [await _join(url, workshop, f"Voter {number}", connector) for number in range(1, count + 1)]


async def _join(url: str, workshop: Workshop, name: str, connector: aiohttp.BaseConnector) -> Voter:
    browser = Browser(url, connector, Ledger())
    door = Page((await browser.get("/join/")).html).forms["/join/"]
    answer: Answer = await browser.post(door.action, door.filled(code=workshop.code, name=name))
    form = Page(answer.html).form("choices")
    if form is None:
        raise RuntimeError(f"{name} could not join: {answer.status} at {answer.path}")
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies(workshop.place).items())
    await browser.close()
    return Voter(cookies, form, answer.position)


def as_recorded(request: Request) -> dict[str, str]:
    """Return a request in the parts that `deploy.bench.bare` wants."""
    head, _, body = request.raw.decode().partition("\r\n\r\n")
    lines = head.split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines[1:])
    return {"path": lines[0].split()[1], "body": body, "cookies": headers["Cookie"]}


def sweep(workshop: Workshop, voter: Voter, cards: list[str], first: int) -> list[Request]:
    """Return a vote on every card from the one in place `first` on: none red, which would ask why."""
    place = first % len(cards)
    around = [*cards[place:], *cards[:place]]
    return [voter.vote(workshop, card, "green" if i % 2 else "amber") for i, card in enumerate(around)]
