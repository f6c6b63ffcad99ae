"""manage.py demo: the demonstration beside a running server. `make demo` starts both."""

import asyncio
import time
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from communities.actions.settle_in import settle_in
from responsibilities import demo
from responsibilities.simulation.crowd import Manner, run
from responsibilities.simulation.signaller import hands
from responsibilities.simulation.stopping import stopped_by_signal
from workshops.access import facilitator_url
from workshops.lobby import join_url
from workshops.models import Workshop

PEOPLE = 13
# Slow enough to watch: the quickest has voted on all ninety after two and a half minutes, the slowest after six.
BETWEEN_VOTES = 2.5
SERVED_WITHIN = 30.0
A_DAY = 86_400.0

WORDS = """
  The demonstration: thirteen simulated managers are voting on ninety responsibilities.

  Steer it with    {facilitator}
  Join it with     {join}   (code {code})

  What to look at
    1. Open the first link: names tick off as people finish, and nobody sees a colour.
    2. Open the second one in a private window or on a phone, give a name, and vote along.
    3. Press "Reveal votes": what everybody agrees on, and what to talk about.
    4. "Next stage" leads on to Discussion. Ask for a re-vote there: the simulated people take part.
    5. Once more, to Clustering: they sort what stays into areas, and you can help.
  The projector's view is at {screen}
"""


class Command(BaseCommand):
    help = "Set up the demonstration on a running server, and have simulated people vote in it until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        wait_until_served(settings.SITE_URL)
        user = settle_in()
        workshop = demo.set_up(facilitator=user)
        self.stdout.write(introduction(workshop))
        self.stdout.flush()
        asyncio.run(_take_part(workshop))


async def _take_part(workshop: Workshop) -> None:
    manner = Manner(each=BETWEEN_VOTES, restless=False, hands=hands(PEOPLE, BETWEEN_VOTES))
    with stopped_by_signal() as over:
        await run(settings.SITE_URL, workshop.code, PEOPLE, A_DAY, manner, over=over)


def introduction(workshop: Workshop) -> str:
    facilitator = workshop.participants.filter(role="facilitator").order_by("number", "id")[0]
    return WORDS.format(
        facilitator=facilitator_url(facilitator),
        join=join_url(workshop),
        code=workshop.code,
        screen=f"{settings.SITE_URL}/w/{workshop.id}/screen/",
    )


def wait_until_served(url: str) -> None:
    """Return when pages are served at `url`; raise CommandError if that does not happen."""
    until = time.monotonic() + SERVED_WITHIN
    while time.monotonic() < until:
        try:
            with urlopen(f"{url}/health/live", timeout=5):  # noqa: S310 - the operator's own address
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise CommandError(f"Nothing is served at {url}: start it with `make demo`.")
