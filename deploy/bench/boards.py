"""The boards of a benchmark and the people at them; what they send is written down as bytes beforehand."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

from deploy.bench.wire import HTMX, Request


@dataclass(frozen=True)
class Seat:
    """A person's cookies, and the token that makes their forms theirs."""

    cookies: str
    token: str


@dataclass(frozen=True)
class Board:
    """A workshop: its join code, its position when it was made, the ids of its cards, and who is in."""

    id: str
    code: str
    position: str
    cards: list[str]
    seats: list[Seat]

    @classmethod
    def read(cls, said: dict[str, Any]) -> Self:
        seats = [Seat(**seat) for seat in said.pop("seats")]
        return cls(seats=seats, **said)

    @property
    def place(self) -> str:
        return f"/w/{self.id}/"

    def page(self, seat: Seat) -> Request:
        return Request.get(self.place, Cookie=seat.cookies, Accept="text/html", Accept_Encoding="gzip")

    def stream(self, seat: Seat, position: str = "") -> Request:
        """Return the request of a stream, as `live.js` opens it, for a page that shows `position`."""
        path = f"{self.place}live/?at={position or self.position}&tab=t"
        return Request.get(path, Cookie=seat.cookies, Accept="text/event-stream", Accept_Encoding="gzip")

    def vote(self, seat: Seat, card: str, colour: str) -> Request:
        """Return a vote as htmx sends it. Never red, which would ask why."""
        body = f"csrfmiddlewaretoken={seat.token}&colour={colour}"
        return Request.post(f"{self.place}responsibilities/{card}/vote/", body, Cookie=seat.cookies, **HTMX)

    def fresh_votes(self, first: int = 0, last: int | None = None) -> Iterator[tuple[int, Request]]:
        """Yield first votes, each by somebody else than the one before, with their place among the seats: everybody on
        card number `first`, then everybody on the next. It ends when there is nothing left to vote on."""
        for card, (person, seat) in itertools.product(self.cards[first:last], enumerate(self.seats)):
            yield person, self.vote(seat, card, "green")
