"""One person's browser: cookies, forms, and what came back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp
from yarl import URL

from responsibilities.simulation.ledger import Ledger
from responsibilities.simulation.page import Fields

_POSITION = re.compile(r'data-position="([^"]*)"')
_TOKEN = re.compile(r'"x-csrftoken": "([^"]*)"')
TIMEOUT = aiohttp.ClientTimeout(total=30)
# What htmx adds to a request, by which the server knows to answer with parts of the page.
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@dataclass(frozen=True)
class Answer:
    """`status` 0 means that none came; `bell` is what a piece says in `Live-Bell`, see docs/live.md."""

    status: int
    html: str = ""
    path: str = ""
    position: str = ""
    bell: str = ""

    @property
    def is_well(self) -> bool:
        return 200 <= self.status < 400

    @property
    def confirmed(self) -> bool | None:
        """Whether what was sent is taken; None where nobody can know: no answer, or one of a server in trouble."""
        return None if not self.status or self.status >= 500 else self.is_well


class Browser:
    """Speaks HTTP to one server. Close it in the end. `site` is the address that others know it by, if not `url`."""

    def __init__(self, url: str, connector: aiohttp.BaseConnector, ledger: Ledger, *, site: str = "") -> None:
        self.session = aiohttp.ClientSession(
            url,
            connector=connector,
            connector_owner=False,
            # Servers under test are often called by a bare number, and one behind a proxy without TLS.
            cookie_jar=aiohttp.CookieJar(unsafe=True, treat_as_secure_origin=url),
            timeout=TIMEOUT,
            headers={"Accept": "text/html", **_known_as(url, site or url)},
        )
        self._url = URL(url)
        self._ledger = ledger
        self._token = ""  # of the page that is open; htmx sends it with every form

    async def get(self, path: str, *, htmx: bool = False) -> Answer:
        return await self._ask("GET", path, None, HTMX if htmx else {})

    async def post(self, path: str, data: Fields, *, htmx: bool = False) -> Answer:
        """Send a form. Without htmx, the page that the answer leads to is fetched as well."""
        return await self._ask("POST", path, data, {**HTMX, "X-CSRFToken": self._token} if htmx else {})

    def cookies(self, path: str) -> dict[str, str]:
        """Return the cookies that are sent to `path`."""
        sent = self.session.cookie_jar.filter_cookies(self._url.join(URL(path)))
        return {name: cookie.value for name, cookie in sent.items()}

    async def close(self) -> None:
        await self.session.close()

    async def _ask(self, method: str, path: str, data: Fields | None, headers: Mapping[str, str]) -> Answer:
        try:
            async with self.session.request(method, path, data=_pairs(data), headers=headers) as response:
                html = await response.text()
        except (aiohttp.ClientError, TimeoutError, OSError):
            self._ledger.note_error("connection")
            return Answer(0)
        if response.status >= 400:
            self._ledger.note_error(str(response.status))
        self._ledger.pages += 1
        # As it came over the line, which may be compressed.
        self._ledger.page_bytes += response.content_length or len(html.encode())
        if token := _TOKEN.search(html):
            self._token = token[1]
        shown = _POSITION.search(html)
        position = response.headers.get("Live-Position") or (shown[1] if shown else "")
        return Answer(response.status, html, response.url.path, position, response.headers.get("Live-Bell", ""))


def _known_as(url: str, site: str) -> dict[str, str]:
    """Headers with which a proxy at `site` would pass on what it is asked; few if it is asked itself."""
    if site == url:
        return {"Origin": url}
    return {"Origin": site, "Host": URL(site).authority, "X-Forwarded-Proto": URL(site).scheme}


def _pairs(data: Fields | None) -> list[tuple[str, str]] | None:
    if data is None:
        return None
    several = {name: [said] if isinstance(said, str) else said for name, said in data.items()}
    return [(name, value) for name, values in several.items() for value in values]
