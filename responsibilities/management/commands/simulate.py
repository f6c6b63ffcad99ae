"""manage.py simulate ID --participants N --seconds S --votes-per-second V"""

import asyncio
import json
import time
from argparse import ArgumentTypeError
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from responsibilities.management.workshops import add_workshop_argument, workshop_or_error
from responsibilities.simulation import proof
from responsibilities.simulation.crowd import Manner, run
from responsibilities.simulation.ledger import Ledger
from responsibilities.simulation.meter import Meter
from responsibilities.simulation.person import NoWayIn
from responsibilities.simulation.report import report
from responsibilities.simulation.stopping import stopped_by_signal


def above_zero(text: str) -> float:
    """Read a number above 0, or raise what argparse turns into a sentence."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise ArgumentTypeError(f"{text} is not a number above 0")
    return number


def address(text: str) -> str:
    """Read where a server is, or raise what argparse turns into a sentence."""
    if not text.startswith(("http://", "https://")) or not urlsplit(text).hostname:
        raise ArgumentTypeError(f"{text} is not an address like http://127.0.0.1:8000")
    return text.rstrip("/")


class Command(BaseCommand):
    help = "Have simulated people take part over real HTTP and real streams, and print what came of it as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        add_workshop_argument(parser)
        parser.add_argument("--participants", type=int, choices=range(1, 2001), metavar="1-2000", default=13)
        parser.add_argument("--seconds", type=above_zero, default=30.0, help="how long they act (30)")
        parser.add_argument("--votes-per-second", type=above_zero, default=5.0, help="of all of them together (5)")
        parser.add_argument("--url", type=address, default=settings.SITE_URL, help="where the server is (%(default)s)")
        parser.add_argument("--seed", type=int, help="the same number makes the same people")

    def handle(self, *args: Any, id: str, **options: Any) -> None:
        workshop = workshop_or_error(id)
        if workshop.is_closed:
            raise CommandError(f"The workshop “{workshop.title}” is closed: nobody can join it any more.")
        with Meter(options["url"]) as meter:
            ledger = _held(workshop.code, options)
        ended = time.monotonic()
        workshop.refresh_from_db()
        kept = proof.kept(workshop, ledger)
        ledger.faults += proof.leaks(workshop, ledger)
        said = report(ledger, kept, ended=ended, server=meter.figures())
        self.stdout.write(json.dumps(said, ensure_ascii=False))


def _held(code: str, options: dict[str, Any]) -> Ledger:
    people, seconds = options["participants"], options["seconds"]
    manner = Manner(each=people / options["votes_per_second"])

    async def sitting() -> Ledger:
        with stopped_by_signal() as over:
            return await run(options["url"], code, people, seconds, manner, seed=options["seed"], over=over)

    try:
        return asyncio.run(sitting())
    except NoWayIn as error:
        raise CommandError(str(error)) from None
