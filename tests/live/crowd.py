"""People who watch the real board of a workshop, without a browser."""

import time
from collections.abc import Callable

import httpx
from django.http import HttpResponse

from tests.live.watcher import Watcher
from tests.server import Server
from workshops.access import give_seat
from workshops.cookies import COOKIE
from workshops.models import Participant

Serve = Callable[..., Server]
Enter = Callable[..., Watcher]


def cookie(who: Participant) -> str:
    """What their browser sends."""
    return f"{COOKIE}={give_seat(HttpResponse(), who).cookies[COOKIE].value}"


def stream(server: Server, who: Participant, tab: str = "", **query: str) -> str:
    """The address of their stream; `tab` names the page that it belongs to."""
    parameters = httpx.QueryParams({"tab": tab, **query})
    return f"{server.url}/w/{who.workshop_id}/live/?{parameters}"


def tell(server: Server, who: Participant, tab: str, said: int, *, hidden: bool) -> None:
    """Say that the page is hidden now, or shown."""
    query = {"said": str(said), **({"hidden": "1"} if hidden else {})}
    headers = {"Cookie": cookie(who), "Sec-Fetch-Site": "same-origin"}
    assert httpx.post(stream(server, who, tab, **query), headers=headers).status_code == 204


def until(true: Callable[[], bool], timeout: float) -> None:
    """Wait until something is true, which must be within so many seconds."""
    end = time.monotonic() + timeout
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)
