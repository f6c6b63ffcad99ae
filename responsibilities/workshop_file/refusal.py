"""What is said of a file that is not a workshop file: where, and why."""

import json
import re
from collections.abc import Iterable

from workshops.refusal import Refusal

Step = str | int
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SHOWN = 80


class NotAWorkshopFile(Refusal):
    """A file that does not fit. `path` is a JSON path such as `$.responsibilities[3].category`."""

    field = "file"

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason}")


def refused(path: Iterable[Step], reason: str) -> NotAWorkshopFile:
    """Return the refusal of what stands at `path`, a row of names and places from the top of the document."""
    return NotAWorkshopFile("$" + "".join(_step(step) for step in path), reason)


def quoted(text: str) -> str:
    """Return `text` between quotes, shortened, with nothing in it that could upset a terminal or a page."""
    shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
    return json.dumps(shown, ensure_ascii=not shown.isprintable())


def _step(step: Step) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if _PLAIN.fullmatch(step) and len(step) <= _SHOWN else f"[{quoted(step)}]"
