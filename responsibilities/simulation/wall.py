"""What hangs on the wall while it is sorted, as everybody in one simulation sees it alike."""

import re
from collections import deque
from html import unescape

from live.positions import Position

_SLIP = re.compile(r'name="responsibility" value="([0-9a-f-]{36})"><span class="words"[^>]*>([^<]*)')
_NAME = re.compile(r'<span dir="auto">([^<]*)</span>')
_AREA = '<section class="area" id="area-'
_MARKS = ('id="tray"', 'id="areas"', _AREA)
_REMEMBERED = 64


class Wall:
    """`unsorted` has the words of each responsibility in the tray; `areas` those in each area, by its name."""

    def __init__(self) -> None:
        self.unsorted: dict[str, str] = {}
        self._areas: dict[str, tuple[str, dict[str, str]]] = {}
        self._newest: Position | None = None
        self._recent: deque[str] = deque(maxlen=_REMEMBERED)

    @property
    def areas(self) -> dict[str, dict[str, str]]:
        """What stands in each area, by the area's name."""
        return dict(self._areas.values())

    def see(self, html: str, position: Position) -> None:
        """Take what a page or a message shows. Somebody who lags behind tells nothing new."""
        newest = self._newest
        if newest and newest.epoch == position.epoch and position.revision < newest.revision:
            return
        if any(mark in html for mark in _MARKS) and html not in self._recent:
            self._recent.append(html)
            self._newest = position
            self._take(html)

    def _take(self, html: str) -> None:
        _, tray, below = html.partition('id="tray"')
        if tray:
            self.unsorted = _slips(below.partition("</section>")[0])
        if 'id="areas"' in html:
            self._areas.clear()
        for section in html.split(_AREA)[1:]:
            id, _, inner = section.partition('"')
            name = _NAME.search(inner)
            self._areas[id] = (unescape(name[1]) if name else "", _slips(inner.partition("</section>")[0]))


def _slips(html: str) -> dict[str, str]:
    return {id: unescape(text) for id, text in _SLIP.findall(html)}
