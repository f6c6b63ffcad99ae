"""Everything that one person can get to see of a workshop, as bytes to compare and search."""

import re

from live.drawings import draw
from tests.sittings import Sitting, sat
from workshops.models import Participant, Stage

ROLES = ("participant", "facilitator", "screen")
_FRESH = re.compile(r'\b(?:[A-Za-z0-9]{64}|[0-9a-f]{32})\b|(?<=name="server-clock" content=")\d+')


def stages_so_far(here: Sitting) -> list[Stage]:
    at = here.now().at
    return [stage for stage in Stage if stage.rank <= at.rank]


def drawings(here: Sitting) -> str:
    """What is broadcast, to every audience there can be."""
    looks = ["", *(f":{stage}" for stage in stages_so_far(here))]
    drawn = [draw("w", str(here.workshop.id), f"{role}{look}") for role in ROLES for look in looks]
    return "\n".join(region.html for drawing in drawn for region in drawing.regions)


def pages(here: Sitting, who: Participant) -> str:
    """What their browser can ask for, at this stage and looking back, without what is new in every answer."""
    client = sat(who)
    answers = [client.get(here.url("mine"), {"stage": stage}) for stage in stages_so_far(here)]
    answers += [client.get(here.url(name)) for name in ("workshop", "screen", "activity", "export-json")]
    assert {answer.status_code for answer in answers} == {200}
    return stale("\n".join(answer.text for answer in answers))


def stale(text: str) -> str:
    """Take out what is new in every answer: tokens, client keys, and what time it is."""
    return _FRESH.sub("", text)


def everything(here: Sitting, *people: Participant) -> list[str]:
    """What is broadcast, and what each of `people` can ask for."""
    return [drawings(here), *(pages(here, who) + answers(here, who) for who in people)]


def answers(here: Sitting, who: Participant) -> str:
    """What forms are answered with, here by saying no."""
    client = sat(who, htmx=True)
    refused = (
        client.post(here.url("vote", who.id), {"colour": "mauve"}),
        client.post(here.url("responsibilities"), {"text": ""}),
        client.post(here.url("stage"), {"expected": "no stage"}),
    )
    return stale("\n".join(answer.text for answer in refused))
