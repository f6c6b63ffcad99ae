"""A workshop with people at their browsers, for tests that go through HTTP."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from live.drawings import draw
from responsibilities.models import Ballot, Responsibility
from tests.factories import (
    BallotFactory,
    FacilitatorFactory,
    ParticipantFactory,
    ReasonFactory,
    ResponsibilityFactory,
    VoteFactory,
    WorkshopFactory,
)
from workshops.access import give_seat
from workshops.models import Participant, Stage, StageSheet, Workshop
from workshops.run_sheet import Planned, agenda

HTMX = {"hx-request": "true", "hx-request-type": "partial"}
COLOURS = {"g": "green", "a": "amber", "r": "red"}


def sat(participant: Participant, *, htmx: bool = False, csrf: bool = False) -> Client:
    """A browser that has the participant's seat; with `htmx` it sends forms as a page with JavaScript does."""
    client = Client(enforce_csrf_checks=csrf, headers=HTMX if htmx else None)
    for name, cookie in give_seat(HttpResponse(), participant).cookies.items():
        client.cookies[name] = cookie.value
    return client


def name_on(page: Any) -> str:
    """Whose page of a workshop it says it is."""
    return str(re.findall(r'<span class="wide-only" dir="auto">([^<]*)</span>', page.content.decode())[0])


@dataclass
class Sitting:
    """One workshop, its facilitator, and Ann and Bo who take part."""

    workshop: Workshop
    facilitator: Participant
    ann: Participant
    bo: Participant

    @property
    def category(self) -> UUID:
        """The first of its categories."""
        found: UUID = self.workshop.categories.earliest("number").id
        return found

    def url(self, name: str, *args: Any) -> str:
        return reverse(name, args=(self.workshop.id, *args))

    def get(self, who: Participant, name: str = "workshop", **query: Any) -> Any:
        return sat(who).get(self.url(name), query)

    def post(self, who: Participant, name: str, /, *args: Any, **data: Any) -> Any:
        """Send a form without JavaScript."""
        return sat(who).post(self.url(name, *args), data)

    def send(self, who: Participant, name: str, /, *args: Any, **data: Any) -> Any:
        """Send a form as htmx does."""
        return sat(who, htmx=True).post(self.url(name, *args), data)

    def now(self) -> Workshop:
        self.workshop.refresh_from_db()
        return self.workshop

    def controls(self) -> str:
        """The facilitators' controls as they are sent to them."""
        region = draw("w", str(self.workshop.id), "facilitator").region("controls")
        assert region
        return region.html

    def planned(self) -> dict[Stage, Planned]:
        """The run sheet, stage by stage."""
        sheets = StageSheet.objects.filter(workshop=self.workshop)
        return {row.stage: row for row in agenda(self.now(), sheets)}

    def entered(self, **ago: float) -> None:
        """Let the workshop have been at its stage for so long."""
        Workshop.objects.filter(id=self.workshop.id).update(entered_at=timezone.now() - timedelta(**ago))

    def standing(self) -> str:
        """How it stands, in the words of the facilitators' controls."""
        page: str = self.get(self.facilitator).text
        return page.split('id="dock-say">')[1].split("</p>")[0]

    def listed(self, text: str, by: Participant | None = None, **fields: Any) -> Responsibility:
        return ResponsibilityFactory(workshop=self.workshop, text=text, author=by or self.ann, **fields)

    def voted(self, card: Responsibility, **colours: str) -> Ballot:
        """Give a ballot, `ann="g", bo="r"`; revealed if the workshop is."""
        ballot = BallotFactory(responsibility=card, revealed_at=self.workshop.revealed_at)
        for who, colour in colours.items():
            VoteFactory(ballot=ballot, participant=getattr(self, who), colour=COLOURS[colour])
        return ballot

    def reasoned(self, ballot: Ballot, by: Participant, text: str, owner: str = "") -> None:
        ReasonFactory(ballot=ballot, participant=by, text=text, owner=owner)

    def close(self) -> None:
        """Mark it closed as it stands."""
        Workshop.objects.filter(id=self.workshop.id).update(closed_at=timezone.now())
        self.now()


def sitting(stage: Stage | str = Stage.LOBBY, **fields: Any) -> Sitting:
    """A workshop that has come to `stage` in the usual way: the wall shown, the votes revealed."""
    rank, now = Stage(stage).rank, timezone.now()
    usual = {
        "stage": stage,
        "wall_shown_at": now if rank >= Stage.VOTING.rank else None,
        "revealed_at": now if rank >= Stage.DISCUSSION.rank else None,
    }
    workshop = WorkshopFactory(**usual | fields)
    return Sitting(
        workshop,
        FacilitatorFactory(workshop=workshop, name="Fay"),
        ParticipantFactory(workshop=workshop, name="Ann"),
        ParticipantFactory(workshop=workshop, name="Bo"),
    )


def tables() -> dict[str, str]:
    """A checksum of every row of every table, to see whether anything at all was written.

    But for those in which a server that some other test started says that it lives.
    """
    sums = {}
    with connection.cursor() as cursor:
        for table in {*connection.introspection.table_names(cursor)} - {"live_hub", "live_tab"}:
            cursor.execute(f'SELECT md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM "{table}" t')  # noqa: S608
            sums[table] = cursor.fetchone()[0]
    return sums


def rows_naming(words: list[str], *, but: tuple[str, ...] = ()) -> list[str]:
    """The tables, apart from `but`, with a row in which one of `words` stands."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table in but:
                continue
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608
            found += [table for (row,) in cursor.fetchall() if any(word in row for word in words)]
    return found
